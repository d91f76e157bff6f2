import * as z from "zod";
import { expect, it } from "vitest";
import { fieldErrors, type InputPlace } from "../../../src/manage/field-errors.ts";

function errorsOf(schema: z.ZodType, input: unknown, place: InputPlace = "body") {
  return fieldErrors(schema.safeParse(input).error?.issues ?? [], place);
}

it("points into a body by RFC 6901, names with slash and tilde included", () => {
  const schema = z.object({ list: z.array(z.record(z.string(), z.number())) });

  const errors = errorsOf(schema, { list: [{}, { "a/b~c": "x" }] });

  expect(errors.map(({ pointer }) => pointer)).toEqual(["/list/1/a~1b~0c"]);
});

it("names a parameter as it is written", () => {
  const errors = errorsOf(z.object({ limit: z.number() }), { limit: "x" }, "parameter");

  expect(errors.map(({ pointer }) => pointer)).toEqual(["limit"]);
});

it("points at each field that there is not", () => {
  const schema = z.strictObject({ inner: z.strictObject({}) });

  const errors = errorsOf(schema, { colour: 1, size: 2, inner: { deep: 3 } });

  expect(errors).toEqual([
    { pointer: "/inner/deep", message: "There is no such field." },
    { pointer: "/colour", message: "There is no such field." },
    { pointer: "/size", message: "There is no such field." },
  ]);
});

it("complains as the alternative that was meant", () => {
  const schema = z.object({
    routing: z.union([
      z.strictObject({ tenant: z.string() }),
      z.strictObject({ pointer: z.string().startsWith("/", "a pointer starts with /") }),
    ]),
  });

  const errors = errorsOf(schema, { routing: { pointer: "x" } });

  expect(errors).toEqual([{ pointer: "/routing/pointer", message: "a pointer starts with /" }]);
});

it("complains as an alternative of the right kind, however much is wrong with it", () => {
  const schema = z.union([z.string(), z.strictObject({ size: z.number().optional() })]);

  const errors = errorsOf(schema, { size: "x", colour: 1 });

  expect(errors.map(({ pointer }) => pointer)).toEqual(["/size", "/colour"]);
});
