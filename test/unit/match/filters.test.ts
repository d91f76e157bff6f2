import fc from "fast-check";
import { expect, it } from "vitest";
import { CATEGORY_NAMES, classify, EVENT_TYPES } from "../../../src/catalogue/catalogue.ts";
import { compileFilters, type Filters } from "../../../src/match/filters.ts";

const READY = "video.media.ready";
const types = fc.constantFrom(...Object.keys(EVENT_TYPES), "video.playlist.created");
const categories = fc.uniqueArray(fc.constantFrom(...CATEGORY_NAMES));
const eventTypes = fc.uniqueArray(
  fc.oneof(types, fc.constantFrom("video.media.*", "video.live_stream.*", "*")),
);

function isWanted(filters: Partial<Filters>, received: string): boolean {
  const compiled = compileFilters({ categories: [], eventTypes: [], ...filters });
  return compiled.matchesType(classify(received), received);
}

it.each([
  ["nothing set matches everything", {}, true],
  ["its category is named", { categories: ["ai", "media"] }, true],
  ["only other categories are named", { categories: ["ai"] }, false],
  ["its type is named", { eventTypes: [READY] }, true],
  ["only other types are named", { eventTypes: ["video.upload.*"] }, false],
  ["the category fits and the types do not", { categories: ["media"], eventTypes: ["video.upload.*"] }, true],
  ["the types fit and the category does not", { categories: ["ai"], eventTypes: [READY] }, true],
  ["neither fits", { categories: ["ai"], eventTypes: ["video.upload.*"] }, false],
] as const)("a ready media, when %s: %j -> %s", (_, filters, wanted) => {
  expect(isWanted(filters, READY)).toBe(wanted);
});

it.each(["media", "live_stream"])("a recording is wanted by who asks for %s", (category) => {
  expect(isWanted({ categories: [category] }, "video.media.live_stream.created")).toBe(true);
});

it("an unknown type is wanted by who asks for other", () => {
  expect(isWanted({ categories: ["other"] }, "video.playlist.created")).toBe(true);
});

it("two lists want exactly what one of them alone wants", () => {
  fc.assert(
    fc.property(categories, eventTypes, types, (wantedCategories, patterns, type) => {
      fc.pre(wantedCategories.length > 0 && patterns.length > 0);

      const both = isWanted({ categories: wantedCategories, eventTypes: patterns }, type);
      const either =
        isWanted({ categories: wantedCategories }, type) || isWanted({ eventTypes: patterns }, type);

      expect(both).toBe(either);
    }),
  );
});
