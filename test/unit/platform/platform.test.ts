import fc from "fast-check";
import { describe, expect, it } from "vitest";
import manifest from "../../../package.json" with { type: "json" };
import { fromCanonicalBase64, fromUtf8, toBase64, toUtf8 } from "../../../src/platform/bytes.ts";
import { Fifo } from "../../../src/platform/fifo.ts";
import { deliveryId, firstIdAt, idAfter, isId, newId, parseDeliveryId } from "../../../src/platform/ids.ts";
import { createLog } from "../../../src/platform/log.ts";
import { Problem, toDocument } from "../../../src/platform/problem.ts";
import { VERSION } from "../../../src/platform/version.ts";

const NOW = 1_800_000_000_000;

describe("ids", () => {
  it("sort by the time they were made and carry their prefix", () => {
    const ids = [newId("evt", NOW), newId("evt", NOW + 1), newId("evt", NOW + 86_400_000)];

    expect(ids).toEqual(ids.toSorted());
    expect(ids.every((id) => isId("evt", id) && !isId("sub", id))).toBe(true);
    expect(firstIdAt("evt", NOW) <= (ids[0] ?? "") && (ids[0] ?? "") < firstIdAt("evt", NOW + 1)).toBe(true);
  });

  it("of one series only grow, also when the clock steps back", () => {
    const first = idAfter(undefined, "evt", NOW);
    const second = idAfter(first, "evt", NOW - 5_000);
    const carried = idAfter(`evt_${"0".repeat(25)}z`, "evt", 0);

    expect(second > first).toBe(true);
    expect(isId("evt", second)).toBe(true);
    expect(carried > `evt_${"0".repeat(25)}z`).toBe(true);
  });

  it("of deliveries name their event and the end of their subscription's id", () => {
    const [eventId, subscriptionId] = [newId("evt", NOW), newId("sub", NOW)];

    expect(parseDeliveryId(deliveryId(eventId, subscriptionId))).toEqual({
      eventId,
      subscriptionTail: subscriptionId.slice(-8),
    });
    expect(parseDeliveryId("dlv_short")).toBeUndefined();
  });
});

describe("bytes", () => {
  it("survive base64 in both directions, and only its canonical spelling is read", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromCanonicalBase64(toBase64(bytes))).toEqual(bytes);
      }),
    );
    for (const spelling of ["QQ", "QR==", "Q Q=", "QQ==\n", "-_==", "Q===", "!!!!"]) {
      expect(fromCanonicalBase64(spelling), spelling).toBeUndefined();
    }
  });

  it("become text only when they are valid UTF-8, and keep their byte order mark", () => {
    expect(fromUtf8(new Uint8Array([0x22, 0xff, 0x22]))).toBeUndefined();
    expect(toUtf8(fromUtf8(toUtf8("\ufeff{}")) ?? "")).toEqual(toUtf8("\ufeff{}"));
  });
});

describe("a FIFO", () => {
  it("gives back what it was given, in order, through its own compaction", () => {
    const fifo = new Fifo<number>();
    const out: (number | undefined)[] = [];
    for (let item = 0; item < 5_000; item++) {
      fifo.push(item);
      if (item % 3 !== 0) out.push(fifo.shift());
    }
    expect([...fifo]).toHaveLength(fifo.size);
    while (fifo.size > 0) out.push(fifo.shift());

    expect(out).toEqual(Array.from({ length: 5_000 }, (_, index) => index));
    expect(fifo.shift()).toBeUndefined();
  });
});

describe("a log", () => {
  it("writes one JSON line per thing, and none below its level", () => {
    const lines: string[] = [];
    const log = createLog("info", (line) => lines.push(line));

    log.debug("unheard");
    log.info("accepted", { eventId: "evt_1", sequence: 3 });

    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      { level: "info", what: "accepted", sequence: 3 },
    ]);
  });
});

describe("a problem", () => {
  it("becomes a document with a stable code", () => {
    expect(toDocument(new Problem("not_found", "No source src_1."))).toEqual({
      type: "urn:hooklane:problem:not_found",
      title: "Not found",
      status: 404,
      detail: "No source src_1.",
      code: "not_found",
    });
  });
});

it("tells endpoints the version that package.json has", () => {
  expect(VERSION).toBe(manifest.version);
});
