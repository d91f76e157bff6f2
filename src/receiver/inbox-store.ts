/** What is known about a stream, and about one event. */
export interface Remembered {
  /** Highest position that was worked off; undefined where nothing of the stream is known. */
  highest: number | undefined;
  /** Whether this event was worked off. */
  seen: boolean;
}

/** What to remember once an event has been worked off. */
export interface WorkedOff {
  stream: string;
  /** `webhook-id` */
  id: string;
  /** The stream's highest position from now on. */
  highest: number;
}

/** Where an inbox remembers. Write one over your database to remember across restarts; each subscription has its own. */
export interface InboxStore {
  recall(stream: string, id: string): Promise<Remembered>;
  /** Durable when it resolves. */
  remember(worked: WorkedOff): Promise<void>;
}

/** How much a memory store keeps: what was used longest ago is forgotten first. */
export interface MemoryLimits {
  /** Default 10,000. */
  streams: number;
  /** About 100 bytes each. Default 100,000. */
  ids: number;
}

const DEFAULT_LIMITS: MemoryLimits = { streams: 10_000, ids: 100_000 };

/** Remembers in this process only, and only so much. */
export function memoryStore(limits: Partial<MemoryLimits> = {}): InboxStore {
  const { streams, ids } = { ...DEFAULT_LIMITS, ...limits };
  const highest = new Map<string, number>();
  const seen = new Map<string, true>();
  return {
    recall: (stream, id) => Promise.resolve({ highest: highest.get(stream), seen: seen.has(id) }),
    remember(worked) {
      refresh(highest, worked.stream, { value: worked.highest, most: streams });
      refresh(seen, worked.id, { value: true, most: ids });
      return Promise.resolve();
    },
  };
}

// A Map keeps the order of insertion, so its first key is the one that was used longest ago.
function refresh<Value>(
  map: Map<string, Value>,
  key: string,
  { value, most }: { value: Value; most: number },
): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    map.delete(oldest);
  }
}
