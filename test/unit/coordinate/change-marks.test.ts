import fc from "fast-check";
import { expect, it } from "vitest";
import { changesAfter } from "../../../src/coordinate/change-marks.ts";
import { emptyState } from "../../../src/coordinate/state.ts";

/** A coordinator with nothing but events that are open or done. */
function scene() {
  const state = emptyState({ tenantId: "ten_1", partition: 0 }, 0);
  const open = new Map<number, { revision: number }>();
  return {
    open,
    accept() {
      state.lastOrdinal += 1;
      state.lastRevision += 1;
      open.set(state.lastOrdinal, { revision: state.lastRevision });
    },
    changesAfter: () => changesAfter(state, Math.min(state.lastOrdinal + 1, ...open.keys())),
  };
}

it("reads all changes while what was accepted before the first mark is open", () => {
  const { open, accept, changesAfter: after } = scene();
  accept();
  accept();
  const early = after();
  open.delete(2);

  expect([early, after()]).toEqual([0, 0]);
});

it("passes over the changes from before a mark once everything below it is done", () => {
  const { open, accept, changesAfter: after } = scene();
  accept();
  accept();
  after();
  accept();
  for (const ordinal of [1, 2]) open.delete(ordinal);

  expect(after()).toBe(2);
});

it("never passes over a change of an event that is open, and passes over all where none is", () => {
  const steps = fc.array(fc.oneof(fc.constant("accept" as const), fc.nat(20)), {
    maxLength: 300,
    size: "max",
  });
  fc.assert(
    fc.property(steps, (given) => {
      const { open, accept, changesAfter: after } = scene();
      let accepted = 0;
      for (const step of given) {
        if (step === "accept") {
          accept();
          accepted += 1;
        } else open.delete([...open.keys()][step % Math.max(1, open.size)] ?? 0);
        // The first change of an event is a later one than its acceptance.
        expect(after()).toBeLessThan(
          Math.min(accepted + 1, ...[...open.values()].map(({ revision }) => revision)),
        );
      }
      open.clear();
      expect(after()).toBe(accepted);
    }),
  );
});
