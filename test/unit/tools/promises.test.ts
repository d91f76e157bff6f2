import { describe, expect, it } from "vitest";
import { judgePromises } from "../../../tools/promises/judge-promises.ts";
import { readPromises } from "../../../tools/promises/read-promises.ts";

function document(...rows: string[]): string {
  return ["# Promises", "", "| # | Promise | Tests |", "|---|:---|---|", ...rows, "", "The end."].join("\n");
}

describe("the table of promises", () => {
  it("names the tests of each promise", () => {
    const text = document(
      '| 1 | **Order.** Kept. | `test/promises/order.test.ts` "keeps order", "parks" <br> `test/unit/lanes.test.ts` "waits" |',
      "| 2 | Nothing is lost. | |",
    );

    const promises = readPromises(text);

    expect(promises).toEqual([
      {
        promise: "1 Order. Kept.",
        tests: [
          { file: "test/promises/order.test.ts", title: "keeps order" },
          { file: "test/promises/order.test.ts", title: "parks" },
          { file: "test/unit/lanes.test.ts", title: "waits" },
        ],
      },
      { promise: "2 Nothing is lost.", tests: [] },
    ]);
  });

  it("leaves tables about other things alone", () => {
    const text = [
      "| word | meaning |",
      "|---|---|",
      "| lane | a FIFO |",
      "",
      document('| 1 | Order | `a` "b" |'),
    ].join("\n");

    expect(readPromises(text)).toHaveLength(1);
  });
});

describe("the check of promises", () => {
  const order = { file: "test/promises/order.test.ts", title: "keeps order" };

  it("accepts a test inside of groups", () => {
    const known = [{ file: order.file, name: "lanes > under failure > keeps order" }];

    expect(judgePromises([{ promise: "Order", tests: [order] }], known)).toEqual([]);
  });

  it("refuses a promise without a test", () => {
    expect(judgePromises([{ promise: "Order", tests: [] }], [])).toEqual([
      "No test keeps this promise: Order",
    ]);
  });

  it.each([
    ["another title", { file: order.file, name: "keeps no order" }],
    ["another file", { file: "test/unit/order.test.ts", name: "keeps order" }],
    ["a title that only ends alike", { file: order.file, name: "lane keeps order" }],
  ])("refuses %s", (_, known) => {
    expect(judgePromises([{ promise: "Order", tests: [order] }], [known])).toEqual([
      'test/promises/order.test.ts has no running test "keeps order".',
    ]);
  });

  it("refuses a document without promises", () => {
    expect(judgePromises(readPromises("# Promises\n"), [])).toHaveLength(1);
  });
});
