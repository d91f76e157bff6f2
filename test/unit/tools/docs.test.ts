import { describe, expect, it } from "vitest";
import { describeShape, descriptionOf } from "../../../tools/docs/describe-shape.ts";
import { markdownTable } from "../../../tools/docs/markdown.ts";
import { replaceBlocks } from "../../../tools/docs/replace-blocks.ts";
import { settingsTable } from "../../../tools/docs/settings-table.ts";

function page(...lines: string[]): string {
  return ["# Page", "", ...lines, "", "The end.", ""].join("\n");
}

describe("the generated blocks of a page", () => {
  it("are replaced, and nothing around them", () => {
    const before = page("<!-- generated: codes -->", "old", "older", "<!-- /generated -->", "kept");

    const { text, names } = replaceBlocks(before, { codes: "new" });

    expect(names).toEqual(["codes"]);
    expect(text).toBe(page("<!-- generated: codes -->", "new", "<!-- /generated -->", "kept"));
  });

  it("stay as they are when they are up to date", () => {
    const before = page("<!-- generated: codes -->", "| $& |", "<!-- /generated -->");

    const { text } = replaceBlocks(before, { codes: "| $& |" });

    expect(text).toBe(before);
  });

  it("are refused where nothing generates them", () => {
    const before = page("<!-- generated: unheard-of -->", "<!-- /generated -->");

    expect(() => replaceBlocks(before, {})).toThrow('nothing generates a block "unheard-of"');
  });

  it("are refused where one has no end", () => {
    const before = page("<!-- generated: codes -->", "text");

    expect(() => replaceBlocks(before, { codes: "new" })).toThrow("a generated block has no end");
  });
});

describe("a table", () => {
  it("keeps a bar inside a cell", () => {
    const table = markdownTable(["one", "two"], [["a|b", "c"]]);

    expect(table).toBe("| one | two |\n|---|---|\n| a\\|b | c |");
  });
});

describe("the values of a field", () => {
  it.each([
    [{ type: "integer", minimum: 1, maximum: 25 }, "integer 1..25"],
    [{ type: "number" }, "number"],
    [{ type: "string" }, "text"],
    [{ type: "string", maxLength: 200 }, "text up to 200 characters"],
    [{ type: "string", enum: ["stream", "none"] }, "`stream`, `none`"],
    [
      { type: "array", maxItems: 20, items: { type: "integer", minimum: 1 } },
      "list of up to 20: integer 1..",
    ],
    [{ type: "object" }, "object"],
    [{ type: "object", properties: { perSecond: { type: "number" } } }, "{ `perSecond`: number }"],
    [{ anyOf: [{ type: "null" }, { type: "integer" }, { type: "string" }] }, "integer or text"],
  ])("of %j read %s", (shape, words) => {
    expect(describeShape(shape)).toBe(words);
  });

  it("are explained on the field or on one of its alternatives", () => {
    const shape = { anyOf: [{ type: "null" }, { type: "string", description: "Inside." }] };

    expect(descriptionOf(shape)).toBe("Inside.");
  });
});

describe("the settings of a thing", () => {
  it("show what is required first, the defaults after it, and leave out what is reserved", () => {
    const draft = {
      properties: {
        ordering: { type: "string", enum: ["stream", "none"] },
        filter: { type: "null" },
        url: { type: "string", description: "Where to." },
      },
      required: ["url"],
    };

    const table = settingsTable(draft, { ordering: "stream" });

    expect(table.split("\n").slice(2)).toEqual([
      "| `url` | text | required | Where to. |",
      expect.stringContaining('| `ordering` | `stream`, `none` | `"stream"` |'),
    ]);
  });

  it("are refused while one of them is not explained", () => {
    const draft = { properties: { unheardOf: { type: "string" } } };

    expect(() => settingsTable(draft, {})).toThrow('"unheardOf" has neither a description');
  });
});
