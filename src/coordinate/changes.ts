import type { Instant } from "../platform/clock.ts";
import type { Backlog } from "./backlog.ts";
import type { OpenEvent } from "./delivery.ts";
import type { Notice } from "./notice.ts";
import type { ReplayState } from "./replays.ts";
import type { StreamState } from "./sequence.ts";
import type { AttemptRecord, Disablement, SubscriptionState } from "./state.ts";

/** What one turn has changed and its commit has to write. */
export interface Changes {
  /** With the body: a new row. With null: an existing one. */
  events: Map<OpenEvent, Uint8Array | null>;
  /** Those of them that have left the order window: their heads have changed too. */
  departed: Set<OpenEvent>;
  streams: Map<string, StreamState>;
  attempts: AttemptRecord[];
  breakers: Set<SubscriptionState>;
  health: Set<SubscriptionState>;
  notices: Set<Notice>;
  disablements: Disablement[];
  replays: Set<ReplayState>;
  /** By subscription; null where one has come to its end. */
  backlogs: Map<string, Backlog | null>;
  /** When the last of the leases ends that no row tells of; 0 where there is none. */
  leasesEndAt: Instant;
}

export function noChanges(): Changes {
  return {
    events: new Map(),
    departed: new Set(),
    streams: new Map(),
    attempts: [],
    breakers: new Set(),
    health: new Set(),
    notices: new Set(),
    disablements: [],
    replays: new Set(),
    backlogs: new Map(),
    leasesEndAt: 0,
  };
}
