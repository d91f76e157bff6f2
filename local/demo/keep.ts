import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Api } from "../../test/support/api.ts";
import { TROUBLED_TENANT } from "./cast.ts";
import { strong } from "./paint.ts";

/** What somebody needs who looks around after the demo. */
interface Kept {
  stateDir: string;
  adminKey: string;
  link: string;
}

/** How long the link may wait to be opened: a day, the most there is. */
const LINK_SECONDS = 86_400;

/** A one-time link to the pages of the demo's tenant with the trouble. */
export async function tenantsLink(api: Api): Promise<string> {
  const draft = { role: "manage", expiresInSeconds: LINK_SECONDS };
  const { url } = await api.post<{ url: string }>(`/v1/tenants/${TROUBLED_TENANT}/portal-links`, draft);
  return url;
}

/** Puts the admin key where its owner can read it, and says how to look around. @param link into the portal. */
export function showKept(url: string, { stateDir, adminKey, link }: Kept): string {
  const path = join(stateDir, "admin-key");
  writeFileSync(path, `${adminKey}\n`, { mode: 0o600 });
  return `  Still running at ${strong(url)}, with its endpoints. The admin key is in
  ${path}

  The portal, as a developer of ${TROUBLED_TENANT} sees it (opens once):

    ${link}

  The portal, as the operator sees it: sign in with the admin key at

    ${url}/portal

  The API:

    curl -H "Authorization: Bearer $(cat ${path})" ${url}/v1/tenants/acme/events

  Ctrl-C ends it and removes its state.
`;
}
