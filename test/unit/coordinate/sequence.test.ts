import { expect, it } from "vitest";
import { lifecycleOf } from "../../../src/catalogue/catalogue.ts";
import {
  depart,
  isAhead,
  NEW_STREAM,
  seenIn,
  type StreamState,
  withNextSequence,
} from "../../../src/coordinate/sequence.ts";

const UPDATED = "video.media.updated";
const [CONNECTED, ACTIVE] = ["video.live_stream.connected", "video.live_stream.active"];

function leaving(
  stream: StreamState,
  type: string,
  { occurredAt = null, ids = [] }: { occurredAt?: number | null; ids?: string[] } = {},
) {
  return depart(stream, { occurredAt, lifecycle: lifecycleOf(type), together: 0 }, ids);
}

it("counts positions per subscription: one that did not match is not counted", () => {
  const first = leaving(NEW_STREAM, UPDATED, { ids: ["sub_a", "sub_b"] });
  const second = leaving(first.stream, UPDATED, { ids: ["sub_b"] });
  const third = leaving(second.stream, UPDATED, { ids: ["sub_a", "sub_b"] });

  expect([first, second, third].map((departure) => departure.positions)).toEqual([[1, 1], [2], [2, 3]]);
});

it("counts the sequence at acceptance and leaves it alone at departure", () => {
  const accepted = withNextSequence(withNextSequence(NEW_STREAM));

  expect(accepted.sequence).toBe(2);
  expect(leaving(accepted, UPDATED).stream.sequence).toBe(2);
});

it("calls an event late when a younger one of its stream left before it", () => {
  const younger = leaving(NEW_STREAM, UPDATED, { occurredAt: 200 });
  const late = leaving(younger.stream, UPDATED, { occurredAt: 100 });
  const next = leaving(late.stream, UPDATED, { occurredAt: 200 });

  expect([younger.late, late.late, next.late]).toEqual([false, true, false]);
});

it("calls nothing late that does not say when it happened", () => {
  const younger = leaving(NEW_STREAM, UPDATED, { occurredAt: 200 });

  expect(leaving(younger.stream, UPDATED).late).toBe(false);
});

it("calls a predecessor late when an event has left without it, and its repetition not", () => {
  const active = leaving(NEW_STREAM, ACTIVE, { occurredAt: 100 });
  const connected = leaving(active.stream, CONNECTED, { occurredAt: 200 });
  const reconnected = leaving(connected.stream, CONNECTED, { occurredAt: 300 });

  expect([active.late, connected.late, reconnected.late]).toEqual([false, true, false]);
  expect(connected.stream).not.toHaveProperty("missed");
});

it("does not call a predecessor late that leaves together with what required it, behind it by its time", () => {
  const together = lifecycleOf(CONNECTED).bit;
  const active = depart(NEW_STREAM, { occurredAt: 100, lifecycle: lifecycleOf(ACTIVE), together }, []);

  expect(leaving(active.stream, CONNECTED, { occurredAt: 101 }).late).toBe(false);
});

it("finds an event ahead until one of the types that it requires has left", () => {
  const ready = lifecycleOf("video.media.ready");
  const uploaded = leaving(NEW_STREAM, "video.upload.media_created");

  expect(isAhead(seenIn(NEW_STREAM), ready)).toBe(true);
  expect(isAhead(seenIn(uploaded.stream), ready)).toBe(false);
  expect(isAhead(seenIn(NEW_STREAM), lifecycleOf("video.media.of_tomorrow"))).toBe(false);
});

it("takes every predecessor for seen in a stream that was stored before they were noted", () => {
  const old: StreamState = { sequence: 4, positions: { sub_a: 4 }, lastOccurredAt: 100 };

  expect(isAhead(seenIn(old), lifecycleOf(ACTIVE))).toBe(false);
  expect(isAhead(seenIn(leaving(old, UPDATED).stream), lifecycleOf(ACTIVE))).toBe(false);
});
