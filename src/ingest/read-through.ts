import type { Clock, Instant } from "../platform/clock.ts";

/** That something is not there is believed only this long: it may be created next. */
const ABSENT_TTL_MS = 1_000;
/** While one request reads anew, and after it failed, the others take what stands for this long. */
const REFRESH_MS = 2_000;
/** How long what was read last stands in for what cannot be read. */
const MAX_STALE_MS = 15 * 60_000;

export interface ReadThroughOptions<Value> {
  /** @param previous what was known before: parts of it may be worth keeping. */
  load(key: string, previous: Value | null): Promise<Value | null>;
  /** Told whenever an old value is given out because `load` failed. */
  onStale(key: string, failure: unknown): void;
  ttlMs: number;
  maxEntries: number;
  clock: Clock;
}

/** Remembers what was read, for a while and up to a number of entries. */
export interface ReadThrough<Value> {
  /** null where there is no such thing. @throws what `load` throws where nothing older can stand in. */
  get(key: string): Promise<Value | null>;
  /** Puts in what is known from elsewhere. */
  remember(key: string, value: Value): void;
}

interface Entry<Value> {
  value: Value | null;
  loadedAt: Instant;
  /** Until when nobody reads anew. */
  freshUntil: Instant;
}

/**
 * A cache for one isolate. Requests never wait for each other's reads: a promise dies with the request that
 * made it. Instead the first one to find an entry old reads anew, and the others go on with what stands.
 */
export function createReadThrough<Value>(options: ReadThroughOptions<Value>): ReadThrough<Value> {
  const { ttlMs, maxEntries, clock } = options;
  const entries = new Map<string, Entry<Value>>();

  const keep = (key: string, value: Value | null): void => {
    // Taken out first, so that the map's order is that of the reads and the longest unread goes first.
    entries.delete(key);
    const oldest = entries.size >= maxEntries ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
    const loadedAt = clock.now();
    entries.set(key, {
      value,
      loadedAt,
      freshUntil: loadedAt + (value === null ? ABSENT_TTL_MS : ttlMs),
    });
  };

  return {
    async get(key) {
      const now = clock.now();
      const entry = entries.get(key);
      if (entry && now < entry.freshUntil) return entry.value;
      const previous = entry?.value ?? null;
      const standsIn = entry !== undefined && previous !== null && now - entry.loadedAt < MAX_STALE_MS;
      if (standsIn) entry.freshUntil = now + REFRESH_MS;
      try {
        const value = await options.load(key, previous);
        keep(key, value);
        return value;
      } catch (failure) {
        if (!standsIn) throw failure;
        options.onStale(key, failure);
        return previous;
      }
    },
    remember: keep,
  };
}
