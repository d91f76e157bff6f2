import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import * as z from "zod";

/** The parts of wrangler.toml that a start on one machine needs. What is not named here only matters to a deploy. */
const WranglerConfig = z.object({
  name: z.string(),
  main: z.string(),
  compatibility_date: z.string(),
  compatibility_flags: z.array(z.string()).default([]),
  vars: z.record(z.string(), z.string()).default({}),
  secrets: z.object({ required: z.array(z.string()) }),
  d1_databases: z.array(
    z.object({ binding: z.string(), database_name: z.string(), migrations_dir: z.string() }),
  ),
  durable_objects: z.object({
    bindings: z.array(z.object({ name: z.string(), class_name: z.string() })),
  }),
  exports: z.record(
    z.string(),
    z.object({ type: z.literal("durable-object"), storage: z.literal("sqlite") }),
  ),
  ratelimits: z
    .array(
      z.object({
        name: z.string(),
        namespace_id: z.string(),
        simple: z.object({ limit: z.number(), period: z.union([z.literal(10), z.literal(60)]) }),
      }),
    )
    .default([]),
  triggers: z.object({ crons: z.array(z.string()) }).default({ crons: [] }),
});

export type WranglerConfig = z.infer<typeof WranglerConfig>;

/**
 * Reads wrangler.toml, so that bindings, dates, flags and crons are stated once for the edge and for one machine.
 * Wrangler's own reader does the same, but loading it takes a second, most of the whole start.
 */
export function readWranglerConfig(path: string): WranglerConfig {
  return WranglerConfig.parse(parse(readFileSync(path, "utf8")));
}
