import { operationalSample, OPERATIONAL_TYPES } from "../../src/operational/samples.ts";
import type { OperationalType } from "../../src/operational/operational-event.ts";

/** Every type of operational event with what it says and a sample of its body. */
export function operationalTypes(): string {
  const types = Object.keys(OPERATIONAL_TYPES) as OperationalType[];
  return types
    .map((type) => {
      const sample = JSON.stringify(operationalSample(type), null, 2);
      return `### \`${type}\`\n\n${OPERATIONAL_TYPES[type].description}\n\n\`\`\`json\n${sample}\n\`\`\``;
    })
    .join("\n\n");
}
