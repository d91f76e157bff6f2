import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { findChromium, openBrowser } from "./browser.ts";
import { type Manner, type Visit, visit } from "./portal-visit.ts";
import { useProduct, type Ground } from "./use-product.ts";

/** A product and a browser for all tests of a file. */
export interface PortalGround extends Ground {
  /** Whether there is a browser. */
  isThere: boolean;
  /** A window for one test. The test fails where the window did something that no page may do. */
  visit(manner?: Manner): Promise<Visit>;
}

/** Starts both before the tests of this file. Skips them where there is no browser, but not in CI. */
export function usePortal(): PortalGround {
  const path = findChromium();
  const visits: Visit[] = [];
  let browser: Browser | undefined;
  const ground = useProduct();
  beforeAll(async () => {
    if (path !== undefined) browser = await openBrowser(path);
    else if (process.env["CI"]) throw new Error("There is no Chromium: set CHROMIUM_PATH.");
  });
  beforeEach(({ skip }) => skip(path === undefined, "there is no Chromium: set CHROMIUM_PATH"));
  afterEach(async () => {
    const ended = visits.splice(0);
    await Promise.all(ended.map(({ context }) => context.close()));
    const objections = ended.flatMap((one) => one.takeObjections());
    if (objections.length > 0) throw new Error(`The browser objects:\n${objections.join("\n")}`);
  });
  afterAll(() => browser?.close());
  return {
    ...ground,
    isThere: path !== undefined,
    async visit(manner) {
      if (!browser) throw new Error("the browser is not running");
      const begun = await visit(browser, ground.product().url, manner);
      visits.push(begun);
      return begun;
    },
  };
}
