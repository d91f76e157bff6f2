import { isPortalLinkOpen, type PortalLink, takePortalLink } from "../../record/portal-links.sql.ts";
import type { ManageDeps } from "../deps.ts";
import { digestOf } from "./create-portal-link.ts";

type UseDeps = Pick<ManageDeps, "db" | "clock">;

/** Whether a link can still be used. Opening the page does not use it up: mail programs look at links as well. */
export async function isLinkOpen(deps: UseDeps, token: string): Promise<boolean> {
  return isPortalLinkOpen(deps.db, await digestOf(token), deps.clock.now());
}

/** Uses a link up. @returns null where it is unknown, used or over. */
export async function useLink(deps: UseDeps, token: string): Promise<PortalLink | null> {
  return takePortalLink(deps.db, await digestOf(token), deps.clock.now());
}
