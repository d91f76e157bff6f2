import { checkUrl } from "../../deliver/safe-url.ts";
import { Problem } from "../../platform/problem.ts";
import type { ManageDeps } from "../deps.ts";

/** Refuses a URL that no delivery would be sent to. The guard runs again before every attempt. @throws Problem `invalid` */
export function checkEndpoint(rules: Pick<ManageDeps, "allowPrivate" | "ownHosts">, url: string): void {
  const check = checkUrl(url, rules);
  if (check.ok) return;
  const message = `The URL ${check.why}.`;
  throw new Problem("invalid", message, { errors: [{ pointer: "/url", message }] });
}
