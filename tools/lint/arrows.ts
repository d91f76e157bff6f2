/** A module of ours that may be imported. */
export interface Target {
  /** A folder (`platform`), a file (`deliver/sign`) or files by their beginning (`record/projection*`). */
  module: string;
  /** Only `import type`: the importer may know the shape, not call the code. */
  typesOnly?: true;
}

const everything: Target = { module: "*" };

function all(...modules: string[]): Target[] {
  return modules.map((module) => ({ module }));
}

function types(...modules: string[]): Target[] {
  return modules.map((module) => ({ module, typesOnly: true }));
}

/**
 * What the files of a folder under `src` may import from other folders; their own folder is always open.
 * A file that is in no folder is named by itself. What has no row may import nothing of ours.
 */
export const ARROWS: Readonly<Record<string, readonly Target[]>> = {
  platform: [],
  // Hooklane's own events. A shape that every stage may speak of, so it stands beside the platform.
  operational: [...all("platform"), ...types("coordinate/arrival")],
  catalogue: all("platform"),
  verify: all("platform"),
  match: all("platform", "catalogue"),
  // A configuration is read from D1 in the shape that coordinators and the catalogue define.
  record: [
    ...all("platform", "operational/system-tenant"),
    ...types(
      "catalogue",
      "match/filters",
      "match/parse-filter",
      "match/replay-query",
      "coordinate/subscription",
    ),
  ],
  coordinate: all(
    "platform",
    "operational",
    "catalogue",
    "match",
    "record/projection*",
    "record/record-database*",
    "record/subscriptions*",
    "record/disablement*",
    "record/folded-delivery",
    "record/recorded-events*",
    "record/replay-scan*",
    "record/replay-progress*",
    "record/counts",
    "record/statistics*",
    "record/coordinator-status*",
    "record/report*",
    "record/moves*",
  ),
  deliver: [
    ...all("platform", "coordinate/partition"),
    ...types("coordinate/lease", "coordinate/attempt-error", "coordinate/subscription"),
  ],
  ingest: [
    ...all("platform", "catalogue", "verify", "deliver", "coordinate/partition"),
    ...all("record/ingest-sources*", "record/stream-tenants*", "record/unrouted*", "record/rejection*"),
    ...all("record/ingest-counts*"),
    ...types("coordinate/arrival", "coordinate/lease"),
  ],
  manage: [
    ...all("platform", "operational", "catalogue", "match", "record", "verify/secret-form", "verify/schemes"),
    ...all("coordinate/partition", "deliver/attempt", "deliver/sign", "deliver/safe-url", "deliver/deliver"),
    ...all("deliver/own-headers"),
    ...types(
      "coordinate/arrival",
      "coordinate/attempt-error",
      "coordinate/command",
      "coordinate/lease",
      "coordinate/replays",
      "coordinate/subscription",
    ),
    ...types("coordinate/describe-stream", "coordinate/status"),
  ],
  api: all("manage", "platform", "catalogue", "match/filters.schema"),
  portal: all("manage", "platform", "catalogue", "match/filters.schema"),
  // Libraries for the programs of others: they carry nothing of the router with them.
  client: [],
  receiver: all("platform/bytes"),
  app: [everything],
  scheduled: [everything],
  parts: [everything],
  worker: [everything],
  config: [everything],
};

/** What a file may import beyond its folder's arrows because of what it is. */
export const SUFFIX_ARROWS: Readonly<Record<string, readonly Target[]>> = {
  // A shell that the platform calls gets the raw environment, as the Worker does.
  ".do.ts": all("config"),
};

/** Files that only wire, and who alone may import them, whatever the arrows say. */
export const WIRING: Readonly<Record<string, readonly string[]>> = {
  worker: [],
  app: ["worker"],
  scheduled: ["worker"],
  parts: ["app", "scheduled"],
};
