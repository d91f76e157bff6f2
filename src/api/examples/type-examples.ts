import { EVENT_EXAMPLES } from "./event-examples.ts";
import { REPLAY_EXAMPLES } from "./replay-examples.ts";
import { SOURCE_EXAMPLES } from "./source-examples.ts";
import { SUBSCRIPTION_EXAMPLES } from "./subscription-examples.ts";
import { SYSTEM_EXAMPLES } from "./system-examples.ts";
import { TENANT_EXAMPLES } from "./tenant-examples.ts";

const REF = "#/components/schemas/";

const BY_TYPE: Readonly<Record<string, object>> = {
  ...TENANT_EXAMPLES,
  ...SUBSCRIPTION_EXAMPLES,
  ...EVENT_EXAMPLES,
  ...REPLAY_EXAMPLES,
  ...SOURCE_EXAMPLES,
  ...SYSTEM_EXAMPLES,
};

/** A schema as far as an example is found by it: a named type, or a page of them. */
interface ExampleSchema {
  $ref?: string;
  properties?: { data?: { items?: ExampleSchema } };
}

/** A value that fits the schema; undefined where there is none for its type. */
export function exampleOf({ $ref, properties }: ExampleSchema): object | undefined {
  if ($ref !== undefined) return BY_TYPE[$ref.slice(REF.length)];
  const items = properties?.data?.items;
  const item = items && exampleOf(items);
  return item && { data: [item], nextCursor: null };
}
