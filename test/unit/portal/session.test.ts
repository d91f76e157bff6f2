import { expect, it } from "vitest";
import type { Principal } from "../../../src/manage/principal.ts";
import { createSealer } from "../../../src/platform/seal.ts";
import { isRenewalDue, openSession, sealSession } from "../../../src/portal/session.ts";

const sealer = createSealer(btoa("a key of exactly thirty-two byte"));
const strangers = createSealer(btoa("another one of thirty-two bytes!"));
const principal: Principal = { kind: "operator" };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const sealed = (writtenAt: number, by = sealer) => sealSession(by, { principal, startedAt: 0, writtenAt });

it("opens while it is used, and is over after an hour in which nobody used it", async () => {
  const cookie = await sealed(0);

  expect(await openSession(sealer, cookie, HOUR - 1)).toEqual({ principal, startedAt: 0, writtenAt: 0 });
  expect(await openSession(sealer, cookie, HOUR)).toBeUndefined();
});

it("is over after twelve hours, however much it was used", async () => {
  const cookie = await sealed(12 * HOUR - MINUTE);

  expect(await openSession(sealer, cookie, 12 * HOUR - 1)).toBeDefined();
  expect(await openSession(sealer, cookie, 12 * HOUR)).toBeUndefined();
});

it("is written again when it is five minutes old, not with every request", () => {
  const session = { principal, startedAt: 0, writtenAt: 0 };

  expect(isRenewalDue(session, 5 * MINUTE - 1)).toBe(false);
  expect(isRenewalDue(session, 5 * MINUTE)).toBe(true);
});

it.each([
  ["no cookie at all", undefined],
  ["a text that nobody has sealed", "v1.made.up"],
  ["a text longer than any session", "v".repeat(100_000)],
])("does not open %s", async (_name, cookie) => {
  expect(await openSession(sealer, cookie, 0)).toBeUndefined();
});

it("does not open what another key has sealed, or what was sealed for something else", async () => {
  const secret = await sealer.seal(
    JSON.stringify({ principal, startedAt: 0, writtenAt: 0 }),
    "subscription:sub_1",
  );

  expect(await openSession(sealer, await sealed(0, strangers), 0)).toBeUndefined();
  expect(await openSession(sealer, secret, 0)).toBeUndefined();
});
