import { expect, it } from "vitest";
import { maskPayload } from "../../../src/manage/events/mask-payload.ts";

it("masks credentials wherever they stand", () => {
  const payload = {
    data: {
      streamKey: "live-key",
      srtPlaybackResponse: { srtPlaybackSecret: "s", srtPlaybackStreamId: "id" },
      simulcastResponses: [{ streamKey: "a", url: "rtmps://x" }, { streamKey: "b" }],
    },
  };

  expect(maskPayload(payload, "video.live_stream.created", [])).toEqual({
    data: {
      streamKey: "***",
      srtPlaybackResponse: { srtPlaybackSecret: "***", srtPlaybackStreamId: "id" },
      simulcastResponses: [{ streamKey: "***", url: "rtmps://x" }, { streamKey: "***" }],
    },
  });
});

it.each(["stream_key", "StreamKey", "srt-secret", "SRTPLAYBACKSECRET"])(
  "masks %s like any spelling of it",
  (name) => {
    expect(maskPayload({ data: [{ [name]: "secret" }] }, "t", [])).toEqual({ data: [{ [name]: "***" }] });
  },
);

it.each([
  "video.media.upload",
  "video.media.upload.cancelled",
  "video.upload.created",
  "video.upload.media_created",
])("masks the signed URL of %s", (type) => {
  expect(maskPayload({ data: { url: "https://x/?sig" } }, type, [])).toEqual({ data: { url: "***" } });
});

it.each(["video.media.ready", "video.media.uploader.ready"])(
  "masks no other URL, such as that of %s",
  (type) => {
    const payload = { data: { url: "https://x/?sig" } };

    expect(maskPayload(structuredClone(payload), type, [])).toEqual(payload);
  },
);

it("masks what pointers name, through arrays and escaped names, whole subtrees too", () => {
  const payload = { a: [{ "b/c": "x" }, 2], "d~e": { f: 1 }, g: null };

  expect(maskPayload(payload, "t", ["/a/0/b~1c", "/d~0e", "/g", "/absent/deeper", "/a/9"])).toEqual({
    a: [{ "b/c": "***" }, 2],
    "d~e": "***",
    g: null,
  });
});

it("does not follow what JavaScript adds to objects", () => {
  expect(maskPayload({ a: {} }, "t", ["/__proto__/polluted", "/a/constructor"])).toEqual({ a: {} });
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

it("masks what lies too deep to be looked at", () => {
  let payload: unknown = { streamKey: "k" };
  for (let depth = 0; depth < 50_000; depth++) payload = [payload];

  const masked = JSON.stringify(maskPayload(payload, "t", []));

  expect(masked).not.toContain('"k"');
  expect(masked).toContain("***");
});
