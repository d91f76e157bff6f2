import { expect, it } from "vitest";
import { IngestTally } from "../../../src/ingest/ingest-tally.ts";
import type { Received } from "../../../src/ingest/received.ts";
import { createLog } from "../../../src/platform/log.ts";

const PROBE: Received = { result: "probe" };
const UNSIGNED: Received = {
  result: "refused",
  verification: { result: "missing", header: "fastpix-signature" },
};
const DUPLICATE: Received = {
  result: "duplicate",
  about: { sourceId: "src_1", tenantId: "ten_1", providerEventId: "p", type: "t", stream: "s", bodyBytes: 2 },
  eventId: "evt_1",
  sequence: 1,
  partition: 0,
  delivery: { coordinator: "ten_1:0", leases: [], body: new Uint8Array(), unreported: [] },
};

/** A tally whose waiting ends when the test says so. @param fails how many writes fail first. */
function tallyUnderTest({ fails = 0 } = {}) {
  const written: Record<string, number>[] = [];
  let works: Promise<unknown>[] = [];
  let pass: () => void = () => undefined;
  let failsLeft = fails;
  const tally = new IngestTally({
    write: (counts) => {
      if (failsLeft-- > 0) return Promise.reject(new Error("the record is away"));
      written.push(Object.fromEntries(counts));
      return Promise.resolve();
    },
    wait: () =>
      new Promise((resolve) => {
        pass = resolve;
      }),
    log: createLog("silent"),
  });
  return {
    written,
    note: (...all: Received[]) => {
      for (const received of all) tally.note(received, (work) => works.push(work));
    },
    works: () => works.length,
    async passTime() {
      pass();
      await Promise.all(works);
      works = [];
    },
  };
}

it("writes once for all that came within a few seconds", async () => {
  const { note, works, passTime, written } = tallyUnderTest();

  note(UNSIGNED, PROBE, UNSIGNED);
  const waiting = works();
  await passTime();

  expect(waiting).toBe(1);
  expect(written).toEqual([{ signature_missing: 2, probe: 1 }]);
});

it("leaves to the coordinators what they count", () => {
  const { note, works } = tallyUnderTest();

  note(DUPLICATE);

  expect(works()).toBe(0);
});

it("tells with the next ones what the record did not take", async () => {
  const { note, passTime, written } = tallyUnderTest({ fails: 1 });

  note(PROBE);
  await passTime();
  note(PROBE, UNSIGNED);
  await passTime();

  expect(written).toEqual([{ probe: 2, signature_missing: 1 }]);
});
