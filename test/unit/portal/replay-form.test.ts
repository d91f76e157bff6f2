import { describe, expect, it } from "vitest";
import { pinRange, readReplayForm, replayDraftOf } from "../../../src/portal/replay-form.ts";

const NOW = Date.parse("2026-11-24T12:00:00.000Z");

function formOf(fields: Record<string, string>) {
  return readReplayForm((name) => fields[name] ?? "");
}

describe("the form of a replay", () => {
  it("asks for what has failed in the last day where nothing was chosen", () => {
    expect(replayDraftOf(pinRange(formOf({}), NOW), { dryRun: true })).toEqual({
      from: "2026-11-23T12:00:00.000Z",
      to: "2026-11-24T12:00:00.000Z",
      status: "failed",
      eventTypes: [],
      streams: [],
      dryRun: true,
    });
  });

  it("starts the range that was counted, however long somebody looked at the count", () => {
    const counted = pinRange(formOf({ range: "1h" }), NOW);

    const started = pinRange(formOf({ ...counted }), NOW + 600_000);

    expect(started).toEqual(counted);
  });

  it("takes times as UTC, and leaves what is none for the draft's check to refuse", () => {
    const form = pinRange(formOf({ range: "between", from: "2026-11-20T08:30", to: "tomorrow" }), NOW);

    expect(replayDraftOf(form, { dryRun: false })).toMatchObject({
      from: "2026-11-20T08:30:00.000Z",
      to: "tomorrow",
    });
  });

  it("reads streams and types line by line", () => {
    const form = formOf({ streams: " media:a \r\n\nlive:b c\n", eventTypes: "video.media.*" });

    expect(replayDraftOf(form, { dryRun: false })).toMatchObject({
      streams: ["media:a", "live:b c"],
      eventTypes: ["video.media.*"],
    });
  });
});
