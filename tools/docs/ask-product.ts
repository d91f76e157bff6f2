import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { serve } from "../../local/serve.ts";
import { OpenApiDocument } from "./openapi.schema.ts";
import type { Defaults } from "./settings-table.ts";

const Answer = z.record(z.string(), z.unknown());

/** What the running product says about itself. */
export interface SelfPortrait {
  /** Its OpenAPI document, whole and as it came. */
  document: unknown;
  openapi: OpenApiDocument;
  /** What it makes of the shortest possible tenant, source and subscription. */
  tenant: Defaults;
  source: Defaults;
  subscription: Defaults;
}

/** Starts the product on a folder of its own, asks it, and ends it. */
export async function askProduct(): Promise<SelfPortrait> {
  const stateDir = mkdtempSync(join(tmpdir(), "hooklane-docs-"));
  const adminKey = randomBytes(24).toString("hex");
  const served = await serve({
    stateDir,
    port: 0,
    adminKey,
    encryptionKey: randomBytes(32).toString("base64"),
    allowPrivate: false,
    logLevel: "silent",
    log: () => undefined,
    crons: "by-hand",
  });
  const post = async (path: string, draft: object): Promise<Defaults> => {
    const response = await fetch(new URL(path, served.url), {
      method: "POST",
      headers: { authorization: `Bearer ${adminKey}`, "content-type": "application/json" },
      body: JSON.stringify(draft),
    });
    return Answer.parse(await response.json());
  };
  try {
    const response = await fetch(new URL("/openapi.json", served.url));
    const document: unknown = await response.json();
    const tenant = await post("/v1/tenants", { name: "docs" });
    const path = `/v1/tenants/${String(tenant["id"])}/subscriptions`;
    return {
      document,
      openapi: OpenApiDocument.parse(document),
      tenant,
      source: await post("/v1/sources", {
        name: "docs",
        provider: "fastpix",
        routing: { tenant: tenant["id"] },
      }),
      subscription: await post(path, { url: "https://example.com/" }),
    };
  } finally {
    await served.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
}
