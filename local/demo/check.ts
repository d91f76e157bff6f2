import { checkBytes, checkExactlyOnce } from "./check-deliveries.ts";
import { checkOrder, checkOthersFlowed, checkPositions } from "./check-order.ts";
import { checkDuplicate, checkForgery, checkRecord } from "./check-record.ts";
import { checkSignatures } from "./check-signatures.ts";
import type { Check, Evidence } from "./evidence.ts";
import { bad, good, heading } from "./paint.ts";

const CHECKS = [
  checkExactlyOnce,
  checkBytes,
  checkOrder,
  checkPositions,
  checkOthersFlowed,
  checkSignatures,
  checkDuplicate,
  checkForgery,
  checkRecord,
];

/** Every claim of the demo, held against the evidence. */
export function checkAll(evidence: Evidence): Check[] {
  return CHECKS.map((check) => check(evidence));
}

export function showChecks(checks: readonly Check[]): string {
  const lines = checks.flatMap(({ claim, objections }) => [
    objections.length === 0 ? `    ${good("✓")} ${claim}` : `    ${bad("✗")} ${bad(claim)}`,
    ...objections.map((objection) => `        ${objection}`),
  ]);
  return [heading("Checked", "from what the endpoints saw, not from what the router says"), ...lines].join(
    "\n",
  );
}
