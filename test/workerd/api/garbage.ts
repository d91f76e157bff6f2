import * as fc from "fast-check";

/** A JSON Schema as far as garbage is made from it. */
export interface Schema {
  $ref?: string;
  properties?: Record<string, Schema>;
  type?: string | string[];
  enum?: unknown[];
  anyOf?: Schema[];
}

/** The fields that an operation knows. */
export type Fields = Readonly<Record<string, Schema>>;

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

/** What fields of ours take whose schema does not list it, so that garbage in one meets good values in the others. */
const PLAUSIBLE: Readonly<Record<string, readonly unknown[]>> = {
  url: ["https://acme.example/hooks"],
  routing: [{ pointer: "/data/tenant" }],
  categories: [["media"], []],
  eventTypes: [["video.media.*"], []],
  retrySchedule: [[1, 2], []],
  rateLimit: [{ perSecond: 1 }, null],
  headers: [{ "x-a": "1" }, {}],
  metadata: [{ a: 1 }, {}],
  redact: [["/data/a"], []],
  secret: ["ZmFzdHBpeC1kZW1vLXNpZ25pbmcta2V5LTAxMjM0NTY=", null],
};
const BY_TYPE: Readonly<Record<string, readonly unknown[]>> = {
  string: ["Acme", "acme"],
  integer: [1, 10],
  number: [1, 10],
  null: [null],
};

function plausibleFor(name: string, schema: Schema): fc.Arbitrary<unknown> {
  const parts = [schema, ...(schema.anyOf ?? [])];
  const listed = parts.flatMap((part) => part.enum ?? []);
  if (listed.length > 0) return fc.constantFrom(...listed);
  const known =
    PLAUSIBLE[name] ?? parts.flatMap(({ type = [] }) => [type].flat().flatMap((one) => BY_TYPE[one] ?? []));
  return fc.constantFrom(...(known.length > 0 ? known : [null]));
}

/** An object of good fields of which up to two are garbage, and now and then one is there that there is not. */
function nearly(fields: Fields): fc.Arbitrary<unknown> {
  const names = Object.keys(fields);
  const entries = Object.entries(fields).map(([name, schema]) => [name, plausibleFor(name, schema)] as const);
  const good = fc.record<Record<string, unknown>>(Object.fromEntries(entries), {
    requiredKeys: names.filter((name) => REQUIRED.has(name)),
  });
  const spot = fc.constantFrom(...names, "surplus");
  const garbage = fc.oneof(fc.constant({}), fc.dictionary(spot, value, { minKeys: 1, maxKeys: 2 }));
  return fc.tuple(good, garbage).map(([object, spoilt]) => ({ ...object, ...spoilt }));
}

/** Without these nothing is made, and no garbage would come further than to the form of the body. */
const REQUIRED: ReadonlySet<string> = new Set([
  "name",
  "url",
  "provider",
  "routing",
  "role",
  "secret",
  "tenant",
]);

/** A request's body: nearly right, or not at all. @param fields what the operation knows. */
export function garbageBody(fields: Fields): fc.Arbitrary<GarbageBody> {
  const asJson = (body: string | Uint8Array): GarbageBody => ({ type: JSON_TYPE, body });
  const names = Object.keys(fields);
  const object = nearly(fields).map((made) => JSON.stringify(made));
  return fc.oneof(
    { weight: 12, arbitrary: object.map(asJson) },
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
