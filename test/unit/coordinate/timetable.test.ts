import fc from "fast-check";
import { expect, it } from "vitest";
import { type Timed, Timetable } from "../../../src/coordinate/timetable.ts";

it("hands out what is due in the order of time, and nothing before", () => {
  const timetable = new Timetable<Timed & { name: string }>();
  const [late, early] = ["late", "early"].map((name) => ({ name, dueAt: null }));
  if (!late || !early) throw new Error("unreachable");
  timetable.set(late, 30);
  timetable.set(early, 10);

  expect(timetable.nextAt()).toBe(10);
  expect(timetable.takeDue(9)).toBeUndefined();
  expect(timetable.takeDue(30)).toBe(early);
  expect(timetable.takeDue(30)).toBe(late);
  expect(timetable.nextAt()).toBeNull();
});

it("agrees with a plain list under any sequence of settings and clearings", () => {
  const command = fc.record({ target: fc.nat(5), at: fc.option(fc.nat(20)) });
  fc.assert(
    fc.property(fc.array(command), (commands) => {
      const timetable = new Timetable<Timed>();
      const targets = Array.from({ length: 6 }, (): Timed => ({ dueAt: null }));
      const list = new Map<Timed, number>();
      for (const { target, at } of commands) {
        const one = targets[target];
        if (!one) continue;
        if (at === null) {
          timetable.clear(one);
          list.delete(one);
        } else {
          timetable.set(one, at);
          list.set(one, at);
        }
        expect(timetable.nextAt()).toBe(list.size === 0 ? null : Math.min(...list.values()));
      }
      const taken: number[] = [];
      for (let due = timetable.takeDue(99); due; due = timetable.takeDue(99)) taken.push(list.get(due) ?? -1);
      expect(taken).toEqual([...list.values()].toSorted((a, b) => a - b));
    }),
  );
});
