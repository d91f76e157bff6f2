import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";
import { toBase64 } from "../../src/platform/bytes.ts";

const KEY = toBase64(new Uint8Array(32).fill(1));

/** The settings as a deployment has them; what the Worker binds besides is not looked at. */
function configOf(own: Readonly<Record<string, unknown>>) {
  return readConfig({ ADMIN_KEY: "an-admin-key", ENCRYPTION_KEY: KEY, ...own } as unknown as Env);
}

it("takes one encryption key, and the one before while there is one", () => {
  const old = toBase64(new Uint8Array(32).fill(2));

  expect(configOf({}).encryptionKeyOld).toBeUndefined();
  expect(configOf({ ENCRYPTION_KEY_OLD: "" }).encryptionKeyOld).toBeUndefined();
  expect(configOf({ ENCRYPTION_KEY_OLD: old }).encryptionKeyOld).toBe(old);
});

it("reads the names of its own hosts however they are written", () => {
  expect(configOf({ PUBLIC_HOSTS: " Hooks.Example.com, b.example " }).publicHosts).toEqual([
    "hooks.example.com",
    "b.example",
  ]);
  expect(configOf({}).publicHosts).toEqual([]);
});

describe("the databases of a deployment", () => {
  const database = () => ({ prepare: () => undefined, batch: () => undefined });
  const bound = { DB: database(), RECORD_1: database(), RECORD_2: database(), API_REQUESTS: {} };
  const recordsOf = (own: Record<string, string>) => configOf({ ...bound, ...own }).records;
  const namesOf = (own: Record<string, string>) => recordsOf(own).all.map(({ name }) => name);
  const placesOf = (own: Record<string, string>) => {
    const records = recordsOf(own);
    const places = Array.from({ length: 50 }, (_, i) => records.placeFor(`ten_${i}`).recordDatabase);
    return new Set(places);
  };

  it("are one, which holds everything, where nobody names others", () => {
    expect(namesOf({})).toEqual(["DB"]);
    expect(placesOf({})).toEqual(new Set([null]));
  });

  it("are the named ones beside it, and new tenants go to the named ones", () => {
    expect(namesOf({ RECORD_DATABASES: " RECORD_1, RECORD_2" })).toEqual(["DB", "RECORD_1", "RECORD_2"]);
    expect(placesOf({ RECORD_DATABASES: "RECORD_1,RECORD_2" })).toEqual(new Set(["RECORD_1", "RECORD_2"]));
  });

  it("can be closed for new tenants, and the first one opened for them", () => {
    const records = { RECORD_DATABASES: "RECORD_1,RECORD_2" };

    expect(placesOf({ ...records, NEW_TENANTS_IN: "RECORD_2" })).toEqual(new Set(["RECORD_2"]));
    expect(placesOf({ ...records, NEW_TENANTS_IN: "RECORD_1,DB" })).toEqual(new Set(["RECORD_1", null]));
  });

  it.each([
    [{ RECORD_DATABASES: "RECORD_1,RECORD_3" }, /RECORD_DATABASES names RECORD_3, .* bind one to this name/],
    [{ RECORD_DATABASES: "API_REQUESTS" }, /names API_REQUESTS, which is no database/],
    [{ RECORD_DATABASES: "DB" }, /names DB, which is no database beside DB/],
    [
      { RECORD_DATABASES: "RECORD_1", NEW_TENANTS_IN: "RECORD_2" },
      /NEW_TENANTS_IN names RECORD_2, .* add it there/,
    ],
    [{ RECORD_DATABASES: "RECORD_1;RECORD_2" }, /RECORD_DATABASES must be names of D1 bindings/],
  ])("say what to do where %j names one that is not there", (own, words) => {
    expect(() => recordsOf(own)).toThrow(words);
  });
});

it.each([
  ["ADMIN_KEY", "two words"],
  ["ENCRYPTION_KEY", "not base64!"],
  ["ENCRYPTION_KEY_OLD", "not base64!"],
  ["PUBLIC_HOSTS", "https://hooks.example.com"],
])("names %s where it is wrong, and not its value", (name, value) => {
  const read = () => configOf({ [name]: value });

  expect(read).toThrow(`misconfigured: ${name} must`);
  expect(read).not.toThrow(value);
});
