import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { strong } from "./paint.ts";

/** Puts the admin key where its owner can read it, and says how to look around. */
export function showKept(url: string, stateDir: string, adminKey: string): string {
  const path = join(stateDir, "admin-key");
  writeFileSync(path, `${adminKey}\n`, { mode: 0o600 });
  return `  Still running at ${strong(url)}, with its endpoints. The admin key is in
  ${path}

    curl -H "Authorization: Bearer $(cat ${path})" ${url}/v1/tenants/acme/events

  Ctrl-C ends it and removes its state.
`;
}
