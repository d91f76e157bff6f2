import { expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";
import { toBase64 } from "../../src/platform/bytes.ts";

const KEY = toBase64(new Uint8Array(32).fill(1));

/** The settings as a deployment has them; what the Worker binds besides is not looked at. */
function configOf(own: Record<string, string>) {
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
