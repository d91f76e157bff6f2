import { expect, it } from "vitest";
import { createReadThrough } from "../../../src/ingest/read-through.ts";
import { stoppedClock } from "./builders.ts";

const MINUTE = 60_000;

/** A cache of at most three entries over a store that can be changed, made to fail or held up. */
function cacheOver(store: Record<string, string>) {
  const clock = stoppedClock(0);
  const loads: string[] = [];
  const stale: string[] = [];
  const faults = { isFailing: false, until: undefined as Promise<void> | undefined };
  const cache = createReadThrough<string>({
    async load(key, previous) {
      loads.push(previous === null ? key : `${key} after ${previous}`);
      await faults.until;
      if (faults.isFailing) throw new Error("store is down");
      return store[key] ?? null;
    },
    onStale: (key) => void stale.push(key),
    ttlMs: 5_000,
    maxEntries: 3,
    clock,
  });
  return { cache, clock, loads, stale, faults };
}

it("reads once and remembers until the time is up", async () => {
  const store = { a: "old" };
  const { cache, clock, loads } = cacheOver(store);

  await cache.get("a");
  store.a = "new";
  clock.at = 4_999;
  expect(await cache.get("a")).toBe("old");
  clock.at = 5_000;
  expect(await cache.get("a")).toBe("new");

  expect(loads).toEqual(["a", "a after old"]);
});

it("believes only for a second that something is not there", async () => {
  const store: Record<string, string> = {};
  const { cache, clock, loads } = cacheOver(store);

  expect(await cache.get("a")).toBeNull();
  store.a = "new";
  clock.at = 999;
  expect(await cache.get("a")).toBeNull();
  clock.at = 1_000;
  expect(await cache.get("a")).toBe("new");

  expect(loads).toEqual(["a", "a"]);
});

it("lets one request read anew while the others go on with what stands", async () => {
  const store = { a: "old" };
  const { cache, clock, loads, faults } = cacheOver(store);
  await cache.get("a");
  store.a = "new";
  clock.at = 6_000;
  let release = () => {};
  faults.until = new Promise<void>((resolve) => {
    release = resolve;
  });

  const first = cache.get("a");
  const others = await Promise.all([cache.get("a"), cache.get("a")]);
  release();

  expect(others).toEqual(["old", "old"]);
  expect(await first).toBe("new");
  expect(loads).toHaveLength(2);
});

it("reads anew again when the request that began it never came back", async () => {
  const { cache, clock, loads, faults } = cacheOver({ a: "old" });
  await cache.get("a");
  clock.at = 6_000;
  faults.until = new Promise<void>(() => {});
  void cache.get("a");
  faults.until = undefined;

  clock.at = 8_000;
  await cache.get("a");

  expect(loads).toHaveLength(3);
});

it("stands in with what was read last for 15 minutes, says so, and asks at most every two seconds", async () => {
  const { cache, clock, loads, stale, faults } = cacheOver({ a: "old" });
  await cache.get("a");
  faults.isFailing = true;

  clock.at = 6_000;
  expect(await cache.get("a")).toBe("old");
  clock.at = 7_999;
  expect(await cache.get("a")).toBe("old");
  clock.at = 15 * MINUTE - 1;
  expect(await cache.get("a")).toBe("old");
  expect(loads).toHaveLength(3);
  expect(stale).toEqual(["a", "a"]);

  clock.at = 15 * MINUTE + 2_000;
  await expect(cache.get("a")).rejects.toThrow("store is down");
});

it("throws where nothing was ever read", async () => {
  const { cache, faults } = cacheOver({ a: "value" });
  faults.isFailing = true;

  await expect(cache.get("a")).rejects.toThrow("store is down");
});

it("does not stand in for what was not there", async () => {
  const { cache, clock, faults } = cacheOver({});
  await cache.get("a");
  faults.isFailing = true;
  clock.at = 1_000;

  await expect(cache.get("a")).rejects.toThrow("store is down");
});

it("comes back to what is true once the store is there again", async () => {
  const store = { a: "old" };
  const { cache, clock, faults } = cacheOver(store);
  await cache.get("a");
  faults.isFailing = true;
  clock.at = 6_000;
  await cache.get("a");

  faults.isFailing = false;
  store.a = "new";
  clock.at = 8_000;

  expect(await cache.get("a")).toBe("new");
});

it("forgets the entry that was read longest ago when it is full", async () => {
  const { cache, clock, loads } = cacheOver({ a: "1", b: "2", c: "3", d: "4" });
  for (const key of ["a", "b", "c"]) await cache.get(key);
  clock.at = 6_000;
  await cache.get("a");
  await cache.get("d");
  loads.length = 0;

  for (const key of ["a", "d", "b"]) await cache.get(key);

  expect(loads).toEqual(["b"]);
});

it("takes nobody's place when it reads anew while it is full", async () => {
  const { cache, clock, faults } = cacheOver({ a: "1", b: "2", c: "3" });
  for (const key of ["a", "b", "c"]) await cache.get(key);
  clock.at = 6_000;

  await cache.get("c");
  faults.isFailing = true;

  expect(await Promise.all([cache.get("a"), cache.get("b")])).toEqual(["1", "2"]);
});

it("gives out what it was told without reading", async () => {
  const { cache, loads } = cacheOver({});

  cache.remember("a", "told");

  expect(await cache.get("a")).toBe("told");
  expect(loads).toEqual([]);
});
