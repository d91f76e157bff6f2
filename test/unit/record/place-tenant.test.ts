import { describe, expect, it } from "vitest";
import { newId } from "../../../src/platform/ids.ts";
import { placeTenant } from "../../../src/record/place-tenant.ts";

const START = Date.parse("2026-11-01T12:00:00.000Z");
const NAMES = ["RECORD_1", "RECORD_2", "RECORD_3"];

describe("the place of a new tenant's record", () => {
  it("depends on nothing but its id and the list", () => {
    const places = ["ten_a", "ten_b", "ten_c", "ten_d"].map((id) => placeTenant(id, NAMES));

    expect(places).toEqual(["RECORD_1", "RECORD_1", "RECORD_2", "RECORD_2"]);
    expect(placeTenant("ten_a", ["RECORD_9"])).toBe("RECORD_9");
  });

  it.each([2, 3, 8])(
    "is any of %i databases for about as many tenants, made one after the other",
    (count) => {
      const names = Array.from({ length: count }, (_, at) => `RECORD_${at}`);
      const tenants = 4_000;
      const ids = Array.from({ length: tenants }, (_, at) => newId("ten", START + at * 1_000));

      const sizes = [...Map.groupBy(ids, (id) => placeTenant(id, names)).values()].map(
        ({ length }) => length,
      );

      // Five standard deviations of a fair choice.
      const share = tenants / count;
      expect(sizes).toHaveLength(count);
      for (const size of sizes) expect(Math.abs(size - share)).toBeLessThan(5 * Math.sqrt(share));
    },
  );

  it("needs a database", () => {
    expect(() => placeTenant("ten_a", [])).toThrow(RangeError);
  });
});
