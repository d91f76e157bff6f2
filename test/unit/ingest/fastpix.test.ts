import { expect, it } from "vitest";
import { FASTPIX } from "../../../src/ingest/providers/fastpix.ts";
import { toUtf8 } from "../../../src/platform/bytes.ts";

function streamOf(type: string, more: Readonly<Record<string, unknown>>): string | undefined {
  const read = FASTPIX.readEvent({ id: "e1", type, ...more });
  return read.result === "event" ? read.event.stream : undefined;
}

function occurredAt(times: Readonly<Record<string, unknown>>): number | null | undefined {
  const read = FASTPIX.readEvent({ id: "e1", type: "video.media.ready", ...times });
  return read.result === "event" ? read.event.occurredAt : undefined;
}

const media = { type: "media", id: "m1" };

it.each([
  ["video.media.created", { object: media, data: { id: "m1" } }, "media:m1"],
  ["video.media.ready", { data: { id: "m1" } }, "media:m1"],
  ["video.media.track.ready", { object: media, data: { id: "track1" } }, "media:m1"],
  ["video.media.watermark.ready", { object: media, data: { id: "watermark1" } }, "media:m1"],
  ["video.mediaAI.summary.ready", { object: media, data: { summary: "..." } }, "media:m1"],
  ["video.media.ai.chapters.ready", { object: media, data: {} }, "media:m1"],
  ["VIDEO.MEDIA.READY", { object: media }, "media:m1"],
  ["video.media.upload", { object: media, data: { uploadId: "u1" } }, "media:m1"],
  ["video.media.upload", { data: { uploadId: "u1", id: "d1" } }, "media:u1"],
  ["video.upload.media_created", { data: { uploadId: "u1" } }, "media:u1"],
  ["video.media.upload.cancelled", { data: { uploadId: "u1" } }, "media:u1"],
  ["video.media.updated", { data: { uploadId: "u1", id: "m1" } }, "media:m1"],
  ["video.media.live_stream.created", { object: media, data: { id: "m1", streamId: "s1" } }, "media:m1"],
  ["video.live_stream.active", { object: { type: "live", id: "o1" }, data: { streamId: "s1" } }, "live:s1"],
  ["video.live_stream.active", { object: { type: "live-stream", id: "o1" }, data: { id: "d1" } }, "live:o1"],
  ["video.live_stream.idle", { data: { id: "d1" } }, "live:d1"],
  [
    "video.live_stream.simulcast_target.created",
    { object: { id: "sim1" }, data: { streamId: "s1" } },
    "live:s1",
  ],
  ["video.live_stream.simulcast_target.deleted", { object: { id: "sim1" } }, "live:sim1"],
  ["video.live_stream.something_new", { data: { streamId: "s1" } }, "live:s1"],
  ["video.media.something_new", { object: media }, "media:m1"],
  ["video.playlist.created", { object: { id: "p1" } }, "other:p1"],
])("%s with %j belongs to the stream %s", (type, more, stream) => {
  expect(streamOf(type, more)).toBe(stream);
});

it.each([
  ["no object and no data", {}],
  ["an empty id", { object: { id: "" } }],
  ["an id that is no text", { object: { id: 7 }, data: { id: null } }],
  ["an id beyond any length", { object: { id: "x".repeat(257) } }],
  ["an object that is none", { object: "m1", data: ["m1"] }],
])("an event with %s is a stream of its own", (_, more) => {
  expect(streamOf("video.media.ready", more)).toBe("event:e1");
});

it.each([
  [{ createdAt: "2026-05-11T20:42:16.361817248Z" }, "2026-05-11T20:42:16.361Z"],
  [{ createdAt: "2026-05-20T09:06:43.064Z" }, "2026-05-20T09:06:43.064Z"],
  [{ created_at: "2026-05-20T09:06:43Z" }, "2026-05-20T09:06:43.000Z"],
  [{ createdAt: "soon", created_at: "2026-05-20T09:06:43+02:00" }, "2026-05-20T07:06:43.000Z"],
])("%j happened at %s", (times, iso) => {
  expect(occurredAt(times)).toBe(Date.parse(iso));
});

it.each([{}, { createdAt: "1" }, { createdAt: 1_780_000_000 }, { createdAt: "2026-13-41T99:00:00Z" }])(
  "%j does not tell when it happened",
  (times) => {
    expect(occurredAt(times)).toBeNull();
  },
);

it.each([
  {},
  { id: "e1" },
  { type: "video.media.ready" },
  { id: "", type: "t" },
  { id: 1, type: "t" },
  { id: "e", type: null },
])("ignores %j, which lacks an id or a type", (payload) => {
  expect(FASTPIX.readEvent(payload)).toEqual({ result: "ignored" });
});

it.each(["id", "type"])("refuses an event whose %s is beyond any length", (field) => {
  const fits = FASTPIX.readEvent({ id: "e1", type: "t", [field]: "x".repeat(256) });
  const tooLong = FASTPIX.readEvent({ id: "e1", type: "t", [field]: "x".repeat(257) });

  expect(fits.result).toBe("event");
  expect(tooLong).toEqual({ result: "not-an-event", why: `"${field}" has more than 256 characters` });
});

it.each(["", "{}", "{ }", " {}\n", "\r\n"])("takes the unsigned body %j for a probe", (text) => {
  expect(FASTPIX.isProbe(toUtf8(text))).toBe(true);
});

it.each(["[]", "null", "{}{}", '{"a":1}', `{${" ".repeat(20)}}`])("does not take %j for a probe", (text) => {
  expect(FASTPIX.isProbe(toUtf8(text))).toBe(false);
});

it("does not take bytes for a probe that are no text", () => {
  expect(FASTPIX.isProbe(new Uint8Array([0xff]))).toBe(false);
});
