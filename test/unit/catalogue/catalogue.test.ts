import { expect, it } from "vitest";
import {
  categoryList,
  CATEGORY_NAMES,
  EVENT_TYPES,
  eventTypeList,
  isEventType,
  rankOf,
} from "../../../src/catalogue/catalogue.ts";
import { PREDECESSORS } from "../../../src/catalogue/types/predecessors.ts";

it("has the 37 types of the provider's collection", () => {
  const types = Object.keys(EVENT_TYPES);

  expect(types).toHaveLength(37);
});

it.each([
  ["media", 8],
  ["transform", 13],
  ["ai", 4],
  ["live_stream", 10],
  ["simulcast", 3],
  ["other", 0],
])("lists under %s its %i official types", (category, count) => {
  const item = categoryList().find((one) => one.category === category);

  expect(item?.eventTypes).toHaveLength(count);
});

it("puts a recording under media first and under live_stream too", () => {
  const recording = eventTypeList().find(({ type }) => type === "video.media.live_stream.created");

  expect(recording).toMatchObject({ category: "media", categories: ["media", "live_stream"] });
});

it("describes every category and every type in a sentence", () => {
  const descriptions = [...categoryList(), ...eventTypeList()].map(({ description }) => description);

  expect(descriptions.filter((text) => !/^[A-Z].{20,}\.$/.test(text))).toEqual([]);
});

it("marks which types are official and lists them first", () => {
  const official = eventTypeList().map((item) => item.official);

  expect(official.lastIndexOf(true)).toBe(36);
  expect(official.slice(37)).toEqual(official.slice(37).map(() => false));
  expect(official.length).toBeGreaterThan(37);
});

it("keeps documented types out of the official ones of their category", () => {
  const media = categoryList().find(({ category }) => category === "media");

  expect(media?.documentedEventTypes).toContain("video.media.source.ready");
  expect(media?.eventTypes).not.toContain("video.media.source.ready");
});

it("names every category once, other last", () => {
  expect(CATEGORY_NAMES).toEqual(["media", "transform", "ai", "live_stream", "simulcast", "other"]);
});

it("ranks the life of a media from upload to deletion", () => {
  const life = [
    "video.media.upload",
    "video.upload.media_created",
    "video.media.ready",
    "video.media.track.created",
    "video.media.track.ready",
    "video.media.deleted",
  ];

  const ranks = life.map(rankOf);

  expect(ranks).toEqual([0, 1, 3, 4, 5, 9]);
});

it("ranks the life of a live stream, recording beside active", () => {
  const life = [
    "created",
    "preparing",
    "connected",
    "recording",
    "active",
    "disconnected",
    "idle",
    "deleted",
  ];

  const ranks = life.map((word) => rankOf(`video.live_stream.${word}`));

  expect(ranks).toEqual([0, 1, 2, 3, 3, 4, 5, 9]);
});

it.each(["video.media.updated", "video.live_stream.simulcast_target.created", "video.unknown", "toString"])(
  "gives no rank to %s",
  (type) => {
    expect(rankOf(type)).toBeUndefined();
  },
);

it("knows an official type only in its own spelling", () => {
  expect(isEventType("video.media.ready")).toBe(true);
  expect(isEventType("VIDEO.media.ready")).toBe(false);
  expect(isEventType("video.media.source.ready")).toBe(false);
});

it("requires of a type only what comes before it in the same life", () => {
  const ahead = eventTypeList().flatMap(({ type, requires = [] }) =>
    requires.filter((one) => !((rankOf(one) ?? Infinity) < (rankOf(type) ?? -Infinity))),
  );

  expect(ahead).toEqual([]);
});

it("keeps the place of every predecessor: streams are stored by them", () => {
  const stored = [
    "video.media.created",
    "video.upload.media_created",
    "video.media.live_stream.created",
    "video.live_stream.connected",
  ];

  expect(PREDECESSORS.slice(0, stored.length)).toEqual(stored);
});
