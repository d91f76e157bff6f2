// Generated from the API's OpenAPI document by `npm run docs`. What is wrong here is wrong in src/api.
import type { Call } from "./call.ts";
import type { Listing } from "./listing.ts";
import type { Operation } from "./operation.ts";

export interface AssignDraft {
  /** The tenant's id or uid. */
  tenant: string;
}

export interface AssignedEvent {
  id: string;
  tenantId: string;
  stream: string;
  sequence: number;
  duplicate: boolean;
}

export interface Attempt {
  at: string;
  /** Absent where no answer began. */
  statusCode?: number | undefined;
  /** Absent where there is nothing to say. `http_status`: the endpoint answered something else than 2xx. `timeout`: the exchange took longer than `timeoutSeconds`. `connection_refused`: nothing accepts connections there. `connection_lost`: reset, ended early, or not HTTP. `dns_error`: the name stands for no address that may be used. `tls_error`: no TLS, or a certificate that is not trusted. `network_error`: the runtime did not say what failed. `response_too_large`: longer than the 16 KiB that are read; beside a 2xx status, which counts: delivered. `unsafe_url`: the URL is not allowed any more. `secret_unreadable`: the operator's encryption key changed. */
  error?: "http_status" | "timeout" | "connection_refused" | "connection_lost" | "dns_error" | "tls_error" | "network_error" | "response_too_large" | "unsafe_url" | "secret_unreadable" | undefined;
  durationMs: number;
  responseBody?: string | undefined;
  replayId?: string | undefined;
}

export interface Category {
  category: string;
  description: string;
  eventTypes: string[];
  /** Known from outside the provider's collection. */
  documentedEventTypes: string[];
}

export interface Coordinator {
  tenantId: string;
  partition: number;
  reportedAt: string;
  openEvents: number;
  oldestUndeliveredAt: string | null;
  openBreakers: number;
  unrecorded: number;
  projectionLagMs: number;
}

export interface CreatedKey {
  id: string;
  tenantId: string;
  /** `manage` does everything within its tenant, `read` only reads. */
  role: "manage" | "read";
  name: string | null;
  /** The key's last characters, to recognise it by. */
  lastFour: string;
  createdAt: string;
  /** To the hour. */
  lastUsedAt: string | null;
  /** `Authorization: Bearer KEY`. Shown this once. */
  key: string;
}

export interface CreatedSubscription {
  id: string;
  tenantId: string;
  url: string;
  description: string | null;
  status: "enabled" | "paused" | "disabled";
  disabledReason?: string | undefined;
  categories: string[];
  eventTypes: string[];
  filter: Record<string, unknown> | null;
  ordering: "stream" | "none";
  maxBlockSeconds: number | null;
  retrySchedule: number[];
  timeoutSeconds: number;
  maxInFlight: number;
  rateLimit: {
    perSecond: number;
  } | null;
  headers: Record<string, string>;
  signature: "standard" | "fastpix";
  metadata: Record<string, unknown>;
  warnings?: string[] | undefined;
  createdAt: string;
  updatedAt: string;
  /** Signs every delivery. Shown this once. */
  secret: string;
}

export interface Delivery {
  id: string;
  eventId: string;
  subscriptionId: string;
  type: string;
  stream: string;
  sequence: number;
  /** Contiguous in its lane, from 1. */
  position: number;
  status: "pending" | "delivered" | "failed" | "parked" | "skipped";
  attemptCount: number;
  nextAttemptAt?: string | undefined;
  waitsFor?: "previous" | "retry" | "breaker" | "rate" | "paused" | "slot" | undefined;
  createdAt: string;
  settledAt?: string | undefined;
}

export interface DeliveryWithAttempts {
  id: string;
  eventId: string;
  subscriptionId: string;
  type: string;
  stream: string;
  sequence: number;
  /** Contiguous in its lane, from 1. */
  position: number;
  status: "pending" | "delivered" | "failed" | "parked" | "skipped";
  attemptCount: number;
  nextAttemptAt?: string | undefined;
  waitsFor?: "previous" | "retry" | "breaker" | "rate" | "paused" | "slot" | undefined;
  createdAt: string;
  settledAt?: string | undefined;
  attempts: Attempt[];
}

export interface Erasure {
  tenantId: string;
  /** When the deletion was asked for. */
  since: string;
  /** Left in the record. At most 20,000 are counted. null where the database that holds the tenant's record cannot be reached. */
  events: number | null;
  /** Left in the record. At most 20,000 are counted. null where the database that holds the tenant's record cannot be reached. */
  attempts: number | null;
  /** When the oldest event that is left was received; null where none is. Moves on while events are erased, also where there are more of them than are counted. */
  oldestEventAt: string | null;
  /** When the first attempt that is left was made; null where none is. Attempts are erased before events, those of the oldest events first. */
  oldestAttemptAt: string | null;
}

export interface Event {
  id: string;
  tenantId: string;
  sourceId: string;
  providerEventId: string;
  /** As received. */
  type: string;
  categories: string[];
  stream: string;
  sequence: number;
  occurredAt?: string | undefined;
  receivedAt: string;
  late: boolean;
  status: "pending" | "delivered" | "failed" | "unmatched";
  deliveryCounts: {
    total: number;
    delivered: number;
    failed: number;
    pending: number;
  };
}

export interface EventType {
  type: string;
  /** Whether the provider's own collection lists it. */
  official: boolean;
  /** The primary one of `categories`. */
  category: string;
  categories: string[];
  description: string;
  useCase?: string | undefined;
  aliases?: string[] | undefined;
  /** One of these comes before it; without one it waits, as long as its source's `orderWindowMs`. */
  requires?: string[] | undefined;
  /** Made from the provider's published shapes, not captured. */
  sample?: unknown;
}

export interface EventWithDeliveries {
  id: string;
  tenantId: string;
  sourceId: string;
  providerEventId: string;
  /** As received. */
  type: string;
  categories: string[];
  stream: string;
  sequence: number;
  occurredAt?: string | undefined;
  receivedAt: string;
  late: boolean;
  status: "pending" | "delivered" | "failed" | "unmatched";
  deliveryCounts: {
    total: number;
    delivered: number;
    failed: number;
    pending: number;
  };
  /** The body as JSON, with secrets and the source's `redact` masked. */
  payload?: unknown;
  headers: Record<string, string>;
  deliveries: Delivery[];
  misses: {
    subscriptionId: string;
    reason: string;
  }[];
}

export interface Key {
  id: string;
  tenantId: string;
  /** `manage` does everything within its tenant, `read` only reads. */
  role: "manage" | "read";
  name: string | null;
  /** The key's last characters, to recognise it by. */
  lastFour: string;
  createdAt: string;
  /** To the hour. */
  lastUsedAt: string | null;
}

export interface KeyDraft {
  /** `manage` does everything within its tenant, `read` only reads. */
  role: "manage" | "read";
  /** For people. */
  name?: string | null | undefined;
}

export interface Lane {
  subscriptionId: string;
  openDeliveries: number;
  /** The unsettled delivery that the lane waits for. Absent where it waits for none. */
  head?: {
    id: string;
    eventId: string;
    subscriptionId: string;
    type: string;
    stream: string;
    sequence: number;
    /** Contiguous in its lane, from 1. */
    position: number;
    status: "pending" | "delivered" | "failed" | "parked" | "skipped";
    attemptCount: number;
    nextAttemptAt?: string | undefined;
    waitsFor?: "previous" | "retry" | "breaker" | "rate" | "paused" | "slot" | undefined;
    createdAt: string;
    settledAt?: string | undefined;
    /** Its event came after a younger one of the stream. */
    late: boolean;
    /** When what it waits for is over by itself. Absent where something has to happen first. */
    waitsUntil?: string | undefined;
    /** It is being attempted; the attempt is over by then. */
    leasedUntil?: string | undefined;
    /** When it is parked if it goes on failing, so that its lane flows on. */
    parksAt?: string | undefined;
  } | undefined;
  /** How many of the shown deliveries have which status. */
  statusCounts: {
    pending?: number | undefined;
    delivered?: number | undefined;
    failed?: number | undefined;
    parked?: number | undefined;
    skipped?: number | undefined;
  };
  /** Of the shown events, in order. */
  deliveries: LaneDelivery[];
}

export interface LaneDelivery {
  id: string;
  eventId: string;
  subscriptionId: string;
  type: string;
  stream: string;
  sequence: number;
  /** Contiguous in its lane, from 1. */
  position: number;
  status: "pending" | "delivered" | "failed" | "parked" | "skipped";
  attemptCount: number;
  nextAttemptAt?: string | undefined;
  waitsFor?: "previous" | "retry" | "breaker" | "rate" | "paused" | "slot" | undefined;
  createdAt: string;
  settledAt?: string | undefined;
  /** Its event came after a younger one of the stream. */
  late: boolean;
  /** When what it waits for is over by itself. Absent where something has to happen first. */
  waitsUntil?: string | undefined;
  /** It is being attempted; the attempt is over by then. */
  leasedUntil?: string | undefined;
  /** When it is parked if it goes on failing, so that its lane flows on. */
  parksAt?: string | undefined;
}

export interface Match {
  matches: boolean;
  /** Where it does not match: the condition that does not hold. */
  reason: string;
  /** What categories and eventTypes say. */
  typeMatches: boolean;
  /** What the filter says; null where there is none or it was not asked. */
  filterMatches: boolean | null;
  eventType: string;
  categories: string[];
  warnings?: string[] | undefined;
}

export interface MatchDraft {
  /** The id of a subscription, or one that is only drafted: its filters count, all else is ignored. */
  subscription: string | SubscriptionPatch;
  /** The id of a recorded event, an event type (its sample is taken), or a payload with its `type`. */
  event: string | Record<string, unknown>;
}

export interface PortalLink {
  /** Opens the tenant's pages once. Shown this once. */
  url: string;
  expiresAt: string;
}

export interface PortalLinkDraft {
  /** `read` sees everything and changes nothing. */
  role: "manage" | "read";
  /** How long the link may be opened. Absent or null = 600. */
  expiresInSeconds?: number | null | undefined;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: "malformed_json" | "malformed_request" | "cursor_invalid" | "not_an_event" | "credentials_missing" | "credentials_invalid" | "signature_missing" | "signature_malformed" | "signature_mismatch" | "signature_expired" | "forbidden" | "not_found" | "method_not_allowed" | "conflict" | "uid_taken" | "idempotency_in_progress" | "repartitioning" | "last_secret" | "body_too_large" | "not_json" | "invalid" | "idempotency_key_reused" | "rate_limited" | "internal" | "misconfigured" | "unavailable";
  errors?: {
    /** RFC 6901 pointer into the body, or a parameter's name. */
    pointer: string;
    message: string;
  }[] | undefined;
}

export interface RedeliverDraft {
  /** The subscription's id. Absent = every enabled subscription that has the event. */
  subscription?: string | null | undefined;
}

export interface Redelivered {
  eventId: string;
  deliveries: Delivery[];
}

export interface Rejection {
  id: string;
  sourceId: string;
  at: string;
  reason: "signature_missing" | "signature_malformed" | "signature_mismatch" | "signature_expired" | "source_disabled" | "body_too_large" | "body_interrupted" | "malformed_json" | "not_an_event";
  /** What was wrong, for a person. */
  detail: string;
  /** How many requests it stands for: many at once are summed up, and the newest is shown. */
  count: number;
  headers: Record<string, string>;
  /** Absent where the body was not read. */
  bodyBytes?: number | undefined;
  /** The first 1 KiB of the body as text. Nobody has vouched for it. */
  bodyHead?: string | undefined;
}

export interface Replay {
  id: string;
  subscriptionId: string;
  status: "running" | "done" | "cancelled";
  from: string;
  to: string;
  /** The `status` that was asked for. */
  deliveryStatus: "failed" | "all";
  eventTypes: string[];
  streams: string[];
  /** Counted when it was made. */
  matched: number;
  /** Deliveries set going again so far. */
  opened: number;
  delivered: number;
  failed: number;
  /** Skipped by hand, or taken back by the cancellation. */
  skipped: number;
  /** Set going and not settled. */
  pending: number;
  createdAt: string;
  finishedAt?: string | undefined;
}

export interface ReplayDraft {
  /** Received at or after. */
  from: string;
  /** Received before. Absent, or in the future = now. */
  to?: string | null | undefined;
  /** `failed` (the default): what has failed for this subscription. `all`: whatever it asks for at present, delivered or not, also events from before it existed. */
  status?: "failed" | "all" | null | undefined;
  /** As of a subscription. Empty = all. */
  eventTypes?: string[] | null | undefined;
  /** Stream keys. Empty = all. */
  streams?: string[] | null | undefined;
  /** Only count. */
  dryRun?: boolean | null | undefined;
}

export interface RotatedSecret {
  id: string;
  /** Signs every delivery from now on. Shown this once. */
  secret: string;
  /** How many secrets sign at present, this one included. */
  signingSecrets: number;
}

export interface RotationDraft {
  /** Your own: whsec_ and base64 of 24 to 64 bytes. Absent or null = a fresh one. */
  secret?: string | null | undefined;
  /** How long the older secrets sign beside the new one. Absent or null = 86400. */
  overlapSeconds?: number | null | undefined;
}

export interface Source {
  id: string;
  uid: string | null;
  name: string;
  provider: "fastpix";
  status: "enabled" | "disabled";
  routing: {
    tenant: string;
  } | {
    pointer: string;
  };
  orderWindowMs: number;
  redact: string[];
  /** Where the provider sends its webhooks. */
  ingestUrl: string;
  secrets: SourceSecret[];
  warnings?: string[] | undefined;
  createdAt: string;
  updatedAt: string;
}

export interface SourceDraft {
  uid?: string | null | undefined;
  /** How long an event may wait, in milliseconds, for one that comes before it in the life of its media or live stream and has not come yet. 0 = not at all. */
  orderWindowMs?: number | null | undefined;
  /** What is masked wherever a payload is shown. Deliveries carry the bytes unchanged. */
  redact?: string[] | null | undefined;
  name: string;
  provider: "fastpix";
  /** The signing secret as the provider's dashboard shows it. Never returned. */
  secret?: string | null | undefined;
  /** How the tenant of an event is found: always the same tenant (by id or uid), or the tenant whose uid or id stands in the body where the pointer looks. */
  routing: {
    tenant: string;
  } | {
    pointer: string;
  };
}

export interface SourcePatch {
  uid?: string | null | undefined;
  /** How long an event may wait, in milliseconds, for one that comes before it in the life of its media or live stream and has not come yet. 0 = not at all. */
  orderWindowMs?: number | null | undefined;
  /** What is masked wherever a payload is shown. Deliveries carry the bytes unchanged. */
  redact?: string[] | null | undefined;
  name?: string | undefined;
  status?: "enabled" | "disabled" | undefined;
  /** How the tenant of an event is found: always the same tenant (by id or uid), or the tenant whose uid or id stands in the body where the pointer looks. */
  routing?: {
    tenant: string;
  } | {
    pointer: string;
  } | undefined;
}

export interface SourceSecret {
  id: string;
  createdAt: string;
  expiresAt: string | null;
  warnings?: string[] | undefined;
}

export interface SourceSecretDraft {
  /** The signing secret as the provider's dashboard shows it. Never returned. */
  secret: string;
  /** When the older secrets stop verifying; absent or null leaves them as they are. */
  expireOthersAfterSeconds?: number | null | undefined;
}

export interface StartedReplay {
  /** null after a dry run. */
  id: string | null;
  subscriptionId: string;
  dryRun: boolean;
  matched: number;
  from: string;
  to: string;
  /** The `status` that was asked for. */
  deliveryStatus: "failed" | "all";
  eventTypes: string[];
  streams: string[];
}

export interface Stream {
  stream: string;
  /** `media`, `live` or `other`: what its key begins with. */
  kind: string;
  /** The sequence given last: how many events it has had. */
  lastSequence: number;
  lastEventAt: string;
  lastType: string;
  /** Whether a delivery of it is not settled. */
  active: boolean;
  /** Deliveries that are not settled. */
  openDeliveries: number;
}

export interface StreamWithLanes {
  stream: string;
  /** `media`, `live` or `other`: what its key begins with. */
  kind: string;
  /** The sequence given last: how many events it has had. */
  lastSequence: number;
  lastEventAt: string;
  lastType: string;
  /** Whether a delivery of it is not settled. */
  active: boolean;
  /** Deliveries that are not settled. */
  openDeliveries: number;
  /** In order, oldest first. */
  events: Event[];
  lanes: Lane[];
  /** Opens the events before these; null where there are none. */
  nextCursor: string | null;
}

export interface Subscription {
  id: string;
  tenantId: string;
  url: string;
  description: string | null;
  status: "enabled" | "paused" | "disabled";
  disabledReason?: string | undefined;
  categories: string[];
  eventTypes: string[];
  filter: Record<string, unknown> | null;
  ordering: "stream" | "none";
  maxBlockSeconds: number | null;
  retrySchedule: number[];
  timeoutSeconds: number;
  maxInFlight: number;
  rateLimit: {
    perSecond: number;
  } | null;
  headers: Record<string, string>;
  signature: "standard" | "fastpix";
  metadata: Record<string, unknown>;
  warnings?: string[] | undefined;
  createdAt: string;
  updatedAt: string;
}

export interface SubscriptionDraft {
  description?: string | null | undefined;
  /** An event matches if any of its categories is named. Empty = all. */
  categories?: ("media" | "transform" | "ai" | "live_stream" | "simulcast" | "other")[] | null | undefined;
  /** Exact, or with a trailing .* for any depth, or *. Empty = all. Both lists given: either may match. */
  eventTypes?: string[] | null | undefined;
  /** On the payload, on top of categories and eventTypes: paths with operators, see docs/filters.md. null = none. */
  filter?: Record<string, unknown> | null | undefined;
  ordering?: "stream" | "none" | null | undefined;
  /** How long a failing delivery may hold its lane before it is parked. null = never, absent = 600. */
  maxBlockSeconds?: number | null | undefined;
  /** Seconds from one failed attempt to the next. Empty = one attempt and no retry. */
  retrySchedule?: number[] | null | undefined;
  timeoutSeconds?: number | null | undefined;
  maxInFlight?: number | null | undefined;
  rateLimit?: {
    perSecond: number;
  } | null | undefined;
  headers?: Record<string, string> | null | undefined;
  signature?: "standard" | "fastpix" | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  /** https, without credentials or fragment, no private, loopback or metadata host. */
  url: string;
}

export interface SubscriptionPatch {
  description?: string | null | undefined;
  /** An event matches if any of its categories is named. Empty = all. */
  categories?: ("media" | "transform" | "ai" | "live_stream" | "simulcast" | "other")[] | null | undefined;
  /** Exact, or with a trailing .* for any depth, or *. Empty = all. Both lists given: either may match. */
  eventTypes?: string[] | null | undefined;
  /** On the payload, on top of categories and eventTypes: paths with operators, see docs/filters.md. null = none. */
  filter?: Record<string, unknown> | null | undefined;
  ordering?: "stream" | "none" | null | undefined;
  /** How long a failing delivery may hold its lane before it is parked. null = never, absent = 600. */
  maxBlockSeconds?: number | null | undefined;
  /** Seconds from one failed attempt to the next. Empty = one attempt and no retry. */
  retrySchedule?: number[] | null | undefined;
  timeoutSeconds?: number | null | undefined;
  maxInFlight?: number | null | undefined;
  rateLimit?: {
    perSecond: number;
  } | null | undefined;
  headers?: Record<string, string> | null | undefined;
  signature?: "standard" | "fastpix" | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  /** https, without credentials or fragment, no private, loopback or metadata host. */
  url?: string | undefined;
}

export interface SubscriptionStatistics {
  window: "1h" | "24h" | "7d" | "30d";
  bucketSeconds: number;
  /** Always null: a window comes whole. */
  nextCursor: string | null;
  /** Every bucket of the window, oldest first; the last one is not over. */
  data: ({
    at: string;
    /** Deliveries that were delivered. */
    delivered: number;
    /** Deliveries that failed for good. */
    failed: number;
    /** Failed attempts that are followed by another. */
    retried: number;
    /** Of all attempts; null where there were none. */
    p50Ms: number | null;
    p95Ms: number | null;
  })[];
  totals: {
    /** Deliveries that were delivered. */
    delivered: number;
    /** Deliveries that failed for good. */
    failed: number;
    /** Failed attempts that are followed by another. */
    retried: number;
    /** Of all attempts; null where there were none. */
    p50Ms: number | null;
    p95Ms: number | null;
  };
}

export interface System {
  version: string;
  coordinators: number;
  openEvents: number;
  oldestUndeliveredAt: string | null;
  openBreakers: number;
  unrecorded: number;
  /** The longest that an event was waiting for the record when last told of. */
  projectionLagMs: number;
  /** All databases that hold records, the one with the management data first. */
  databases: ({
    binding: string;
    /** How big the whole database is. null where it cannot be reached: its coordinators are missing in the numbers above then, and in the list of coordinators. */
    bytes: number | null;
    /** Whose record it holds, those included that are being erased. */
    tenants: number;
  })[];
}

export interface Tenant {
  id: string;
  uid: string | null;
  name: string;
  partitions: number;
  /** While streams move to another number of partitions; null where none moves. */
  repartitioning: {
    from: number;
    to: number;
    since: string;
    /** Streams that have yet to move, told by the partitions every few seconds. null until each has looked through its own. */
    streamsLeft: number | null;
    /** Whether nothing moves for the moment because a replay runs. Goes on within a minute of its end. */
    held: boolean;
  } | null;
  retentionDays: number;
  metadata: Record<string, unknown>;
  /** Only there for the tenant that Hooklane's own events belong to. It cannot be removed. */
  system?: true | undefined;
  createdAt: string;
  updatedAt: string;
}

export interface TenantDraft {
  uid?: string | null | undefined;
  /** Over how many coordinators the tenant's streams are spread. A change is in force at once; streams move one by one as soon as nothing of them is under way, and `repartitioning` tells how far that has come. */
  partitions?: number | null | undefined;
  retentionDays?: number | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  name: string;
}

export interface TenantPatch {
  uid?: string | null | undefined;
  /** Over how many coordinators the tenant's streams are spread. A change is in force at once; streams move one by one as soon as nothing of them is under way, and `repartitioning` tells how far that has come. */
  partitions?: number | null | undefined;
  retentionDays?: number | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  name?: string | undefined;
}

export interface TenantStatistics {
  window: "1h" | "24h" | "7d" | "30d";
  bucketSeconds: number;
  /** Always null: a window comes whole. */
  nextCursor: string | null;
  data: ({
    at: string;
    /** Events taken in. */
    accepted: number;
    /** Re-sends of the provider. */
    duplicates: number;
    /** Deliveries that were delivered. */
    delivered: number;
    /** Deliveries that failed for good. */
    failed: number;
    /** Failed attempts that are followed by another. */
    retried: number;
    /** Of all attempts; null where there were none. */
    p50Ms: number | null;
    p95Ms: number | null;
  })[];
  totals: {
    /** Events taken in. */
    accepted: number;
    /** Re-sends of the provider. */
    duplicates: number;
    /** Deliveries that were delivered. */
    delivered: number;
    /** Deliveries that failed for good. */
    failed: number;
    /** Failed attempts that are followed by another. */
    retried: number;
    /** Of all attempts; null where there were none. */
    p50Ms: number | null;
    p95Ms: number | null;
  };
  /** An event counts under the first of its categories. */
  byCategory: ({
    category: string;
    /** Events taken in. */
    accepted: number;
    /** Re-sends of the provider. */
    duplicates: number;
    /** Deliveries that were delivered. */
    delivered: number;
    /** Deliveries that failed for good. */
    failed: number;
    /** Failed attempts that are followed by another. */
    retried: number;
    /** Of all attempts; null where there were none. */
    p50Ms: number | null;
    p95Ms: number | null;
  })[];
  now: {
    /** Events with an unsettled delivery. */
    openEvents: number;
    /** When the oldest of these was received. */
    oldestUndeliveredAt: string | null;
    openBreakers: number;
    /** Events that are on their way to the record. */
    unrecorded: number;
  };
}

export interface TestAttempt {
  at: string;
  /** Absent where no answer began. */
  statusCode?: number | undefined;
  /** Absent where there is nothing to say. `http_status`: the endpoint answered something else than 2xx. `timeout`: the exchange took longer than `timeoutSeconds`. `connection_refused`: nothing accepts connections there. `connection_lost`: reset, ended early, or not HTTP. `dns_error`: the name stands for no address that may be used. `tls_error`: no TLS, or a certificate that is not trusted. `network_error`: the runtime did not say what failed. `response_too_large`: longer than the 16 KiB that are read; beside a 2xx status, which counts: delivered. `unsafe_url`: the URL is not allowed any more. `secret_unreadable`: the operator's encryption key changed. */
  error?: "http_status" | "timeout" | "connection_refused" | "connection_lost" | "dns_error" | "tls_error" | "network_error" | "response_too_large" | "unsafe_url" | "secret_unreadable" | undefined;
  durationMs: number;
  responseBody?: string | undefined;
  replayId?: string | undefined;
  eventType: string;
}

export interface TestDraft {
  /** Absent or null = video.media.ready. */
  eventType?: string | null | undefined;
}

export interface UnroutedEvent {
  id: string;
  sourceId: string;
  providerEventId: string;
  type: string;
  stream: string;
  reason: "no_tenant_named" | "tenant_unknown" | "tenant_gone";
  occurredAt?: string | undefined;
  receivedAt: string;
}

/** Parameters of `listTenants`. */
export interface ListTenantsQuery {
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
}

/** Parameters of `listErasures`. */
export interface ListErasuresQuery {
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
}

/** Parameters of `listKeys`. */
export interface ListKeysQuery {
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
}

/** Parameters of `listSubscriptions`. */
export interface ListSubscriptionsQuery {
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
}

/** Parameters of `listEvents`. */
export interface ListEventsQuery {
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** As received, without regard to case. */
  type?: string | undefined;
  category?: "media" | "transform" | "ai" | "live_stream" | "simulcast" | "other" | undefined;
  stream?: string | undefined;
  status?: "pending" | "delivered" | "failed" | "unmatched" | undefined;
  /** Received at or after. */
  from?: string | undefined;
  /** Received before. */
  to?: string | undefined;
}

/** Parameters of `listDeliveries`. */
export interface ListDeliveriesQuery {
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  subscription?: string | undefined;
  status?: "pending" | "delivered" | "failed" | "parked" | "skipped" | undefined;
  stream?: string | undefined;
  /** Received at or after. */
  from?: string | undefined;
  /** Received before. */
  to?: string | undefined;
}

/** Parameters of `listReplays`. */
export interface ListReplaysQuery {
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
}

/** Parameters of `listStreams`. */
export interface ListStreamsQuery {
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** Whether a delivery of it is not settled. */
  active?: "true" | "false" | undefined;
}

/** Parameters of `showStream`. */
export interface ShowStreamQuery {
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
}

/** Parameters of `showSubscriptionStatistics`. */
export interface ShowSubscriptionStatisticsQuery {
  window?: "1h" | "24h" | "7d" | "30d" | undefined;
}

/** Parameters of `showTenantStatistics`. */
export interface ShowTenantStatisticsQuery {
  window?: "1h" | "24h" | "7d" | "30d" | undefined;
}

/** Parameters of `listSources`. */
export interface ListSourcesQuery {
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
}

/** Parameters of `listRejections`. */
export interface ListRejectionsQuery {
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
}

/** Parameters of `listUnrouted`. */
export interface ListUnroutedQuery {
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
}

/** Parameters of `listEventTypes`. */
export interface ListEventTypesQuery {
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
}

/** Parameters of `listCategories`. */
export interface ListCategoriesQuery {
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
}

/** Parameters of `listCoordinators`. */
export interface ListCoordinatorsQuery {
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
}

/** Every operation of the management API, by its operationId. */
export interface Operations {
  /** Create a tenant. `POST /v1/tenants` */
  createTenant(body: TenantDraft, call?: Call): Promise<Tenant>;
  /** List the tenants, newest first. `GET /v1/tenants` */
  listTenants(query?: ListTenantsQuery, call?: Call): Listing<Tenant>;
  /** Show a tenant. `GET /v1/tenants/{tenant}` */
  showTenant(tenant: string, call?: Call): Promise<Tenant>;
  /** Change a tenant: absent = unchanged, null = back to the default. `PATCH /v1/tenants/{tenant}` */
  changeTenant(tenant: string, body: TenantPatch, call?: Call): Promise<Tenant>;
  /** Erase a tenant and everything of it, in the background. `DELETE /v1/tenants/{tenant}` */
  removeTenant(tenant: string, call?: Call): Promise<undefined>;
  /** List the deletions of tenants that are not over, with what is left, newest first. `GET /v1/erasures` */
  listErasures(query?: ListErasuresQuery, call?: Call): Listing<Erasure>;
  /** Create a key of a tenant: the answer shows it this once. `POST /v1/tenants/{tenant}/keys` */
  createKey(tenant: string, body: KeyDraft, call?: Call): Promise<CreatedKey>;
  /** List a tenant's keys, newest first, without the keys themselves. `GET /v1/tenants/{tenant}/keys` */
  listKeys(tenant: string, query?: ListKeysQuery, call?: Call): Listing<Key>;
  /** Revoke a key: it opens nothing from the answer on. `DELETE /v1/tenants/{tenant}/keys/{key}` */
  revokeKey(tenant: string, key: string, call?: Call): Promise<undefined>;
  /** Create a subscription: in force with the answer, which shows the signing secret this once. `POST /v1/tenants/{tenant}/subscriptions` */
  createSubscription(tenant: string, body: SubscriptionDraft, call?: Call): Promise<CreatedSubscription>;
  /** List a tenant's subscriptions, newest first. `GET /v1/tenants/{tenant}/subscriptions` */
  listSubscriptions(tenant: string, query?: ListSubscriptionsQuery, call?: Call): Listing<Subscription>;
  /** Show a subscription. `GET /v1/tenants/{tenant}/subscriptions/{subscription}` */
  showSubscription(tenant: string, subscription: string, call?: Call): Promise<Subscription>;
  /** Change a subscription: absent = unchanged, null = back to the default. In force with the answer. `PATCH /v1/tenants/{tenant}/subscriptions/{subscription}` */
  changeSubscription(tenant: string, subscription: string, body: SubscriptionPatch, call?: Call): Promise<Subscription>;
  /** Remove a subscription: what is pending for it is skipped. `DELETE /v1/tenants/{tenant}/subscriptions/{subscription}` */
  removeSubscription(tenant: string, subscription: string, call?: Call): Promise<undefined>;
  /** Pause a subscription: events are kept for it and not attempted. `POST /v1/tenants/{tenant}/subscriptions/{subscription}/pause` */
  pauseSubscription(tenant: string, subscription: string, call?: Call): Promise<Subscription>;
  /** Resume a paused subscription: it goes on where it stopped. `POST /v1/tenants/{tenant}/subscriptions/{subscription}/resume` */
  resumeSubscription(tenant: string, subscription: string, call?: Call): Promise<Subscription>;
  /** Enable a subscription that was disabled: it goes on where it stopped. `POST /v1/tenants/{tenant}/subscriptions/{subscription}/enable` */
  enableSubscription(tenant: string, subscription: string, call?: Call): Promise<Subscription>;
  /** Send the catalogue's sample of an event type to the endpoint and tell what came back. `POST /v1/tenants/{tenant}/subscriptions/{subscription}/test` */
  testSubscription(tenant: string, subscription: string, body?: TestDraft, call?: Call): Promise<TestAttempt>;
  /** Give a subscription a new signing secret, shown this once: both sign while they overlap. `POST /v1/tenants/{tenant}/subscriptions/{subscription}/rotate-secret` */
  rotateSecret(tenant: string, subscription: string, body?: RotationDraft, call?: Call): Promise<RotatedSecret>;
  /** Tell whether a subscription, saved or drafted, would get an event, and why. Nothing is saved or sent. `POST /v1/tenants/{tenant}/subscriptions/match` */
  matchSubscription(tenant: string, body: MatchDraft, call?: Call): Promise<Match>;
  /** List a tenant's events, newest first. A page may be shorter than its limit and still have a next one. `GET /v1/tenants/{tenant}/events` */
  listEvents(tenant: string, query?: ListEventsQuery, call?: Call): Listing<Event>;
  /** Show an event with its payload, its deliveries, and why other subscriptions do not have it. `GET /v1/tenants/{tenant}/events/{event}` */
  showEvent(tenant: string, event: string, call?: Call): Promise<EventWithDeliveries>;
  /** List a tenant's deliveries, newest first. A page may be shorter than its limit and still have a next one. `GET /v1/tenants/{tenant}/deliveries` */
  listDeliveries(tenant: string, query?: ListDeliveriesQuery, call?: Call): Listing<Delivery>;
  /** Show a delivery with its attempts. `GET /v1/tenants/{tenant}/deliveries/{delivery}` */
  showDelivery(tenant: string, delivery: string, call?: Call): Promise<DeliveryWithAttempts>;
  /** Attempt a delivery now that waits for its retry, or has failed, or was skipped. `POST /v1/tenants/{tenant}/deliveries/{delivery}/retry` */
  retryDelivery(tenant: string, delivery: string, call?: Call): Promise<Delivery>;
  /** Give a delivery up that is not settled: its lane flows on. `POST /v1/tenants/{tenant}/deliveries/{delivery}/skip` */
  skipDelivery(tenant: string, delivery: string, call?: Call): Promise<Delivery>;
  /** Send an event again, to every enabled subscription that has it or to one that asks for it. `POST /v1/tenants/{tenant}/events/{event}/redeliver` */
  redeliverEvent(tenant: string, event: string, body?: RedeliverDraft, call?: Call): Promise<Redelivered>;
  /** Send a range of recorded events again, in stream order and behind live events; or only count it. `POST /v1/tenants/{tenant}/subscriptions/{subscription}/replays` */
  createReplay(tenant: string, subscription: string, body: ReplayDraft, call?: Call): Promise<StartedReplay>;
  /** List a subscription's replays, newest first. `GET /v1/tenants/{tenant}/subscriptions/{subscription}/replays` */
  listReplays(tenant: string, subscription: string, query?: ListReplaysQuery, call?: Call): Listing<Replay>;
  /** Show a replay and how far it has come. `GET /v1/tenants/{tenant}/subscriptions/{subscription}/replays/{replay}` */
  showReplay(tenant: string, subscription: string, replay: string, call?: Call): Promise<Replay>;
  /** Cancel a replay: what it has not settled becomes what it was. `DELETE /v1/tenants/{tenant}/subscriptions/{subscription}/replays/{replay}` */
  cancelReplay(tenant: string, subscription: string, replay: string, call?: Call): Promise<Replay>;
  /** List a tenant's streams, newest activity first. A page may be shorter than its limit and still have a next one. `GET /v1/tenants/{tenant}/streams` */
  listStreams(tenant: string, query?: ListStreamsQuery, call?: Call): Listing<Stream>;
  /** Show a stream's events in order, and its lanes with what each of them waits for and until when. `GET /v1/tenants/{tenant}/streams/{stream}` */
  showStream(tenant: string, stream: string, query?: ShowStreamQuery, call?: Call): Promise<StreamWithLanes>;
  /** Show what became of a subscription's deliveries over time, in contiguous buckets. `GET /v1/tenants/{tenant}/subscriptions/{subscription}/stats` */
  showSubscriptionStatistics(tenant: string, subscription: string, query?: ShowSubscriptionStatisticsQuery, call?: Call): Promise<SubscriptionStatistics>;
  /** Show what came in for a tenant and what became of it over time, by category, and how it stands now. `GET /v1/tenants/{tenant}/stats` */
  showTenantStatistics(tenant: string, query?: ShowTenantStatisticsQuery, call?: Call): Promise<TenantStatistics>;
  /** Create a source: a URL for one provider workspace. `POST /v1/sources` */
  createSource(body: SourceDraft, call?: Call): Promise<Source>;
  /** List the sources, newest first. `GET /v1/sources` */
  listSources(query?: ListSourcesQuery, call?: Call): Listing<Source>;
  /** Show a source. `GET /v1/sources/{source}` */
  showSource(source: string, call?: Call): Promise<Source>;
  /** Change a source: absent = unchanged, null = back to the default. In force everywhere within 10 s. `PATCH /v1/sources/{source}` */
  changeSource(source: string, body: SourcePatch, call?: Call): Promise<Source>;
  /** Remove a source: its URL is unknown from then on. `DELETE /v1/sources/{source}` */
  removeSource(source: string, call?: Call): Promise<undefined>;
  /** Add a secret to a source: the older ones go on verifying unless they are told to expire. `POST /v1/sources/{source}/secrets` */
  addSourceSecret(source: string, body: SourceSecretDraft, call?: Call): Promise<SourceSecret>;
  /** Remove a secret; the last one that verifies stays. `DELETE /v1/sources/{source}/secrets/{secret}` */
  removeSourceSecret(source: string, secret: string, call?: Call): Promise<undefined>;
  /** List what a source has refused lately and why, newest first. `GET /v1/sources/{source}/rejections` */
  listRejections(source: string, query?: ListRejectionsQuery, call?: Call): Listing<Rejection>;
  /** List the verified events that no tenant was found for, newest first. `GET /v1/unrouted` */
  listUnrouted(query?: ListUnroutedQuery, call?: Call): Listing<UnroutedEvent>;
  /** Give an unrouted event to a tenant, and with it the later events of its stream. `POST /v1/unrouted/{event}/assign` */
  assignUnrouted(event: string, body: AssignDraft, call?: Call): Promise<AssignedEvent>;
  /** List the event types that the catalogue knows, each with a sample. `GET /v1/event-types` */
  listEventTypes(query?: ListEventTypesQuery, call?: Call): Listing<EventType>;
  /** List the categories of event types. `GET /v1/categories` */
  listCategories(query?: ListCategoriesQuery, call?: Call): Listing<Category>;
  /** Make a one-time link to the tenant's pages in the portal. `POST /v1/tenants/{tenant}/portal-links` */
  createPortalLink(tenant: string, body: PortalLinkDraft, call?: Call): Promise<PortalLink>;
  /** Show how the router as a whole stands: what is open, how old, open breakers, the record's lag. `GET /v1/system` */
  showSystem(call?: Call): Promise<System>;
  /** List the coordinators with what each of them last told of itself. `GET /v1/system/coordinators` */
  listCoordinators(query?: ListCoordinatorsQuery, call?: Call): Listing<Coordinator>;
}

/** How each operation is sent. */
export const OPERATIONS = {
  createTenant: { method: "POST", path: "/v1/tenants", hasBody: true, hasQuery: false, isList: false },
  listTenants: { method: "GET", path: "/v1/tenants", hasBody: false, hasQuery: true, isList: true },
  showTenant: { method: "GET", path: "/v1/tenants/{tenant}", hasBody: false, hasQuery: false, isList: false },
  changeTenant: { method: "PATCH", path: "/v1/tenants/{tenant}", hasBody: true, hasQuery: false, isList: false },
  removeTenant: { method: "DELETE", path: "/v1/tenants/{tenant}", hasBody: false, hasQuery: false, isList: false },
  listErasures: { method: "GET", path: "/v1/erasures", hasBody: false, hasQuery: true, isList: true },
  createKey: { method: "POST", path: "/v1/tenants/{tenant}/keys", hasBody: true, hasQuery: false, isList: false },
  listKeys: { method: "GET", path: "/v1/tenants/{tenant}/keys", hasBody: false, hasQuery: true, isList: true },
  revokeKey: { method: "DELETE", path: "/v1/tenants/{tenant}/keys/{key}", hasBody: false, hasQuery: false, isList: false },
  createSubscription: { method: "POST", path: "/v1/tenants/{tenant}/subscriptions", hasBody: true, hasQuery: false, isList: false },
  listSubscriptions: { method: "GET", path: "/v1/tenants/{tenant}/subscriptions", hasBody: false, hasQuery: true, isList: true },
  showSubscription: { method: "GET", path: "/v1/tenants/{tenant}/subscriptions/{subscription}", hasBody: false, hasQuery: false, isList: false },
  changeSubscription: { method: "PATCH", path: "/v1/tenants/{tenant}/subscriptions/{subscription}", hasBody: true, hasQuery: false, isList: false },
  removeSubscription: { method: "DELETE", path: "/v1/tenants/{tenant}/subscriptions/{subscription}", hasBody: false, hasQuery: false, isList: false },
  pauseSubscription: { method: "POST", path: "/v1/tenants/{tenant}/subscriptions/{subscription}/pause", hasBody: false, hasQuery: false, isList: false },
  resumeSubscription: { method: "POST", path: "/v1/tenants/{tenant}/subscriptions/{subscription}/resume", hasBody: false, hasQuery: false, isList: false },
  enableSubscription: { method: "POST", path: "/v1/tenants/{tenant}/subscriptions/{subscription}/enable", hasBody: false, hasQuery: false, isList: false },
  testSubscription: { method: "POST", path: "/v1/tenants/{tenant}/subscriptions/{subscription}/test", hasBody: true, hasQuery: false, isList: false },
  rotateSecret: { method: "POST", path: "/v1/tenants/{tenant}/subscriptions/{subscription}/rotate-secret", hasBody: true, hasQuery: false, isList: false },
  matchSubscription: { method: "POST", path: "/v1/tenants/{tenant}/subscriptions/match", hasBody: true, hasQuery: false, isList: false },
  listEvents: { method: "GET", path: "/v1/tenants/{tenant}/events", hasBody: false, hasQuery: true, isList: true },
  showEvent: { method: "GET", path: "/v1/tenants/{tenant}/events/{event}", hasBody: false, hasQuery: false, isList: false },
  listDeliveries: { method: "GET", path: "/v1/tenants/{tenant}/deliveries", hasBody: false, hasQuery: true, isList: true },
  showDelivery: { method: "GET", path: "/v1/tenants/{tenant}/deliveries/{delivery}", hasBody: false, hasQuery: false, isList: false },
  retryDelivery: { method: "POST", path: "/v1/tenants/{tenant}/deliveries/{delivery}/retry", hasBody: false, hasQuery: false, isList: false },
  skipDelivery: { method: "POST", path: "/v1/tenants/{tenant}/deliveries/{delivery}/skip", hasBody: false, hasQuery: false, isList: false },
  redeliverEvent: { method: "POST", path: "/v1/tenants/{tenant}/events/{event}/redeliver", hasBody: true, hasQuery: false, isList: false },
  createReplay: { method: "POST", path: "/v1/tenants/{tenant}/subscriptions/{subscription}/replays", hasBody: true, hasQuery: false, isList: false },
  listReplays: { method: "GET", path: "/v1/tenants/{tenant}/subscriptions/{subscription}/replays", hasBody: false, hasQuery: true, isList: true },
  showReplay: { method: "GET", path: "/v1/tenants/{tenant}/subscriptions/{subscription}/replays/{replay}", hasBody: false, hasQuery: false, isList: false },
  cancelReplay: { method: "DELETE", path: "/v1/tenants/{tenant}/subscriptions/{subscription}/replays/{replay}", hasBody: false, hasQuery: false, isList: false },
  listStreams: { method: "GET", path: "/v1/tenants/{tenant}/streams", hasBody: false, hasQuery: true, isList: true },
  showStream: { method: "GET", path: "/v1/tenants/{tenant}/streams/{stream}", hasBody: false, hasQuery: true, isList: false },
  showSubscriptionStatistics: { method: "GET", path: "/v1/tenants/{tenant}/subscriptions/{subscription}/stats", hasBody: false, hasQuery: true, isList: false },
  showTenantStatistics: { method: "GET", path: "/v1/tenants/{tenant}/stats", hasBody: false, hasQuery: true, isList: false },
  createSource: { method: "POST", path: "/v1/sources", hasBody: true, hasQuery: false, isList: false },
  listSources: { method: "GET", path: "/v1/sources", hasBody: false, hasQuery: true, isList: true },
  showSource: { method: "GET", path: "/v1/sources/{source}", hasBody: false, hasQuery: false, isList: false },
  changeSource: { method: "PATCH", path: "/v1/sources/{source}", hasBody: true, hasQuery: false, isList: false },
  removeSource: { method: "DELETE", path: "/v1/sources/{source}", hasBody: false, hasQuery: false, isList: false },
  addSourceSecret: { method: "POST", path: "/v1/sources/{source}/secrets", hasBody: true, hasQuery: false, isList: false },
  removeSourceSecret: { method: "DELETE", path: "/v1/sources/{source}/secrets/{secret}", hasBody: false, hasQuery: false, isList: false },
  listRejections: { method: "GET", path: "/v1/sources/{source}/rejections", hasBody: false, hasQuery: true, isList: true },
  listUnrouted: { method: "GET", path: "/v1/unrouted", hasBody: false, hasQuery: true, isList: true },
  assignUnrouted: { method: "POST", path: "/v1/unrouted/{event}/assign", hasBody: true, hasQuery: false, isList: false },
  listEventTypes: { method: "GET", path: "/v1/event-types", hasBody: false, hasQuery: true, isList: true },
  listCategories: { method: "GET", path: "/v1/categories", hasBody: false, hasQuery: true, isList: true },
  createPortalLink: { method: "POST", path: "/v1/tenants/{tenant}/portal-links", hasBody: true, hasQuery: false, isList: false },
  showSystem: { method: "GET", path: "/v1/system", hasBody: false, hasQuery: false, isList: false },
  listCoordinators: { method: "GET", path: "/v1/system/coordinators", hasBody: false, hasQuery: true, isList: true },
} as const satisfies Record<keyof Operations, Operation>;
