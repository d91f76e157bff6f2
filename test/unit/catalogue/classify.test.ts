import { expect, it } from "vitest";
import { classify, EVENT_TYPES } from "../../../src/catalogue/catalogue.ts";

it("knows every official type by its own name", () => {
  const classified = Object.keys(EVENT_TYPES).map(classify);

  expect(classified.map(({ canonical }) => canonical)).toEqual(Object.keys(EVENT_TYPES));
  expect(classified.every(({ known }) => known)).toBe(true);
});

it.each([
  ["VIDEO.MEDIA.IMPOSEAUDIO.READY", "video.media.imposeAudio.ready"],
  ["video.mediaAI.named-entities.ready", "video.mediaAI.namedEntities.ready"],
  ["video.media.ai.named-entities.ready", "video.mediaAI.namedEntities.ready"],
  ["video.media.ai.moderation.ready", "video.mediaAI.moderation.ready"],
  ["Video.Media.AI.Chapters.Ready", "video.mediaAI.chapters.ready"],
  ["video.media.subtitle.generated", "video.media.subtitle.generated.ready"],
])("takes %s for %s", (received, canonical) => {
  expect(classify(received)).toMatchObject({ canonical, known: true });
});

it.each([
  ["video.media.track.replaced", "transform"],
  ["video.mediaAI.advanced_summary.ready", "ai"],
  ["video.media.ai.summary.failed", "ai"],
  ["video.live_stream.simulcast_target.broadcasting", "simulcast"],
  ["video.live_stream.enabled", "live_stream"],
  ["video.media.live_clip.created", "media"],
  ["video.upload.resumed", "media"],
  ["VIDEO.LIVE_STREAM.paused", "live_stream"],
  ["video.playlist.created", "other"],
  ["audio.ready", "other"],
  ["", "other"],
])("places the unknown type %s under %s and leaves its name", (received, category) => {
  expect(classify(received)).toEqual({ canonical: received, categories: [category], known: false });
});

it("gives an unknown analysis the catalogue's prefix", () => {
  const classified = classify("video.media.ai.mood.ready");

  expect(classified).toEqual({ canonical: "video.mediaAI.mood.ready", categories: ["ai"], known: false });
});

it("stays right for more unknown types than it remembers", () => {
  const types = Array.from({ length: 2_500 }, (_, index) => `video.media.track.kind${index}`);

  const categories = new Set([...types, ...types].map((type) => classify(type).categories[0]));

  expect([...categories]).toEqual(["transform"]);
});
