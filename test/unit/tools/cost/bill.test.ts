import { describe, expect, it } from "vitest";
import { dollarsOf, monthlyDollars } from "../../../../tools/cost/bill.ts";
import { METERS, sumUsage, timesUsage } from "../../../../tools/cost/meters.ts";
import { count, dollars, times } from "../../../../tools/cost/money.ts";
import { PRICES } from "../../../../tools/cost/prices.ts";

describe("a bill", () => {
  it("prices a million of each as the list does", () => {
    expect(dollarsOf({ "worker-requests": 1_000_000 })).toBeCloseTo(0.3, 10);
    expect(dollarsOf({ "object-rows-written": 1_000_000, "record-rows-written": 500_000 })).toBeCloseTo(
      1.5,
      10,
    );
    expect(dollarsOf({ "record-gb-months": 2 })).toBeCloseTo(1.5, 10);
  });

  it("agrees with the platform's own example: 15 million requests of 7 ms are 8 dollars a month", () => {
    const month = { "worker-requests": 15_000_000, "worker-cpu-ms": 105_000_000 };

    expect(monthlyDollars(month)).toBeCloseTo(8, 10);
  });

  it("is the plan alone while everything is included", () => {
    const included = Object.fromEntries(METERS.map((meter) => [meter, PRICES[meter].included]));

    expect(monthlyDollars({})).toBe(5);
    expect(monthlyDollars(included)).toBe(5);
  });

  it("grows with every meter beyond what is included", () => {
    for (const meter of METERS) {
      const { included, per, dollars: price } = PRICES[meter];
      expect(monthlyDollars({ [meter]: included + per })).toBeCloseTo(5 + price, 10);
    }
  });

  it("is the same in one sum or in parts", () => {
    const one = { "worker-requests": 3, "log-lines": 2 };
    const other = { "worker-requests": 4, "queue-operations": 1 };

    expect(sumUsage([one, other])).toEqual({ "worker-requests": 7, "log-lines": 2, "queue-operations": 1 });
    expect(timesUsage(one, 10)).toEqual({ "worker-requests": 30, "log-lines": 20 });
  });

  it("has a source and a month for every price", () => {
    for (const { source, readOn } of Object.values(PRICES)) {
      expect(source).toMatch(/^https:\/\/developers\.cloudflare\.com\//);
      expect(readOn).toMatch(/^\d{4}-\d{2}$/);
    }
  });
});

describe("a number in a table", () => {
  it("has cents below a hundred dollars and separators above", () => {
    expect(dollars(9.078)).toBe("$9.08");
    expect(dollars(1_234_567)).toBe("$1,234,567");
    expect(dollars(0.001)).toBe("< $0.01");
    expect(dollars(0)).toBe("$0.00");
    expect(count(12_345.678, 2)).toBe("12,345.68");
    expect(times(10, 4)).toBe("2.5 x");
  });
});
