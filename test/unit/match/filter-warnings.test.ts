import { expect, it } from "vitest";
import { filterWarnings } from "../../../src/match/filter-warnings.ts";

function warn(filter: Record<string, unknown>, own: { categories?: string[]; eventTypes?: string[] } = {}) {
  return filterWarnings({ categories: [], eventTypes: [], filter, ...own });
}

it("warns of a number that is compared with a text, in either direction", () => {
  expect(warn({ "data.maxDuration": { $gt: "600" } })).toEqual([
    expect.stringMatching(
      /^"data\.maxDuration" is a number in the samples, but \$gt compares it with a text/,
    ),
  ]);
  expect(warn({ "data.title": { $in: [1, 2] } })).toHaveLength(1);
  expect(warn({ "data.trial": "false" })).toHaveLength(1);
});

it("warns of a field that no sample of the types asked for has", () => {
  expect(warn({ "data.duratoin": { $gte: "00:10:00" } })).toEqual([
    'No sample of the event types asked for has "data.duratoin". It is saved as it is.',
  ]);
  expect(warn({ "data.maxDuration": 5 }, { categories: ["media"], eventTypes: [] })).toHaveLength(1);
  expect(warn({ "data.maxDuration": 5 }, { categories: ["live_stream"] })).toEqual([]);
});

it.each([
  { "data.duration": { $gte: "00:10:00" } },
  { "data.maxResolution": { $in: ["1080p", 2160] } },
  { "data.metadata.anything.at.all": 5 },
  { "data.error": { $ne: null } },
  { "data.tracks.type": "audio" },
  { "data.trial": { $exists: true } },
  { $or: [{ "data.trial": true }, { $not: { "data.maxDuration": { $lt: 5 } } }] },
])("has no word against %j", (filter) => {
  expect(warn(filter)).toEqual([]);
});

it("has nothing to compare with where only unknown types are asked for", () => {
  expect(warn({ "data.x": 1 }, { eventTypes: ["video.future.thing"] })).toEqual([]);
});

it("says so where a stored filter cannot be read", () => {
  expect(warn({ "data.x": { $later: 1 } })).toEqual([
    "The filter cannot be read by this version: nothing matches it.",
  ]);
});
