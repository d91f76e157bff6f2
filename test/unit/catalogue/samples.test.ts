import { describe, expect, it } from "vitest";
import { eventTypeList, sampleOf } from "../../../src/catalogue/catalogue.ts";
import { FASTPIX } from "../../../src/ingest/providers/fastpix.ts";

const types = eventTypeList().map(({ type }) => type);

it("gives every sample an id of its own", () => {
  const ids = types.map((type) => sampleOf(type).id);

  expect(new Set(ids).size).toBe(types.length);
});

it("marks every secret in a sample as none", () => {
  const text = types.map((type) => JSON.stringify(sampleOf(type))).join("\n");

  const secrets = [...text.matchAll(/"(?:streamKey|srtSecret|srtPlaybackSecret)":"([^"]*)"/g)];

  expect(secrets.length).toBeGreaterThan(10);
  expect(secrets.map(([, value]) => value).filter((value) => !value?.startsWith("SAMPLE-NOT-A"))).toEqual([]);
});

describe.each(types)("the sample of %s", (type) => {
  const sample = sampleOf(type);

  it("has the provider's envelope", () => {
    expect(Object.keys(sample)).toEqual([
      "type",
      "object",
      "id",
      "workspace",
      "status",
      "data",
      "createdAt",
      "attempts",
    ]);
    expect(sample.type).toBe(type);
  });

  it("is an event that ingest understands, of a media or of a live stream", () => {
    const kind = type.startsWith("video.live_stream.") ? "live" : "media";

    const read = FASTPIX.readEvent(sample);

    const event = read.result === "event" ? read.event : undefined;
    expect(event?.stream.split(":")[0]).toBe(kind);
    expect(event?.occurredAt).toBeGreaterThan(Date.parse("2026-06-02T00:00:00Z"));
  });
});
