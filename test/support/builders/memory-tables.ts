import type { Backlog } from "../../../src/coordinate/backlog.ts";
import type { Breaker } from "../../../src/coordinate/breaker.ts";
import type { Tables } from "../../../src/coordinate/commit.ts";
import type { MetaKey, Projected } from "../../../src/coordinate/coordinator.sql.ts";
import {
  isFinished,
  type OpenEvent,
  restore,
  store,
  type StoredDelivery,
} from "../../../src/coordinate/delivery.ts";
import { type StoredReplay, storedReplay } from "../../../src/coordinate/replays.ts";
import type { StoredHealth } from "../../../src/coordinate/health.ts";
import type { Notice } from "../../../src/coordinate/notice.ts";
import { FIRST_LAYOUT } from "../../../src/coordinate/partition.ts";
import { NEW_STREAM, type StreamState } from "../../../src/coordinate/sequence.ts";
import type { AttemptRecord, Disablement, WaitingAttempt } from "../../../src/coordinate/state.ts";
import type { CoordinatedSubscription, Layout } from "../../../src/coordinate/subscription.ts";
import { toUtf8 } from "../../../src/platform/bytes.ts";

/** An event as it was written, and what has become of it since. */
interface Row {
  event: string;
  body: Uint8Array;
  changes: { revision: number; event: string }[];
}

/** A coordinator's storage in plain memory: only what was written comes back, as copies. */
export function memoryTables(): Tables {
  const meta = new Map<MetaKey, number>();
  const streams = new Map<string, string>();
  const rows = new Map<number, Row>();
  const seen = new Map<string, { eventId: string; sequence: number }>();
  const attempts = new Map<string, AttemptRecord>();
  const breakers = new Map<string, string>();
  const backlogs = new Map<string, Backlog>();
  const disablements = new Map<string, Disablement>();
  let recordDatabase: string | null = null;
  const replays = new Map<string, string>();
  let projected: Projected = { revision: 0, doneBelow: 0, changesAfter: 0 };
  let subscriptions: readonly CoordinatedSubscription[] = [];
  const text = (event: OpenEvent) => JSON.stringify({ ...event, deliveries: event.deliveries.map(store) });
  const nameOf = ({
    ordinal,
    subscriptionId,
    number,
  }: Pick<WaitingAttempt, "ordinal" | "subscriptionId" | "number">) =>
    `${ordinal} ${subscriptionId} ${number}`;
  const waiting = (attempt: AttemptRecord): WaitingAttempt => {
    const { ordinal, subscriptionId, number } = attempt;
    return { ordinal, subscriptionId, number, bytes: toUtf8(JSON.stringify(attempt)).length };
  };
  const read = (row: string): OpenEvent => {
    const event = JSON.parse(row) as Omit<OpenEvent, "deliveries"> & { deliveries: StoredDelivery[] };
    return { ...event, deliveries: event.deliveries.map(restore), isBodyProjected: false };
  };
  const rowOf = (event: OpenEvent) => {
    const row = rows.get(event.ordinal);
    if (!row) throw new Error(`no row for event ${event.ordinal}`);
    return row;
  };
  return {
    health: memoryHealth(),
    moves: memoryMoves(),
    small: {
      meta: (key) => meta.get(key) ?? 0,
      setMeta: (key, value) => void meta.set(key, value),
      recordDatabase: () => recordDatabase,
      saveRecordDatabase: (name) => void (recordDatabase = name),
      projected: () => projected,
      setProjected: (given) => void (projected = given),
      findStream: (stream) => JSON.parse(streams.get(stream) ?? JSON.stringify(NEW_STREAM)) as StreamState,
      saveStream: (stream, state) => void streams.set(stream, JSON.stringify(state)),
      deleteStream: (stream) => void streams.delete(stream),
      streamsBehind: (after, limit) =>
        [...streams.keys()]
          .filter((stream) => stream > after)
          .toSorted()
          .slice(0, limit),
      subscriptions: () => structuredClone([...subscriptions]),
      saveSubscriptions: (given) => void (subscriptions = structuredClone(given)),
      breakers: () => new Map([...breakers].map(([id, row]) => [id, JSON.parse(row) as Breaker])),
      saveBreaker: (id, breaker) => void breakers.set(id, JSON.stringify(breaker)),
      disablements: () => [...disablements.values()],
      saveDisablement: (disablement) => void disablements.set(disablement.subscriptionId, disablement),
      deleteDisablement: (id) => void disablements.delete(id),
      replays: () => [...replays.values()].map((row) => JSON.parse(row) as StoredReplay),
      saveReplay: (replay) => void replays.set(replay.id, JSON.stringify(storedReplay(replay))),
      deleteReplay: (id) => void replays.delete(id),
      backlogs: () => [...backlogs.values()],
      saveBacklog: (backlog) => void backlogs.set(backlog.subscriptionId, backlog),
      deleteBacklog: (id) => void backlogs.delete(id),
      waitingAttempts: () => [...attempts.values()].map(waiting),
      findAttempt: (attempt) => attempts.get(nameOf(attempt)),
      saveAttempt: (attempt) => {
        attempts.set(nameOf(attempt), attempt);
        return waiting(attempt);
      },
      deleteAttempt: (attempt) => void attempts.delete(nameOf(attempt)),
    },
    buckets: {
      insertEvent: (event, body) => void rows.set(event.ordinal, { event: text(event), body, changes: [] }),
      saveChanges: (events) => {
        const revision = Math.max(...events.map((event) => event.revision));
        for (const event of events) {
          const row = rowOf(event);
          // As in the real tables: the head stays as it was written, and what is held has a row of its own.
          const changed = text({ ...event, head: read(row.event).head });
          if (event.isHeld) row.event = changed;
          else row.changes.push({ revision, event: changed });
        }
      },
      rewriteEvent: (event) => {
        const row = rowOf(event);
        row.event = text(event);
        row.changes = [];
      },
      bodyOf: (event) => rows.get(event.ordinal)?.body ?? new Uint8Array(),
      unfinishedSince: ({ revision, doneBelow, changesAfter }) =>
        [...rows.values()]
          .map(({ event, changes }) => {
            const latest = changes.findLast((change) => change.revision > changesAfter);
            return read(latest?.event ?? event);
          })
          .filter((event) => event.isHeld || event.ordinal >= doneBelow)
          .filter((event) => !isFinished(event) || event.revision > revision)
          .toSorted((a, b) => a.ordinal - b.ordinal),
      highestOrdinal: () => Math.max(0, ...rows.keys()),
      buckets: () => [],
      dropBucket: () => undefined,
      deleteHeld: (event) => void rows.delete(event.ordinal),
      findSeen: (key) => seen.get(`${key.sourceId} ${key.providerEventId}`),
      claim: (key, place) => {
        const name = `${key.sourceId} ${key.providerEventId}`;
        const first = seen.get(name);
        if (!first) seen.set(name, place);
        return first;
      },
    },
  };
}

function memoryMoves(): Tables["moves"] {
  const given = new Map<string, string>();
  let layout = JSON.stringify(FIRST_LAYOUT);
  const read = (row: string) => JSON.parse(row) as StreamState;
  return {
    layout: () => JSON.parse(layout) as Layout,
    saveLayout: (told) => void (layout = JSON.stringify(told)),
    giveStream: (stream, state) => void given.set(stream, JSON.stringify(state)),
    findGiven: (stream) => {
      const row = given.get(stream);
      return row === undefined ? undefined : read(row);
    },
    givenStreams: (limit) =>
      [...given].slice(0, limit).map(([stream, row]) => ({ stream, state: read(row) })),
    forgetGiven: (stream) => void given.delete(stream),
  };
}

function memoryHealth(): Tables["health"] {
  const healths = new Map<string, string>();
  const notices = new Map<string, string>();
  return {
    healths: () => new Map([...healths].map(([id, row]) => [id, JSON.parse(row) as StoredHealth])),
    saveHealth: (id, health) => void healths.set(id, JSON.stringify(health)),
    keepHealthOf: (ids) => {
      for (const id of healths.keys()) if (!ids.has(id)) healths.delete(id);
    },
    notices: () => [...notices.values()].map((row) => JSON.parse(row) as Notice),
    saveNotice: (notice) => void notices.set(notice.event.id, JSON.stringify(notice)),
    deleteNotice: (id) => void notices.delete(id),
  };
}
