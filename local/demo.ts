import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApi } from "../test/support/api.ts";
import { showKept, tenantsLink } from "./demo/keep.ts";
import { bad, duration, good, strong } from "./demo/paint.ts";
import { setStage } from "./demo/stage.ts";
import { tellStory } from "./demo/story.ts";
import { serve } from "./serve.ts";
import { askedToStop } from "./start/stop-signals.ts";

const HELP = `
  npm run demo               plays a provider, the router and three endpoints on this machine, and checks what came
  npm run demo -- --keep     leaves the router running afterwards, until Ctrl-C

  Exit code 0: everything that the demo claims holds.
`;

type Ending = "all-holds" | "something-does-not-hold" | "interrupted";

/** Plays in a state folder of its own, which is gone afterwards. */
async function demo(): Promise<Ending> {
  const stop = askedToStop().then((): Ending => "interrupted");
  const stateDir = mkdtempSync(join(tmpdir(), "hooklane-demo-"));
  try {
    return await playIn(stateDir, stop);
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
}

async function playIn(stateDir: string, stop: Promise<Ending>): Promise<Ending> {
  const began = performance.now();
  const sinceBegin = () => duration(performance.now() - began);
  const adminKey = randomBytes(24).toString("base64url");
  const encryptionKey = randomBytes(32).toString("base64");
  const options = {
    stateDir,
    port: 0,
    adminKey,
    encryptionKey,
    allowPrivate: true,
    logLevel: "warn",
  } as const;
  const served = await serve({ ...options, log: () => undefined, crons: "by-the-clock" });
  const url = served.url.origin;
  say(`\n  ${strong("Hooklane")} is ready at ${url} after ${sinceBegin()}`);
  const api = createApi(url, adminKey);
  const play = async (): Promise<Ending> => {
    const holds = await tellStory(api, await setStage(api), say);
    say(`\n  ${holds ? good("All of it holds.") : bad("Something does not hold.")} ${sinceBegin()}\n`);
    return holds ? "all-holds" : "something-does-not-hold";
  };
  try {
    const ending = await Promise.race([play(), stop]);
    if (ending !== "interrupted" && process.argv.includes("--keep")) {
      say(showKept(url, { stateDir, adminKey, link: await tenantsLink(api) }));
      await stop;
    }
    return ending;
  } finally {
    await served.stop();
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

if (process.argv.includes("--help") || process.argv.includes("-h")) {
  say(HELP);
  process.exit(0);
}

try {
  process.exit((await demo()) === "all-holds" ? 0 : 1);
} catch (error) {
  process.stderr.write(`\n  The demo stopped: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
