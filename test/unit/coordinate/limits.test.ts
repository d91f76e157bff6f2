import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bucketOf, nextOrdinal } from "../../../src/coordinate/bucket.ts";
import { alarmTime, earliest } from "../../../src/coordinate/next-alarm.ts";
import { coordinatorName, parseCoordinatorName, partitionOf } from "../../../src/coordinate/partition.ts";
import { fullBucket, nextTokenAt, takeToken } from "../../../src/coordinate/rate.ts";
import { rateShare, slotShare } from "../../../src/coordinate/share.ts";

const NOW = 1_800_000_000_000;

describe("shares", () => {
  it("of all partitions add up to exactly what is set, and none is empty", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.nat(100), (partitions, more) => {
        const maxInFlight = partitions + more;
        const shares = Array.from({ length: partitions }, (_, one) =>
          slotShare(maxInFlight, one, partitions),
        );

        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(maxInFlight);
        expect(Math.min(...shares)).toBeGreaterThan(0);
      }),
    );
  });

  it("of a rate are equal", () => {
    expect(rateShare(10, 4)).toBe(2.5);
  });
});

describe("a rate", () => {
  it("of two per second lets one go at once and the next half a second later", () => {
    const used = takeToken(fullBucket(2, NOW), 2, NOW);

    expect(nextTokenAt(used, 2, NOW)).toBe(NOW + 500);
    expect(nextTokenAt(used, 2, NOW + 500)).toBe(NOW + 500);
  });

  it.each([0.1, 1, 7, 100, 1000])(
    "of %d per second is kept in every second, also after a long rest",
    (perSecond) => {
      let bucket = fullBucket(perSecond, NOW - 3_600_000);
      let now = NOW;
      let sent = 0;
      for (; now < NOW + 1_000; now = Math.max(now, nextTokenAt(bucket, perSecond, now))) {
        bucket = takeToken(bucket, perSecond, now);
        sent += 1;
      }

      expect(sent).toBeLessThanOrEqual(Math.max(1, perSecond * 1.05));
    },
  );
});

describe("the next alarm", () => {
  it("is the earliest of what is due", () => {
    expect(earliest([null, NOW + 50, NOW + 20])).toBe(NOW + 20);
  });

  it("is at once, but never this very moment, for what is overdue", () => {
    expect(alarmTime(NOW - 5_000, NOW)).toBe(NOW + 1);
    expect(alarmTime(NOW, NOW)).toBe(NOW + 1);
  });

  it("is none where nothing is due", () => {
    expect(earliest([null, null])).toBeNull();
  });
});

describe("ordinals", () => {
  it("grow also when the clock steps back", () => {
    const first = nextOrdinal(0, NOW);

    expect(nextOrdinal(first, NOW - 3_600_000)).toBe(first + 1);
  });

  it("tell the time bucket and stay exact", () => {
    const ordinal = nextOrdinal(0, NOW);

    expect(bucketOf(ordinal)).toBe(bucketOf(ordinal + 1_000_000));
    expect(bucketOf(nextOrdinal(ordinal, NOW + 300_000))).toBe(bucketOf(ordinal) + 1);
    expect(Number.isSafeInteger(ordinal)).toBe(true);
  });
});

describe("partitions", () => {
  it("keep a stream where it is: the hash is part of the storage format", () => {
    // FNV-1a, 32 bits: the published test values of "a" and "foobar".
    expect(partitionOf("a", 2 ** 32)).toBe(0xe40c292c);
    expect(partitionOf("foobar", 2 ** 32)).toBe(0xbf9cf968);
    expect(["media:a", "media:b", "media:ü"].map((stream) => partitionOf(stream, 64))).toEqual([46, 27, 60]);
  });

  it("spread streams evenly", () => {
    const counts = Array.from({ length: 8 }, () => 0);
    for (let stream = 0; stream < 8_000; stream++) {
      const partition = partitionOf(`media:${stream}`, 8);
      counts[partition] = (counts[partition] ?? 0) + 1;
    }

    expect(Math.min(...counts)).toBeGreaterThan(800);
  });

  it("are named so that the name can be read back", () => {
    expect(parseCoordinatorName(coordinatorName("ten_1", 7))).toEqual({ tenantId: "ten_1", partition: 7 });
    expect(() => parseCoordinatorName("ten_1")).toThrow("not the name of a coordinator");
  });
});
