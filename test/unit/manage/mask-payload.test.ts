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

it("masks the signed URL of an upload, and no other URL", () => {
  const payload = () => ({ data: { url: "https://x/?sig" } });

  expect(maskPayload(payload(), "video.media.upload", [])).toEqual({ data: { url: "***" } });
  expect(maskPayload(payload(), "video.media.ready", [])).toEqual({ data: { url: "https://x/?sig" } });
});

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
