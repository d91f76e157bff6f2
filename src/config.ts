import * as z from "zod";
import { DIRECTORY_BINDING, RecordDatabases } from "./record/record-databases.ts";

const ENCRYPTION_KEY_FORM = z.base64(
  "must be base64 of 32 random bytes: `openssl rand -base64 32` makes one",
);

const BINDING_NAMES = z
  .string()
  .regex(
    /^\s*(\w+(\s*,\s*\w+)*)?\s*$/,
    "must be names of D1 bindings, separated by commas: RECORD_1,RECORD_2",
  )
  .default("");

const configSchema = z.object({
  ADMIN_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "must be printable ASCII without spaces: `openssl rand -hex 32` makes one"),
  ENCRYPTION_KEY: ENCRYPTION_KEY_FORM,
  ENCRYPTION_KEY_OLD: ENCRYPTION_KEY_FORM.or(z.literal("")).optional(),
  PUBLIC_HOSTS: z
    .string()
    .regex(/^[A-Za-z0-9.,\s-]*$/, "must be host names, separated by commas: hooks.example.com")
    .default(""),
  ALLOW_PRIVATE_ENDPOINTS: z.enum(["true", "false"]).default("false"),
  PORTAL_FRAME_ORIGINS: z
    .string()
    .regex(
      /^(https:\/\/[^\s,;'"/]+( https:\/\/[^\s,;'"/]+)*)?$/,
      "must be https origins with a space between them",
    )
    .default(""),
  RECORD_DATABASES: BINDING_NAMES,
  NEW_TENANTS_IN: BINDING_NAMES,
  LOG_LEVEL: z.enum(["debug", "info", "warn", "silent"]).default("info"),
});

declare global {
  /** Beside the bindings of wrangler.toml. */
  interface Env {
    /** The way out, bound by a start on one machine only: for a look at connections that failed. */
    NETWORK?: Fetcher;
  }
}

/** What the operator has set, parsed once per isolate. */
export interface Config {
  adminKey: string;
  /** base64 of 32 bytes. */
  encryptionKey: string;
  /** base64 of the 32 bytes that secrets were sealed with before; opens them until all are sealed anew. */
  encryptionKeyOld?: string | undefined;
  /** Host names under which this deployment is reached, lower case: no endpoint may be one. */
  publicHosts: readonly string[];
  /** Local development only: http and loopback endpoints are let through. */
  allowPrivateEndpoints: boolean;
  /** Origins whose pages may show the portal in a frame. */
  portalFrameOrigins: readonly string[];
  logLevel: "debug" | "info" | "warn" | "silent";
  /** Where tenants' records are, and where those of new tenants go. */
  records: RecordDatabases;
}

let parsed: { env: Env; config: Config } | undefined;

/** @throws Error that names each wrong setting and what to do, never its value. */
export function readConfig(env: Env): Config {
  if (parsed?.env !== env) parsed = { env, config: parse(env) };
  return parsed.config;
}

/** Whether a request came to this machine itself: the only place where private endpoints may be allowed. */
export function isLocalHost(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function parse(env: Env): Config {
  const result = configSchema.safeParse(env);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new Error(`misconfigured: ${problems.join("; ")}`);
  }
  const { data } = result;
  return {
    adminKey: data.ADMIN_KEY,
    encryptionKey: data.ENCRYPTION_KEY,
    encryptionKeyOld: data.ENCRYPTION_KEY_OLD || undefined,
    publicHosts: hostsOf(data.PUBLIC_HOSTS),
    allowPrivateEndpoints: data.ALLOW_PRIVATE_ENDPOINTS === "true",
    portalFrameOrigins: data.PORTAL_FRAME_ORIGINS.split(" ").filter((origin) => origin !== ""),
    logLevel: data.LOG_LEVEL,
    records: findDatabases(env, namesOf(data.RECORD_DATABASES), namesOf(data.NEW_TENANTS_IN)),
  };
}

/** @param newIn names over which new tenants are spread; none = over `names`. @throws Error that says what to do */
function findDatabases(env: Env, names: readonly string[], newIn: readonly string[]): RecordDatabases {
  const found = names.map((name): [string, D1Database] => {
    const binding: unknown = Reflect.get(env, name);
    if (name !== DIRECTORY_BINDING && isDatabase(binding)) return [name, binding];
    throw new Error(
      `misconfigured: RECORD_DATABASES names ${name}, which is no database beside ${DIRECTORY_BINDING}: ` +
        `bind one to this name ([[d1_databases]] in wrangler.toml), or take the name out`,
    );
  });
  const unknown = newIn.find((name) => name !== DIRECTORY_BINDING && !names.includes(name));
  if (unknown === undefined)
    return new RecordDatabases(env.DB, new Map(found), newIn.length === 0 ? names : newIn);
  throw new Error(
    `misconfigured: NEW_TENANTS_IN names ${unknown}, which is not in RECORD_DATABASES: add it there, or take it out`,
  );
}

function isDatabase(binding: unknown): binding is D1Database {
  return typeof binding === "object" && binding !== null && "prepare" in binding && "batch" in binding;
}

function hostsOf(text: string): string[] {
  return namesOf(text.toLowerCase());
}

function namesOf(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}
