import fc from "fast-check";
import { expect, it } from "vitest";
import { Recent } from "../../../src/platform/recent.ts";

const key = fc.integer({ min: 0, max: 7 });
const step = fc.oneof(
  fc.record({ kind: fc.constant("set" as const), key }),
  fc.record({ kind: fc.constant("get" as const), key }),
  fc.record({ kind: fc.constant("delete" as const), key }),
);

/** The keys that are kept, oldest use first, by what the words say. */
function keptAfter(
  steps: readonly { kind: "set" | "get" | "delete"; key: number }[],
  most: number,
): number[] {
  let kept: number[] = [];
  for (const { kind, key: used } of steps) {
    const isKept = kept.includes(used);
    if (kind === "get" && !isKept) continue;
    kept = kept.filter((known) => known !== used);
    if (kind !== "delete") kept.push(used);
    kept = kept.slice(-most);
  }
  return kept;
}

it("keeps the entries used most recently, whatever is put in, used and taken out", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), fc.integer({ min: 1, max: 5 }), (steps, most) => {
      const recent = new Recent<number, string>(most);
      for (const { kind, key: used } of steps) {
        if (kind === "set") recent.set(used, `value ${used}`);
        else recent[kind](used);
      }

      const kept = keptAfter(steps, most);
      const found = [0, 1, 2, 3, 4, 5, 6, 7].filter((each) => recent.get(each) === `value ${each}`);

      expect(found).toEqual(kept.toSorted((a, b) => a - b));
    }),
    { numRuns: 1_000 },
  );
});
