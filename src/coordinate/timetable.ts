import type { Instant } from "../platform/clock.ts";

/** Something that wants to be woken; it has one due time at most. */
export interface Timed {
  /** Kept by the timetable: when this is due, or null. */
  dueAt: Instant | null;
}

interface Entry<Target extends Timed> {
  at: Instant;
  target: Target;
}

/**
 * Who is due when: a binary heap whose entries are checked against their target when they surface, so that
 * moving or clearing a due time costs no search.
 */
export class Timetable<Target extends Timed> {
  readonly #heap: Entry<Target>[] = [];

  /** Makes `target` due at `at` and at no other time. */
  set(target: Target, at: Instant): void {
    if (target.dueAt === at) return;
    target.dueAt = at;
    this.#push({ at, target });
  }

  clear(target: Target): void {
    target.dueAt = null;
  }

  /** The earliest due time, or null where nothing is due ever. */
  nextAt(): Instant | null {
    for (;;) {
      const top = this.#heap[0];
      if (!top) return null;
      if (top.target.dueAt === top.at) return top.at;
      this.#pop();
    }
  }

  /** Takes out and returns the next target that is due by `now`, or undefined. */
  takeDue(now: Instant): Target | undefined {
    const at = this.nextAt();
    if (at === null || at > now) return undefined;
    const target = this.#pop()?.target;
    if (target) target.dueAt = null;
    return target;
  }

  #push(entry: Entry<Target>): void {
    const heap = this.#heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#time(parent) <= entry.at) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #pop(): Entry<Target> | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (!top || !last || heap.length === 0) return top;
    heap[0] = last;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const smaller = this.#time(left + 1) < this.#time(left) ? left + 1 : left;
      if (this.#time(smaller) >= last.at) return top;
      this.#swap(at, smaller);
      at = smaller;
    }
  }

  #time(index: number): Instant {
    return this.#heap[index]?.at ?? Number.POSITIVE_INFINITY;
  }

  #swap(a: number, b: number): void {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    if (!first || !second) return;
    this.#heap[a] = second;
    this.#heap[b] = first;
  }
}
