// Writes docs/img: every page of the portal with the demo's data, on a desktop in light and on a phone in dark.
// `npm run screenshots -- event subscription` writes only those. Needs a Chromium (CHROMIUM_PATH, else the system's).
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { serve } from "../local/serve.ts";
import { createApi } from "../test/support/api.ts";
import { findChromium, openBrowser } from "../test/support/browser.ts";
import { PORTAL_PAGES, type PortalPage, type PortalThings } from "../test/support/portal-pages.ts";
import { type Manner, SCREENS, takeSession, visit } from "../test/support/portal-visit.ts";
import { setScene, type Photographed } from "./screenshots/set-scene.ts";
import { toPalette } from "./screenshots/to-palette.ts";

const FOLDER = join(import.meta.dirname, "../docs/img");
/** CSS pixels: what is below belongs to a page that somebody scrolls, not to a picture of it. */
const MAX_HEIGHT = { desktop: 1000, phone: 1000 } as const;
/** All pictures together: whoever clones the project loads them. */
const MAX_BYTES = 2 * 1024 * 1024;

const LOOKS = [
  { suffix: "", manner: { scheme: "light", screen: "desktop" } },
  { suffix: "-phone", manner: { scheme: "dark", screen: "phone" } },
] as const;

const chromium = findChromium();
if (chromium === undefined) throw new Error("There is no Chromium: set CHROMIUM_PATH.");
const wanted = process.argv.slice(2);
const pages = PORTAL_PAGES.filter(({ name, status }) =>
  wanted.length === 0 ? status === undefined : wanted.includes(name),
);
await photograph(pages, chromium);
// The demo's endpoints listen as long as the process lives.
process.exit();

async function photograph(shown: readonly PortalPage[], executablePath: string): Promise<void> {
  const stateDir = mkdtempSync(join(tmpdir(), "hooklane-screenshots-"));
  const adminKey = randomBytes(24).toString("base64url");
  const served = await serve({
    stateDir,
    port: 0,
    adminKey,
    encryptionKey: randomBytes(32).toString("base64"),
    allowPrivate: true,
    logLevel: "warn",
    log: (line) => console.error(line),
    crons: "by-the-clock",
  });
  const browser = await openBrowser(executablePath);
  try {
    const scene = await setScene(createApi(served.url.origin, adminKey));
    mkdirSync(FOLDER, { recursive: true });
    for (const page of shown) await take(page, { browser, scene, url: served.url.origin, adminKey });
  } finally {
    await browser.close();
    await served.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
  reportSize();
}

interface Camera {
  browser: Browser;
  scene: Photographed;
  url: string;
  adminKey: string;
}

async function take(shown: PortalPage, camera: Camera): Promise<void> {
  for (const { suffix, manner } of LOOKS) await takeOne(shown, { ...camera, manner, suffix });
}

async function takeOne(
  { name, as, path }: PortalPage,
  { browser, scene, url, adminKey, manner, suffix }: Camera & { manner: Manner; suffix: string },
): Promise<void> {
  const things: PortalThings = scene.things;
  const { page, context } = await visit(browser, url, manner);
  if (as !== "nobody") {
    await takeSession(context, as, { api: scene.api, url, adminKey, tenant: things.tenant });
  }
  await page.goto(path(things));
  const screen = SCREENS[manner.screen ?? "desktop"];
  const whole = Number(await page.evaluate("document.documentElement.scrollHeight"));
  const height = Math.min(Math.max(whole, 320), MAX_HEIGHT[manner.screen ?? "desktop"]);
  await page.setViewportSize({ ...screen, height });
  const picture = toPalette(await page.screenshot());
  writeFileSync(join(FOLDER, `${name}${suffix}.png`), picture);
  await context.close();
}

function reportSize(): void {
  const sizes = readdirSync(FOLDER).map((file) => statSync(join(FOLDER, file)).size);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`${sizes.length} pictures in docs/img, ${(bytes / 1024).toFixed(0)} KiB`);
  if (bytes > MAX_BYTES) {
    console.error(`More than ${MAX_BYTES / 1024} KiB.`);
    process.exitCode = 1;
  }
}
