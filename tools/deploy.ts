// `npm run deploy`: D1 migrations, then the upload. Arguments go to wrangler: `npm run deploy -- --env staging`.
import { spawnSync } from "node:child_process";
import { deployCommands } from "./deploy/deploy-commands.ts";

for (const command of deployCommands(process.argv.slice(2))) {
  const { status } = spawnSync(process.execPath, ["tools/wrangler.ts", ...command], { stdio: "inherit" });
  if (status !== 0) {
    process.exitCode = status ?? 1;
    break;
  }
}
