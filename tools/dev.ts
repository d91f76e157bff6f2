// `npm run dev`: D1 migrations for the local databases, then `wrangler dev`. Arguments go to wrangler.
import { readFileSync } from "node:fs";
import { boundDatabases } from "./deploy/bound-databases.schema.ts";
import { devCommands } from "./deploy/deploy-commands.ts";
import { runWrangler } from "./deploy/run-wrangler.ts";

const given = process.argv.slice(2);
process.exitCode = runWrangler(
  devCommands(given, boundDatabases(readFileSync("wrangler.toml", "utf8"), undefined)),
);
