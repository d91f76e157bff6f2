import { describe, expect, it } from "vitest";
import { receive } from "../../../src/ingest/receive.ts";
import { RejectionBook } from "../../../src/ingest/rejection-book.ts";
import { toUtf8 } from "../../../src/platform/bytes.ts";
import type { Rejection } from "../../../src/record/rejections.sql.ts";
import {
  eventOf,
  NOW,
  recordingDeps,
  recordingLog,
  SECRET,
  sign,
  sourceOf,
  stoppedClock,
  messageOf,
  streamOf,
} from "./builders.ts";

const MINUTE_MS = 60_000;

async function rejectionsOf(
  body: Uint8Array,
  { signature, ...more }: { signature?: string; isEnabled?: boolean },
): Promise<Rejection[]> {
  const { deps, recorded } = recordingDeps({ source: await sourceOf(more) });
  const headers = new Headers({ "content-type": "application/json", "x-other": "not kept" });
  if (signature !== undefined) headers.set("FastPix-Signature", signature);
  await receive({ source: "src_1", message: messageOf(streamOf(body).stream, headers) }, deps);
  return recorded.rejections;
}

describe("what a known source refuses", () => {
  const body = toUtf8(eventOf());

  it("is kept with reason, headers and the beginning of the body", async () => {
    const wrong = await sign(toUtf8("another body"));

    const rejections = await rejectionsOf(body, { signature: wrong });

    expect(rejections).toEqual([
      {
        id: expect.stringMatching(/^rej_/) as unknown,
        sourceId: "src_1",
        at: NOW,
        reason: "signature_mismatch",
        detail: expect.stringContaining("No secret of this source") as unknown,
        count: 1,
        headers: { "fastpix-signature": wrong, "content-type": "application/json" },
        bodyBytes: body.byteLength,
        bodyHead: eventOf(),
      },
    ]);
  });

  it.each([
    ["no signature", {}, "signature_missing"],
    ["a signature of another form", { signature: "abc" }, "signature_malformed"],
    ["a disabled source", { isEnabled: false }, "source_disabled"],
  ])("says why: %s", async (_, given, reason) => {
    const rejections = await rejectionsOf(body, given);

    expect(rejections).toMatchObject([{ reason }]);
  });

  it("says why: a signed body that is not JSON, or too large", async () => {
    const text = toUtf8("no json");
    const large = new Uint8Array(1_048_577);

    const [notJson] = await rejectionsOf(text, { signature: await sign(text) });
    const [tooLarge] = await rejectionsOf(large, { signature: await sign(large) });

    expect(notJson).toMatchObject({ reason: "malformed_json", bodyHead: "no json" });
    expect(tooLarge).toMatchObject({ reason: "body_too_large", bodyBytes: null, bodyHead: null });
  });

  it("tells the operator what a sender has done that signs with the secret's text", async () => {
    const [rejection] = await rejectionsOf(body, { signature: await sign(body, SECRET, true) });

    expect(rejection?.detail).toContain("decode the secret from base64");
  });

  it.each([
    ["letters", toUtf8("é".repeat(3_000))],
    ["bytes that spell nothing", new Uint8Array(3_000).fill(0xff)],
    ["zeros", new Uint8Array(3_000)],
  ])("is cut off at 1 KiB of text: %s", async (_, long) => {
    const [rejection] = await rejectionsOf(long, {});

    expect(toUtf8(rejection?.bodyHead ?? "").byteLength).toBeLessThanOrEqual(1_024);
    expect(rejection?.bodyHead?.length).toBeGreaterThan(200);
    expect(rejection?.bodyHead).not.toContain("\0");
  });

  it("is nothing where all is well, and for a probe", async () => {
    const good = await rejectionsOf(body, { signature: await sign(body) });
    const probe = await rejectionsOf(toUtf8("{}"), {});

    expect([good, probe]).toEqual([[], []]);
  });
});

describe("a flood", () => {
  function openBook(write = () => Promise.resolve()) {
    const clock = stoppedClock();
    const written: Rejection[] = [];
    const log = recordingLog();
    const alarms: (() => void)[] = [];
    const book = new RejectionBook({
      write: (_, rejections) => {
        written.push(...rejections);
        return write();
      },
      wait: () => new Promise((resolve) => alarms.push(() => resolve())),
      clock,
      log,
    });
    const send = (times: number, own: Partial<Rejection> = {}) =>
      Array.from({ length: times }, () =>
        book.note({ ...REJECTION, id: `rej_${written.length}`, at: clock.now(), ...own }),
      ).filter((writing) => writing !== undefined);
    const gather = async (writing: Promise<void>[]) => {
      for (const ring of alarms.splice(0)) ring();
      await Promise.all(writing);
    };
    return { clock, written, log, send, gather };
  }

  const REJECTION: Rejection = {
    id: "rej_1",
    sourceId: "src_1",
    at: NOW,
    reason: "signature_mismatch",
    detail: "",
    count: 1,
    headers: {},
    bodyBytes: 0,
    bodyHead: "",
  };

  it("costs ten rows and one for each reason, and every request is counted", async () => {
    const { written, send, gather } = openBook();

    await gather([...send(5_000), ...send(3, { reason: "signature_missing" })]);

    expect(written).toHaveLength(12);
    expect(written.reduce((sum, { count }) => sum + count, 0)).toBe(5_003);
    expect(written.slice(10)).toMatchObject([
      { reason: "signature_mismatch", count: 4_990 },
      { reason: "signature_missing", count: 3 },
    ]);
  });

  it("of one source takes nothing from another, and a minute later each gets its row again", async () => {
    const { clock, written, send, gather } = openBook();
    const first = send(50);
    const other = send(1, { sourceId: "src_2" });
    await gather([...first, ...other]);
    const before = written.length;

    clock.at += MINUTE_MS;
    await gather(send(2));

    expect(written.filter(({ sourceId }) => sourceId === "src_2")).toHaveLength(1);
    expect(written.slice(before)).toMatchObject([{ count: 1 }, { count: 1 }]);
  });

  it("does no harm while the database is away", async () => {
    const { log, send, gather } = openBook(() => Promise.reject(new Error("D1 is away")));

    await gather(send(20));

    expect(log.lines.map(({ what }) => what)).toContain("rejections_not_written");
  });
});
