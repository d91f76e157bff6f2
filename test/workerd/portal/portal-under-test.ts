import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { portalRoutes } from "../../../src/portal/portal.routes.tsx";
import type { PortalDeps } from "../../../src/portal/portal-deps.ts";
import { apiUnderTest, ORIGIN } from "../api/api-under-test.ts";

/** A page as a browser gets it. */
export interface Shown {
  status: number;
  headers: Headers;
  text: string;
}

/** The portal, and the API that makes what it shows, over one database and with one clock. */
export function portalUnderTest(own: Partial<PortalDeps> = {}) {
  const api = apiUnderTest(own.records && { records: own.records });
  const portal = portalRoutes({ ...api.deps, frameOrigins: [], ...own });

  async function ask(path: string, init: RequestInit = {}): Promise<Shown> {
    const context = createExecutionContext();
    const request = new Request(new URL(path, ORIGIN), { redirect: "manual", ...init });
    const response = await portal.fetch(request, env, context);
    const text = await response.text();
    await waitOnExecutionContext(context);
    return { status: response.status, headers: response.headers, text };
  }

  /** A browser: keeps the cookie that it is given, sends forms from our own pages. */
  function browser() {
    let cookie: string | undefined;
    const keep = (shown: Shown) => {
      const set = shown.headers.get("set-cookie");
      if (set !== null) cookie = /^[^;]+/.exec(set)?.[0];
      return shown;
    };
    const carried = (): Record<string, string> => (cookie === undefined ? {} : { cookie });
    return {
      get: async (path: string) => keep(await ask(path, { headers: carried() })),
      post: async (path: string, fields: Record<string, string> = {}, origin: string = ORIGIN) =>
        keep(
          await ask(path, {
            method: "POST",
            headers: { ...carried(), origin },
            body: new URLSearchParams(fields),
          }),
        ),
    };
  }

  async function signedIn(key: string = env.ADMIN_KEY) {
    const somebody = browser();
    await somebody.post("/portal/sign-in", { key });
    return somebody;
  }

  return { api, ask, browser, signedIn };
}

/** A one-time link, made through the API. @returns its path. */
export async function newLink(
  { post }: Pick<ReturnType<typeof apiUnderTest>, "post">,
  tenant: string,
  draft: { role: "manage" | "read"; expiresInSeconds?: number } = { role: "manage" },
): Promise<string> {
  const { json } = await post(`/v1/tenants/${tenant}/portal-links`, draft);
  return new URL(String(json["url"])).pathname;
}
