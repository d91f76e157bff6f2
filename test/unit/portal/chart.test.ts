import { describe, expect, it } from "vitest";
import { axisEnd, linePath, stackBars } from "../../../src/portal/chart.ts";

const BOX = { width: 100, height: 50 };

describe("an axis", () => {
  it("ends at the round number at or above the highest value", () => {
    expect([[0], [1], [3], [11], [20], [21], [501], [9_999]].map((values) => axisEnd(values))).toEqual([
      1, 1, 5, 20, 20, 50, 1_000, 10_000,
    ]);
  });

  it("has an end where there is nothing to show", () => {
    expect(axisEnd([])).toBe(1);
  });
});

describe("stacked bars", () => {
  it("put the pieces of a bar upon one another, in the height of their values", () => {
    const pieces = stackBars([[6, 4]], BOX, 20);

    expect(pieces).toEqual([
      { series: 0, x: 10, y: 35, width: 80, height: 15 },
      { series: 1, x: 10, y: 25, width: 80, height: 10 },
    ]);
  });

  it("leave out what cannot be seen, and keep its place empty", () => {
    const pieces = stackBars(
      [
        [0, 0],
        [0, 1],
      ],
      BOX,
      1,
    );

    expect(pieces).toEqual([{ series: 1, x: 55, y: 0, width: 40, height: 50 }]);
  });
});

describe("a line", () => {
  it("goes through the middle of each slot, high values at the top", () => {
    expect(linePath([0, 10], BOX, 10)).toBe("M25 50L75 0");
  });

  it("is broken where there is no value, and a lone value is a dash", () => {
    expect(linePath([10, 5, null, null, 10], BOX, 10)).toBe("M10 0L30 25M85 0H95");
  });

  it("does not leave the drawing", () => {
    expect(linePath([30, 30], BOX, 10)).toBe("M25 0L75 0");
  });
});
