import { expect, it } from "vitest";
import { explainFilters } from "../../../src/match/explain-filters.ts";
import type { Filters } from "../../../src/match/filters.ts";

const READY = {
  type: "video.media.ready",
  data: { duration: "00:04:18", tracks: [{ languageCode: "en" }, { languageCode: "it" }], streamKey: "k-1" },
};

function explain(filters: Partial<Filters>, type = READY.type) {
  return explainFilters({ categories: [], eventTypes: [], ...filters }, { type, payload: READY });
}

function reasonFor(filter: Filters["filter"]): string {
  return explain({ filter: filter ?? null }).reason;
}

it("names the event's category and what the subscription asks for instead", () => {
  expect(explain({ categories: ["ai"] })).toEqual({
    matches: false,
    typeMatches: false,
    filterMatches: null,
    reason: '"video.media.ready" is of category media, but the subscription asks only for category ai.',
  });
});

it("names both lists where both are set", () => {
  const filters = { categories: ["ai", "simulcast"], eventTypes: ["video.upload.*"] };

  expect(explain(filters, "video.media.live_stream.created").reason).toBe(
    '"video.media.live_stream.created" is of categories media, live_stream, but the subscription asks only for categories ai, simulcast or event type video.upload.*.',
  );
});

it("says what lets an event through", () => {
  expect(explain({ eventTypes: ["video.media.*"] })).toMatchObject({ matches: true, filterMatches: null });
  expect(explain({ filter: { "data.duration": { $lt: "00:10:00" } } })).toEqual({
    matches: true,
    typeMatches: true,
    filterMatches: true,
    reason: 'The subscription asks for "video.media.ready", and its filter matches the payload.',
  });
});

it.each([
  [
    { type: "video.media.ready", "data.duration": { $gte: "00:10:00" } },
    'data.duration $gte "00:10:00" does not hold, there is "00:04:18"',
  ],
  [{ "data.title": { $exists: true } }, "data.title $exists true does not hold, there is nothing"],
  [
    { "data.tracks.languageCode": { $in: ["de", "fr"] } },
    'data.tracks.languageCode $in ["de","fr"] does not hold, there is "en", "it"',
  ],
  [
    { $or: [{ "data.title": "x" }, { "data.duration": 5 }] },
    'none of the $or holds: data.title $eq "x" does not hold, there is nothing; data.duration $eq 5 does not hold, there is "00:04:18"',
  ],
  [
    { $not: { "data.tracks.languageCode": "it" } },
    'what $not excludes is so: data.tracks.languageCode $eq "it"',
  ],
])("names the condition of %j that does not hold", (filter, failure) => {
  expect(reasonFor(filter)).toBe(`The filter keeps it back: ${failure}.`);
});

it("quotes from the payload as it may be shown, and tests the payload as it is", () => {
  const filters = { categories: [], eventTypes: [], filter: { "data.streamKey": { $startsWith: "other" } } };
  const shown = { data: { streamKey: "***" } };

  const { reason } = explainFilters(filters, { type: READY.type, payload: READY, shown });

  expect(reason).toContain('there is "***"');
});

it("keeps a reason short, however long filter and payload are", () => {
  const long = "x".repeat(1_000);
  const filter = { $or: Array.from({ length: 3 }, (_, index) => ({ [`data.k${index}`]: long })) };

  expect(reasonFor(filter).length).toBeLessThan(700);
});

it("says that a payload was not kept instead of blaming the filter", () => {
  const filters = { categories: [], eventTypes: [], filter: { "data.a": 1 } };

  expect(explainFilters(filters, { type: READY.type, payload: null })).toMatchObject({
    matches: false,
    filterMatches: null,
    reason: expect.stringContaining("was not kept") as unknown,
  });
});
