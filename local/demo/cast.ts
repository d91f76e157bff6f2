import { failingFirst, OK, type Script } from "../../test/support/receiver.ts";

/** Who plays in the demo: everything that happens follows from these tables. */
export const TENANTS = [
  { uid: "acme", name: "Acme Academy" },
  { uid: "birdsong", name: "Birdsong Live" },
] as const;

export type TenantUid = (typeof TENANTS)[number]["uid"];

export const SOURCES = [
  { uid: "acme-workspace", routing: { tenant: "acme" }, note: "every event belongs to acme" },
  {
    uid: "shared-workspace",
    routing: { pointer: "/data/metadata/tenant" },
    note: "the tenant stands in the event, or in an earlier one of its stream",
  },
] as const;

export type SourceUid = (typeof SOURCES)[number]["uid"];

/** A tenant's server and the subscription that feeds it. */
export interface Endpoint {
  name: string;
  tenant: TenantUid;
  /** As the subscription has it. */
  wants: { categories?: string[]; eventTypes?: string[] };
  /** The same, told independently of the router, to check it by. */
  isFor: (type: string) => boolean;
  signature: "standard" | "fastpix";
  script: Script;
  note: string;
}

/** The stream whose first event the player refuses for a while. */
export const TROUBLED_STREAM = "live:evening-show";
/** Whose stream that is. */
export const TROUBLED_TENANT: TenantUid = "birdsong";
const FAILURES = 3;
const EVERY_MEDIA_AND_TRANSFORM = /^video\.(media|upload)\./;

export const ENDPOINTS: readonly Endpoint[] = [
  {
    name: "acme/cms",
    tenant: "acme",
    wants: { categories: ["media", "transform"] },
    isFor: (type) => EVERY_MEDIA_AND_TRANSFORM.test(type),
    signature: "standard",
    script: () => OK,
    note: "wants media and transform",
  },
  {
    name: "acme/search",
    tenant: "acme",
    wants: { eventTypes: ["video.mediaAI.*", "video.media.ready"] },
    isFor: (type) => type.startsWith("video.mediaAI.") || type === "video.media.ready",
    signature: "fastpix",
    script: () => OK,
    note: "wants video.mediaAI.* and video.media.ready; checks them as FastPix's own",
  },
  {
    name: "birdsong/player",
    tenant: "birdsong",
    wants: {},
    isFor: () => true,
    signature: "standard",
    script: (request, seen) => (isTrouble(request.headers) ? failingFirst(FAILURES)(request, seen) : OK),
    note: `wants everything; refuses the first event of ${TROUBLED_STREAM} ${FAILURES} times`,
  },
];

/** The life of one media or live stream, as the provider tells it. */
export interface Story {
  source: SourceUid;
  tenant: TenantUid;
  of: string;
  types: readonly string[];
}

export const STORIES: readonly Story[] = [
  {
    source: "shared-workspace",
    tenant: "birdsong",
    of: "evening-show",
    types: ["created", "preparing", "connected", "active", "disconnected", "idle"].map(
      (step) => `video.live_stream.${step}`,
    ),
  },
  {
    source: "shared-workspace",
    tenant: "birdsong",
    of: "trailer",
    // The last two carry no metadata: their tenant is known from the events before them.
    types: [
      "video.media.created",
      "video.media.ready",
      "video.media.track.ready",
      "video.mediaAI.moderation.ready",
    ],
  },
  {
    source: "acme-workspace",
    tenant: "acme",
    of: "lecture-4",
    types: [
      "video.media.upload",
      "video.upload.media_created",
      "video.media.ready",
      "video.media.subtitle.generated.ready",
      "video.mediaAI.chapters.ready",
      "video.mediaAI.summary.ready",
    ],
  },
  {
    source: "acme-workspace",
    tenant: "acme",
    of: "lecture-5",
    types: ["video.media.created", "video.media.ready", "video.media.updated", "video.media.deleted"],
  },
  {
    source: "shared-workspace",
    tenant: "acme",
    of: "open-day",
    types: ["video.media.created", "video.media.ready", "video.mediaAI.namedEntities.ready"],
  },
];

function isTrouble(headers: Readonly<Record<string, string>>): boolean {
  return headers["hooklane-stream"] === TROUBLED_STREAM && headers["hooklane-sequence"] === "1";
}
