import fc from "fast-check";
import { expect, it } from "vitest";
import type { OpenEvent } from "../../../src/coordinate/delivery.ts";
import { emptyState } from "../../../src/coordinate/state.ts";
import { passWatermark } from "../../../src/coordinate/watermark.ts";

/** A coordinator with nothing but events of which each is open or done, and a mark every three. */
function scene() {
  const state = emptyState({ tenantId: "ten_1", partition: 0 }, 0);
  state.watermarks.every = 3;
  const open = (isHeld = false) => {
    state.lastOrdinal += 1;
    state.lastRevision += 1;
    state.open.set(state.lastOrdinal, { ordinal: state.lastOrdinal, isHeld } as OpenEvent);
    return state.lastOrdinal;
  };
  return { state, open, close: (ordinal: number) => state.open.delete(ordinal) };
}

it("passes nothing while there is too little behind it to be worth a row", () => {
  const { state, open, close } = scene();
  close(open());
  close(open());

  expect(passWatermark(state)).toBeUndefined();
});

it("passes what was accepted until the mark was set, once all of it is done", () => {
  const { state, open, close } = scene();
  const [first] = [open(), open(), open()];

  const early = passWatermark(state);
  const later = open();
  close(first);
  close(2);
  close(3);

  expect(early).toBeUndefined();
  expect(passWatermark(state)).toEqual({ ordinal: 3, revision: 3 });
  close(later);
  expect(passWatermark(state)).toBeUndefined();
});

it("looks past what is held: that has a table of its own", () => {
  const { state, open, close } = scene();
  open(true);
  close(open());
  close(open());

  expect(passWatermark(state)).toEqual({ ordinal: 3, revision: 3 });
});

it("never passes an event that is open, and comes to the end when none is", () => {
  const steps = fc.array(fc.oneof(fc.constant("open" as const), fc.nat(20)), { maxLength: 200, size: "max" });
  fc.assert(
    fc.property(steps, (given) => {
      const { state, open, close } = scene();
      for (const step of given) {
        if (step === "open") open();
        else close([...state.open.keys()][step % Math.max(1, state.open.size)] ?? 0);
        const mark = passWatermark(state);
        if (!mark) continue;
        expect(mark.ordinal).toBeLessThan(Math.min(...state.open.keys()));
        // What is open was accepted after the mark, and so were its changes.
        expect(mark.revision).toBeLessThan(Math.min(...state.open.keys()));
      }
      for (const ordinal of [...state.open.keys()]) close(ordinal);
      passWatermark(state);
      expect(state.lastOrdinal - state.watermarks.passed.ordinal).toBeLessThan(3);
    }),
  );
});
