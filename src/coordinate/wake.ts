import { advance } from "./advance.ts";
import { departAll, type DepartDeps, streamOf } from "./depart.ts";
import { type Grant, takeGrants } from "./lease-out.ts";
import { reschedule } from "./ready.ts";
import type { CoordinatorState } from "./state.ts";
import { endWindows } from "./waiting.ts";

/** A request chain may hold 32 Worker invocations (Durable Objects limits); the alarm itself is one of them. */
const MAX_CALLS_PER_WAKE = 30;

export interface WakeDeps extends DepartDeps {
  /** Leases per group: what one Worker invocation attempts at once. */
  groupSize: number;
}

/**
 * Does what is due: sends on what has waited for its predecessor for long enough, ends expired leases, moves lanes whose retry is due, parks what blocked for too long, and leases
 * what may go. Each group belongs to one subscription: a slow endpoint holds only an invocation of its own.
 */
export function wake(state: CoordinatorState, deps: WakeDeps): Grant[][] {
  for (let due = state.timetable.takeDue(state.now); due; due = state.timetable.takeDue(state.now)) {
    if (due.kind === "lane") advance(state, due);
    if (due.kind === "subscription") reschedule(state, due);
    if (due.kind === "window") {
      const leaving = endWindows(state, due, streamOf(state, due.stream, deps));
      departAll(state, leaving, { ...deps, slots: 0 });
    }
  }
  const groups: Grant[][] = [];
  let isSomeLeft = true;
  while (isSomeLeft && groups.length < MAX_CALLS_PER_WAKE) {
    isSomeLeft = false;
    for (const owner of [...state.ready]) {
      if (groups.length >= MAX_CALLS_PER_WAKE) break;
      const grants = takeGrants(state, owner, deps.groupSize);
      if (grants.length === 0) continue;
      groups.push(grants);
      isSomeLeft = true;
    }
  }
  // Whoever had no turn because the calls ran out is looked at again by the next alarm.
  for (const owner of state.ready) reschedule(state, owner);
  return groups;
}
