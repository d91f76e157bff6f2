import { describe, expect, it } from "vitest";
import { bandsOf, markOf } from "../../../src/portal/timeline.ts";

describe("the mark of a delivery", () => {
  const pending = { status: "pending", attemptCount: 0 } as const;

  it("tells the head that has failed from those that wait behind it", () => {
    const failed = { ...pending, attemptCount: 2 };

    expect(markOf(failed, { isHead: true })).toBe("held");
    expect(markOf(failed, { isHead: false })).toBe("pending");
  });

  it("does not say that a head holds its lane before it was ever attempted", () => {
    expect(markOf(pending, { isHead: true })).toBe("pending");
  });

  it("shows an attempt that is under way", () => {
    expect(markOf({ ...pending, leasedUntil: "2026-11-01T12:00:00.000Z" }, { isHead: true })).toBe(
      "attempting",
    );
  });

  it("shows what is settled or parked as what it is", () => {
    const statuses = ["delivered", "failed", "skipped", "parked"] as const;

    expect(statuses.map((status) => markOf({ status, attemptCount: 3 }, { isHead: false }))).toEqual(
      statuses,
    );
  });
});

describe("the bands of a stream's life", () => {
  it("join neighbours of one category, and come again where the category does", () => {
    const events = [["media"], ["media"], ["transform"], ["ai", "media"], ["media"]].map((categories) => ({
      type: "video.media.ready",
      categories,
    }));

    expect(bandsOf(events)).toEqual([
      { category: "media", length: 2 },
      { category: "transform", length: 1 },
      { category: "ai", length: 1 },
      { category: "media", length: 1 },
    ]);
  });
});
