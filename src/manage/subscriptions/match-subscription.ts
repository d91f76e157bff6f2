import { classify, eventTypeList } from "../../catalogue/catalogue.ts";
import { explainFilters, type Missed } from "../../match/explain-filters.ts";
import { filterWarnings } from "../../match/filter-warnings.ts";
import type { Filters } from "../../match/filters.ts";
import { patternWarnings } from "../../match/filters.schema.ts";
import { isPayload } from "../../match/read-payload.ts";
import { Problem } from "../../platform/problem.ts";
import { findEvent } from "../../record/events.sql.ts";
import { findSource } from "../../record/sources.sql.ts";
import { findSubscription } from "../../record/subscriptions.sql.ts";
import type { Tenant } from "../../record/tenants.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { storedPayload } from "../events/stored-payload.ts";
import { DEFAULT_SETTINGS } from "./limits.ts";
import type { MatchDraft, MatchView } from "./match.schema.ts";

type MatchDeps = Pick<ManageDeps, "db" | "records">;

/** How ids of events begin; no event type does. */
const EVENT_ID = /^evt_/;

/**
 * Tells whether a subscription, saved or only drafted, would get an event, and why. Nothing is saved or sent, and the
 * rules are those of acceptance. @throws Problem `invalid` for a subscription or an event that there is not
 */
export async function matchSubscription(
  deps: MatchDeps,
  tenant: Tenant,
  { subscription, event }: MatchDraft,
): Promise<MatchView> {
  const [filters, asked] = await Promise.all([
    filtersOf(deps, tenant.id, subscription),
    askedOf(deps, tenant, event),
  ]);
  const warnings = [...patternWarnings(filters.eventTypes), ...filterWarnings(filters)];
  return {
    ...explainFilters(filters, asked),
    eventType: asked.type,
    categories: [...classify(asked.type).categories],
    ...(warnings.length > 0 && { warnings }),
  };
}

async function filtersOf(
  { db }: MatchDeps,
  tenantId: string,
  subscription: MatchDraft["subscription"],
): Promise<Filters> {
  if (typeof subscription !== "string") {
    const { categories, eventTypes, filter } = subscription;
    return {
      categories: categories ?? DEFAULT_SETTINGS.categories,
      eventTypes: eventTypes ?? DEFAULT_SETTINGS.eventTypes,
      filter: filter ?? null,
    };
  }
  const found = await findSubscription(db, tenantId, subscription);
  if (!found) throw invalid("/subscription", "This tenant has no subscription with this id.");
  return found.settings;
}

async function askedOf(deps: MatchDeps, tenant: Tenant, event: MatchDraft["event"]): Promise<Missed> {
  if (typeof event !== "string") return payloadAsked(event);
  return EVENT_ID.test(event) ? recordedEvent(deps, tenant, event) : sampleOf(event);
}

function payloadAsked(payload: Readonly<Record<string, unknown>>): Missed {
  const { type } = payload;
  if (typeof type !== "string") throw invalid("/event/type", "An event has a type: a text.");
  return { type, payload };
}

async function recordedEvent({ db, records }: MatchDeps, tenant: Tenant, eventId: string): Promise<Missed> {
  const event = await findEvent(records.of(tenant), tenant.id, eventId);
  if (!event) {
    throw invalid("/event", "This tenant has no event with this id; it may be past its retention.");
  }
  const source = await findSource(db, event.sourceId);
  return { type: event.type, ...storedPayload(event, source?.redact ?? []) };
}

function sampleOf(eventType: string): Missed {
  const { canonical } = classify(eventType);
  const sample = eventTypeList().find(({ type }) => type === canonical)?.sample;
  if (!isPayload(sample)) {
    throw invalid(
      "/event",
      "There is no sample of this type. GET /v1/event-types lists those that have one.",
    );
  }
  return { type: canonical, payload: sample };
}

function invalid(pointer: string, message: string): Problem {
  return new Problem("invalid", message, { errors: [{ pointer, message }] });
}
