import { isOperationalType, operationalSample, OPERATIONAL_TYPES } from "../../src/operational/samples.ts";

/** Every type of operational event with what it says and a sample of its body. */
export function operationalTypes(): string {
  return Object.keys(OPERATIONAL_TYPES)
    .filter(isOperationalType)
    .map((type) => {
      const sample = JSON.stringify(operationalSample(type), null, 2);
      return `### \`${type}\`\n\n${OPERATIONAL_TYPES[type].description}\n\n\`\`\`json\n${sample}\n\`\`\``;
    })
    .join("\n\n");
}
