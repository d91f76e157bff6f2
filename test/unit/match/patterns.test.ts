import { expect, it } from "vitest";
import { classify, EVENT_TYPES } from "../../../src/catalogue/catalogue.ts";
import { compilePatterns, matchesPatterns } from "../../../src/match/patterns.ts";

function isMatched(pattern: string, received: string): boolean {
  return matchesPatterns(compilePatterns([pattern]), classify(received), received);
}

it.each([
  ["*", 37],
  ["video.media.*", 20],
  ["video.mediaAI.*", 4],
  ["video.upload.*", 1],
  ["video.live_stream.*", 12],
  ["video.live_stream.simulcast_target.*", 3],
  ["video.media.track.*", 3],
  ["video.media.ready", 1],
  ["VIDEO.MEDIAAI.*", 4],
  ["video.*", 37],
  ["audio.*", 0],
])("%s matches %i of the official types", (pattern, count) => {
  const matched = Object.keys(EVENT_TYPES).filter((type) => isMatched(pattern, type));

  expect(matched).toHaveLength(count);
});

it.each([
  ["video.media.*", "video.upload.media_created"],
  ["video.media.*", "video.mediaAI.summary.ready"],
  ["video.live_stream.*", "video.media.live_stream.created"],
  ["video.media.track.*", "video.media.track"],
  ["video.media.track.*", "video.media.track."],
  ["video.media.ready", "video.media.ready.again"],
])("%s does not match %s", (pattern, received) => {
  expect(isMatched(pattern, received)).toBe(false);
});

it.each([
  ["video.mediaAI.*", "video.media.ai.moderation.ready"],
  ["video.media.ai.*", "video.media.ai.moderation.ready"],
  ["video.mediaAI.namedEntities.ready", "video.mediaAI.named-entities.ready"],
  ["video.mediaAI.named-entities.ready", "video.mediaAI.namedEntities.ready"],
  ["video.Media.Ready", "video.media.ready"],
  ["video.media.ready", "VIDEO.MEDIA.READY"],
  ["video.future.*", "video.future.thing.done"],
])("%s matches %s, by the received name or the catalogue's", (pattern, received) => {
  expect(isMatched(pattern, received)).toBe(true);
});
