import { expect, it } from "vitest";
import { logAttempt, logOfCoordinator } from "../../../src/deliver/log-attempt.ts";
import { createLog } from "../../../src/platform/log.ts";
import { leaseOf } from "../../support/builders/leases.ts";

it("tells in one line whose attempt it was and everything that came of it, and no answer", () => {
  const lines: string[] = [];
  const log = logOfCoordinator(
    createLog("info", (line) => lines.push(line)),
    "ten_1:3",
  );
  const lease = leaseOf({ stream: "media:a", sequence: 7, position: 4, attempt: 2, late: true });

  logAttempt(log, lease, {
    at: 0,
    durationMs: 12,
    statusCode: 503,
    error: "http_status",
    responseBody: "private",
    retryAt: Date.parse("2026-11-01T12:00:00.000Z"),
  });

  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain("private");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    what: "attempt",
    tenantId: "ten_1",
    partition: 3,
    stream: "media:a",
    sequence: 7,
    position: 4,
    attempt: 2,
    late: true,
    outcome: "failed",
    statusCode: 503,
    error: "http_status",
    durationMs: 12,
    answerChars: 7,
    retryAfterAt: "2026-11-01T12:00:00.000Z",
  });
});
