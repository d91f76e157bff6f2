import * as fc from "fast-check";

/** A JSON Schema as far as garbage is made from it. */
export interface Schema {
  $ref?: string;
  properties?: Record<string, Schema>;
}

/** A body and what it is said to be. */
export interface GarbageBody {
  type: string | undefined;
  body: string | Uint8Array;
}

const JSON_TYPE = "application/json";
const DEEP = 5_000;

/** Texts that have broken somebody's parser, database or terminal. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ maxLength: 300 }),
  fc.constantFrom(
    "",
    " ",
    "\u0000",
    "\ud800",
    "\u202e",
    "null",
    "-1",
    "__proto__",
    "constructor",
    "'; DROP TABLE tenant; --",
  ),
  fc.constantFrom(
    "../..",
    "ten_",
    "https://",
    "https://127.0.0.1/",
    "whsec_",
    "a".repeat(70_000),
    "1e999",
    "١٢",
  ),
);

const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(-0, 2 ** 53, -(2 ** 63), 1e308, 0.1, 1.5, 86_401, -1),
);

const leaf: fc.Arbitrary<unknown> = fc.oneof(text, number, fc.boolean(), fc.constant(null));

const value: fc.Arbitrary<unknown> = fc.oneof(
  leaf,
  leaf,
  fc.array(leaf, { maxLength: 60 }),
  fc.dictionary(text, leaf, { maxKeys: 60 }),
  fc.jsonValue({ maxDepth: 6 }),
);

/** Values that fields of ours take, so that garbage in one field meets good ones in the others. */
const plausible: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  ...[
    "Acme",
    "fastpix",
    "https://acme.example/hooks",
    "manage",
    "stream",
    "video.media.ready",
    "acme",
    1,
    10,
    600,
  ],
  ...[
    [],
    ["media"],
    ["video.media.*"],
    {},
    { perSecond: 1 },
    { pointer: "/data/tenant" },
    { "x-a": "1" },
    null,
    true,
  ],
);

/** An object with the fields of the schema, some good, some garbage, and now and then one that there is not. */
function nearly(names: readonly string[]): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(names.map((name) => [name, fc.oneof(plausible, value)]));
  return fc.record({ ...fields, ["surplus"]: value }, { requiredKeys: [] });
}

/** A request's body: nearly right, or not at all. @param names the fields that the operation knows. */
export function garbageBody(names: readonly string[]): fc.Arbitrary<GarbageBody> {
  const asJson = (body: string | Uint8Array): GarbageBody => ({ type: JSON_TYPE, body });
  const object = nearly(names).map((made) => JSON.stringify(made));
  return fc.oneof(
    { weight: 5, arbitrary: object.map(asJson) },
    { weight: 1, arbitrary: value.map((made) => asJson(JSON.stringify(made) ?? "")) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map(asJson) },
    { weight: 1, arbitrary: object.map((body) => asJson(body.slice(0, -1))) },
    { weight: 1, arbitrary: duplicated(names).map(asJson) },
    { weight: 1, arbitrary: nested(names).map(asJson) },
    { weight: 1, arbitrary: fc.record({ type: contentType, body: object }) },
  );
}

/** A part of a path or a parameter's value, written as a client that escapes would. */
export const garbageText: fc.Arbitrary<string> = text
  .filter((made) => made !== "" && made.length < 1_000 && made.isWellFormed() && !/^\.+$/.test(made))
  .map((made) => encodeURIComponent(made));

const contentType = fc.constantFrom(
  ...[
    "text/plain",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
  ],
  ...["application/jsonp", "application/json; charset=utf-16", "application/vnd.x+json", "json", undefined],
);

function duplicated(names: readonly string[]): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...names, "name"), value, value).map(([name, one, other]) => {
    const key = JSON.stringify(name);
    return `{${key}:${JSON.stringify(one) ?? "1"},${key}:${JSON.stringify(other) ?? "1"}}`;
  });
}

function nested(names: readonly string[]): fc.Arbitrary<string> {
  return fc
    .constantFrom(...names, "metadata")
    .map((name) => `{${JSON.stringify(name)}:${"[".repeat(DEEP)}${"]".repeat(DEEP)}}`);
}
