// `node tools/wrangler.ts dev`: wrangler with the environment of this project, its arguments as they are.
import { spawn } from "node:child_process";
import { OFFLINE_ENVIRONMENT } from "./offline-environment.ts";

const child = spawn("wrangler", process.argv.slice(2), {
  stdio: "inherit",
  env: { ...process.env, ...OFFLINE_ENVIRONMENT },
});
// Ctrl-C reaches the child by the terminal; a SIGTERM to this process has to be handed on.
process.on("SIGTERM", () => child.kill("SIGTERM"));
process.on("SIGINT", () => undefined);
child.on("exit", (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1;
});
