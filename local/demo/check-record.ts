import type { Check, Evidence } from "./evidence.ts";

/** The router's own account agrees with what the endpoints saw. */
export function checkRecord({ sent, expected, arrivals, record }: Evidence): Check {
  const objections: string[] = [];
  const attempts = record.deliveries.reduce((sum, delivery) => sum + delivery.attempts.length, 0);
  if (record.events.length !== sent.length)
    objections.push(`it lists ${record.events.length} of ${sent.length} events`);
  if (record.deliveries.length !== expected.length) {
    objections.push(`it lists ${record.deliveries.length} of ${expected.length} deliveries`);
  }
  if (attempts !== arrivals.length) objections.push(`it lists ${attempts} of ${arrivals.length} attempts`);
  for (const delivery of record.deliveries) {
    const seen = arrivals.filter(
      ({ eventId, seat }) => eventId === delivery.eventId && seat.subscriptionId === delivery.subscriptionId,
    );
    const agrees =
      delivery.status === "delivered" &&
      delivery.attempts.length === seen.length &&
      seen.every(({ position }) => position === delivery.position);
    if (!agrees) objections.push(`${delivery.id} (${delivery.type}) tells another story than its endpoint`);
  }
  return {
    claim: `the record agrees: ${sent.length} events, ${expected.length} deliveries, ${attempts} attempts, all delivered`,
    objections,
  };
}

/** A second sending of one event changes nothing. */
export function checkDuplicate({ provoked, arrivals }: Evidence): Check {
  const { first, id, isDuplicate } = provoked.again;
  const objections: string[] = [];
  if (!isDuplicate || id !== first.eventId)
    objections.push(`it was answered with ${id}, duplicate: ${isDuplicate}`);
  const sequences = arrivals
    .filter(({ stream }) => stream === first.event.stream)
    .map(({ sequence }) => sequence);
  if (Math.max(...sequences) > first.story.types.length)
    objections.push("it took a place of its own in the stream");
  return {
    claim: "an event sent again got the first one's id, duplicate: true, and went nowhere",
    objections,
  };
}

/** What is not signed with the source's secret leaves no trace. */
export function checkForgery({ provoked, record }: Evidence): Check {
  const { providerEventId, status, code } = provoked.forged;
  const objections: string[] = [];
  if (status !== 401 || code !== "signature_mismatch")
    objections.push(`it was answered ${status} ${String(code)}`);
  if (record.events.some((event) => event.providerEventId === providerEventId))
    objections.push("it was stored");
  return { claim: "a forged event got 401 signature_mismatch and was not stored", objections };
}
