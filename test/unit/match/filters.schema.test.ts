import { expect, it } from "vitest";
import { categoriesShape, eventTypesShape, patternWarnings } from "../../../src/match/filters.schema.ts";

it.each([
  "*",
  "video.*",
  "video.media.ready",
  "video.mediaAI.named-entities.ready",
  "Video.Live_Stream.*",
  "something.quite.new",
])("takes the pattern %s", (pattern) => {
  expect(eventTypesShape.safeParse([pattern]).success).toBe(true);
});

it.each([
  "",
  " ",
  ".*",
  "video.",
  ".video",
  "video..ready",
  "video.*.ready",
  "video.media*",
  "**",
  "video.media.**",
  "video media",
  "video.media.ready\n",
  "x".repeat(257),
])("refuses the pattern %j", (pattern) => {
  expect(eventTypesShape.safeParse([pattern]).success).toBe(false);
});

it("refuses more patterns than a subscription may have", () => {
  const patterns = Array.from({ length: 101 }, (_, index) => `video.kind${index}`);

  expect(eventTypesShape.safeParse(patterns.slice(1)).success).toBe(true);
  expect(eventTypesShape.safeParse(patterns).success).toBe(false);
});

it("takes each category, other included, and names the list when refusing another", () => {
  const good = categoriesShape.safeParse(["media", "transform", "ai", "live_stream", "simulcast", "other"]);
  const bad = categoriesShape.safeParse(["Media"]);

  expect(good.success).toBe(true);
  expect(bad.error?.issues[0]?.message).toBe(
    "A category is one of media, transform, ai, live_stream, simulcast, other.",
  );
});

it("warns of patterns that match no known type, and of no others", () => {
  const warnings = patternWarnings([
    "*",
    "video.*",
    "video.media.track.*",
    "video.media.source.ready",
    "video.media.ai.chapters.ready",
    "VIDEO.mediaai.*",
    "video.media.raedy",
    "video.medai.*",
  ]);

  expect(warnings.map((text) => text.split(" ")[0])).toEqual(['"video.media.raedy"', '"video.medai.*"']);
});
