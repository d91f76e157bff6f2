import fc from "fast-check";
import { expect, it } from "vitest";
import { lifecycleOf } from "../../../src/catalogue/catalogue.ts";
import type { OpenEvent } from "../../../src/coordinate/delivery.ts";
import { byLife } from "../../../src/coordinate/window.ts";
import { subscriptionOf } from "../../support/builders/coordination.ts";
import { Simulation } from "../../support/builders/simulation.ts";

const WINDOW_MS = 1_500;
const BROADCAST = ["connected", "active", "recording", "disconnected", "updated", "unheard_of"].map(
  (step) => `video.live_stream.${step}`,
);
const MEDIA = [
  "video.media.created",
  "video.upload.media_created",
  "video.media.ready",
  "video.media.updated",
];
/** The reference: what has to come before what, in words. */
const REQUIRES: Readonly<Record<string, readonly string[]>> = {
  "video.live_stream.active": ["video.live_stream.connected"],
  "video.live_stream.recording": ["video.live_stream.connected"],
  "video.live_stream.disconnected": ["video.live_stream.connected"],
  "video.media.ready": ["video.media.created", "video.upload.media_created"],
};

type Step =
  | { do: "accept"; stream: number; kind: number; occurredAt: number | null; windowMs: number }
  | { do: "succeed" | "fail"; lease: number }
  | { do: "pass"; ms: number }
  | { do: "restart" };

const STEP: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("accept" as const),
      stream: fc.nat(1),
      kind: fc.nat(59),
      occurredAt: fc.oneof({ weight: 6, arbitrary: fc.nat(20) }, { weight: 1, arbitrary: fc.constant(null) }),
      windowMs: fc.constantFrom(WINDOW_MS, WINDOW_MS, 400, 0),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom("succeed" as const, "fail" as const), lease: fc.nat(9) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.nat(2_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restart" as const) }) },
);

/** What is known from outside about one event. */
interface Known {
  acceptedAt: number;
  windowMs: number;
  /** In which step it was accepted. */
  acceptedIn: number;
  hasWaited: boolean;
  /** In which step it left; undefined while it waits. */
  leftIn: number | undefined;
}

class Story {
  readonly simulation = new Simulation([
    subscriptionOf("sub_1", { policy: { retrySchedule: [1, 1, 1], maxInFlight: 3 } }),
  ]);
  readonly #known = new Map<string, Known>();
  #step = 0;

  take(step: Step): void {
    this.#step += 1;
    const { simulation } = this;
    switch (step.do) {
      case "accept": {
        const types = step.stream === 0 ? MEDIA : BROADCAST;
        const accepted = simulation.accept(step.stream === 0 ? "media:a" : "live:a", {
          type: types[step.kind % types.length] ?? "",
          occurredAt: step.occurredAt,
          orderWindowMs: step.windowMs,
        });
        this.#known.set(accepted.eventId, {
          acceptedAt: simulation.now,
          windowMs: step.windowMs,
          acceptedIn: this.#step,
          hasWaited: false,
          leftIn: undefined,
        });
        break;
      }
      case "succeed":
      case "fail": {
        const lease = simulation.leases[step.lease % Math.max(1, simulation.leases.length)];
        const result = step.do === "fail" ? ({ statusCode: 500, error: "http_status" } as const) : {};
        if (lease) simulation.report(lease, result);
        break;
      }
      case "pass":
        simulation.pass(step.ms);
        break;
      case "restart":
        simulation.restart();
        // What came due while it was away is done by the alarm that fires after the start.
        if ((simulation.dueAt() ?? Number.POSITIVE_INFINITY) <= simulation.now) simulation.wake();
        break;
      default:
        step satisfies never;
    }
    this.#note();
  }

  /** Lets everything that is left go well, following the alarm only. */
  end(): void {
    for (let turn = 0; turn < 1_000; turn++) {
      const [lease] = this.simulation.leases;
      if (lease) this.simulation.report(lease, {}, 1);
      else if (!this.simulation.wakeWhenDue()) break;
    }
    this.#step += 1;
    this.#note();
  }

  /** Everything that the order window promises, checked after every step. */
  #note(): void {
    const { simulation } = this;
    const events = [...simulation.state.open.values()];
    const waiting = events.filter((event) => event.head.waitsUntil !== undefined);
    for (const event of events) {
      const known = this.knownOf(event);
      if (event.head.waitsUntil === undefined) known.leftIn ??= this.#step;
      else known.hasWaited = true;
    }
    for (const { head } of waiting) {
      const known = this.#known.get(head.id);
      expect(head.waitsUntil).toBe((known?.acceptedAt ?? 0) + (known?.windowMs ?? 0));
      expect(head.waitsUntil, "waits no longer than its window").toBeGreaterThan(simulation.now);
      const left = events.filter(
        (other) => other.head.stream === head.stream && other.head.waitsUntil === undefined,
      );
      const types = new Set(left.map((other) => other.head.type));
      const required = REQUIRES[head.type];
      expect(required, `${head.type} waits`).toBeDefined();
      expect(required?.filter((type) => types.has(type))).toEqual([]);
    }
    for (const { stream, position, attempt } of simulation.leases) {
      const before = this.departed(stream).slice(0, position - 1);
      const isOpen = before.some((event) => event.deliveries[0]?.status === "pending");
      expect(isOpen, `attempt ${attempt} of position ${position} overtakes`).toBe(false);
    }
    if (waiting.length > 0) {
      const soonest = Math.min(...waiting.map(({ head }) => head.waitsUntil ?? 0));
      expect(simulation.dueAt()).toBeLessThanOrEqual(soonest);
    }
  }

  knownOf(event: OpenEvent): Known {
    const known = this.#known.get(event.head.id);
    if (!known) throw new Error("an event that nobody sent");
    return known;
  }

  /** Whether an event had one of these types before it or left together with it. */
  hadAnyOf(types: readonly string[], event: OpenEvent): boolean {
    const { leftIn = Infinity } = this.knownOf(event);
    return this.departed(event.head.stream).some(
      (other) => types.includes(other.head.type) && (this.knownOf(other).leftIn ?? Infinity) <= leftIn,
    );
  }

  get accepted(): number {
    return this.#known.size;
  }

  /** Of one stream, in the order in which they left. */
  departed(stream: string): OpenEvent[] {
    return [...this.simulation.state.open.values()]
      .filter((event) => event.head.stream === stream && event.head.waitsUntil === undefined)
      .toSorted((a, b) => (a.deliveries[0]?.position ?? 0) - (b.deliveries[0]?.position ?? 0));
  }
}

function candidateOf({ ordinal, head }: OpenEvent) {
  const { occurredAt, waitsUntil } = head;
  return { ordinal, occurredAt, waitsUntil, lifecycle: lifecycleOf(head.type) };
}

/** Whether both waited at the same moment, or one came and the other left with it. */
function wereTogether(a: Known, b: Known): boolean {
  if (!a.hasWaited || !b.hasWaited) return a.leftIn === b.leftIn;
  return a.acceptedIn < (b.leftIn ?? Infinity) && b.acceptedIn < (a.leftIn ?? Infinity);
}

const STREAMS = ["media:a", "live:a"];
const STEPS = fc.array(STEP, { maxLength: 40, size: "max" });

function played(steps: readonly Step[]): Story {
  const story = new Story();
  for (const step of steps) story.take(step);
  return story;
}

it("lets an event wait for a predecessor and for nothing else, no longer than its window, through restarts", () => {
  fc.assert(
    fc.property(STEPS, (steps) => {
      const story = played(steps);

      story.end();

      const events = [...story.simulation.state.open.values()];
      expect(events).toHaveLength(story.accepted);
      const statuses = new Set(events.flatMap(({ deliveries }) => deliveries.map(({ status }) => status)));
      expect([...statuses].filter((status) => status !== "delivered" && status !== "failed")).toEqual([]);
      expect(events.filter(({ deliveries }) => deliveries.length !== 1)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it("gives positions without gaps in the order of departure, and sequences in the order of acceptance", () => {
  fc.assert(
    fc.property(STEPS, (steps) => {
      const story = played(steps);

      for (const stream of STREAMS) {
        const departed = story.departed(stream);
        const leftIn = departed.map((event) => story.knownOf(event).leftIn ?? 0);
        const all = [...story.simulation.state.open.values()].filter(({ head }) => head.stream === stream);
        expect(departed.map(({ deliveries }) => deliveries[0]?.position)).toEqual(
          departed.map((_, index) => index + 1),
        );
        expect(leftIn).toEqual(leftIn.toSorted((a, b) => a - b));
        expect(all.map(({ head }) => head.sequence)).toEqual(all.map((_, index) => index + 1));
      }
    }),
    { numRuns: 300 },
  );
});

it("lets what waited together leave in the order of life", () => {
  fc.assert(
    fc.property(STEPS, (steps) => {
      const story = played(steps);
      story.end();

      for (const stream of STREAMS) {
        const departed = story.departed(stream);
        const reversed = departed.flatMap((event, index) =>
          departed
            .slice(0, index)
            .filter((earlier) => wereTogether(story.knownOf(earlier), story.knownOf(event)))
            .filter((earlier) => byLife(candidateOf(earlier), candidateOf(event)) > 0)
            .map((earlier) => `${earlier.head.type} before ${event.head.type}`),
        );
        expect(reversed).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

it("marks as late what happened before something that has left, or was required by it", () => {
  fc.assert(
    fc.property(STEPS, (steps) => {
      const story = played(steps);
      story.end();

      for (const stream of STREAMS) {
        const departed = story.departed(stream);
        const expected = departed.map(({ head }, index) => {
          const before = departed.slice(0, index);
          const isOlder = before.some(
            (other) => (other.head.occurredAt ?? -1) > (head.occurredAt ?? Infinity),
          );
          const isRepeated = before.some((other) => other.head.type === head.type);
          const wasMissed = before.some((other) => {
            const required = REQUIRES[other.head.type] ?? [];
            return required.includes(head.type) && !story.hadAnyOf(required, other);
          });
          return isOlder || (wasMissed && !isRepeated);
        });
        expect(departed.map(({ head }) => head.late)).toEqual(expected);
      }
    }),
    { numRuns: 300 },
  );
});
