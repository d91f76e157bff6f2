import { describe, expect, it } from "vitest";
import { Calendar } from "../../../../tools/scale/calendar.ts";
import { GroupCommit } from "../../../../tools/scale/group-commit.ts";
import { mean, percentile } from "../../../../tools/scale/percentile.ts";
import { createRandom, exponential, latency } from "../../../../tools/scale/random.ts";
import { Server } from "../../../../tools/scale/server.ts";

describe("percentiles", () => {
  it("are values that were there, by rank", () => {
    const values = [5, 1, 4, 2, 3];

    expect([0, 0.2, 0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([1, 1, 3, 5, 5]);
    expect(percentile([], 0.5)).toBeNaN();
    expect(mean(values)).toBe(3);
  });
});

describe("random numbers", () => {
  it("are the same for a seed and others for another", () => {
    const draw = (seed: number) => Array.from({ length: 5 }, createRandom(seed));

    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it("have the mean, the median and the hundredth that they are to have", () => {
    const random = createRandom(3);
    const waits = Array.from({ length: 50_000 }, () => exponential(random, 20));
    const answers = Array.from({ length: 50_000 }, () => latency(random, { median: 120, p99: 900 }));

    expect(mean(waits) / 20).toBeCloseTo(1, 1);
    expect(percentile(answers, 0.5) / 120).toBeCloseTo(1, 1);
    expect(Math.abs(percentile(answers, 0.99) / 900 - 1)).toBeLessThan(0.05);
  });
});

describe("the calendar", () => {
  it("lets things happen in the order of their times, and of planning where these are equal", () => {
    const calendar = new Calendar();
    const happened: string[] = [];
    for (const [name, at] of [
      ["c", 3],
      ["a", 1],
      ["b1", 2],
      ["b2", 2],
      ["later", 9],
    ] as const)
      calendar.after(at, () => happened.push(`${name}@${calendar.now}`));

    calendar.run(5);

    expect(happened).toEqual(["a@1", "b1@2", "b2@2", "c@3"]);
    expect(calendar.now).toBe(5);
  });
});

describe("a server", () => {
  it("keeps a queue as long as theory has it: random arrivals, one length of service", () => {
    const calendar = new Calendar();
    const server = new Server(calendar);
    const random = createRandom(11);
    const waited: number[] = [];
    const [customers, serviceMs, load] = [60_000, 10, 0.7];
    let arrived = 0;
    const arrive = () => {
      const at = calendar.now;
      server.serve(serviceMs, () => waited.push(calendar.now - at - serviceMs));
      if (++arrived < customers) calendar.after(exponential(random, serviceMs / load), arrive);
    };
    arrive();

    calendar.run();

    const pollaczekKhinchin = (load * serviceMs) / (2 * (1 - load));
    expect(Math.abs(mean(waited) / pollaczekKhinchin - 1)).toBeLessThan(0.05);
    expect(server.busyMs).toBe(customers * serviceMs);
  });
});

describe("group commit", () => {
  it("runs together what came while a turn was on its way to disk", () => {
    const calendar = new Calendar();
    const turns = new GroupCommit(calendar, new Server(calendar), 10);
    const durable: string[] = [];
    const add = (name: string) =>
      turns.add({ ms: 1, run: () => {}, durable: () => durable.push(`${name}@${calendar.now}`) });
    add("first");
    calendar.after(3, () => add("second"));
    calendar.after(8, () => add("third"));

    calendar.run();

    expect(durable).toEqual(["first@11", "second@23", "third@23"]);
    expect(turns.turns).toBe(2);
  });
});
