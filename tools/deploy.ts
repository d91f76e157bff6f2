// `npm run deploy`: D1 migrations, then the upload. Arguments go to wrangler: `npm run deploy -- --env staging`.
import { readFileSync } from "node:fs";
import { boundDatabases } from "./deploy/bound-databases.schema.ts";
import { deployCommands, environmentOf } from "./deploy/deploy-commands.ts";
import { runWrangler } from "./deploy/run-wrangler.ts";

const given = process.argv.slice(2);
process.exitCode = runWrangler(
  deployCommands(given, boundDatabases(readFileSync("wrangler.toml", "utf8"), environmentOf(given))),
);
