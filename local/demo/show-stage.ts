import { ENDPOINTS, SOURCES, TENANTS } from "./cast.ts";
import { endpoint, heading, quiet } from "./paint.ts";

const NAME_WIDTH = 18;

/** Who plays, as a table. */
export function showStage(): string {
  const tenants = TENANTS.map(({ uid, name }) => row("tenant", uid, name));
  const sources = SOURCES.map(({ uid, note }) => row("source", uid, note));
  const endpoints = ENDPOINTS.map(({ name, note }) => row("endpoint", name, note));
  return [heading("Who plays", "made through the API"), ...tenants, ...sources, ...endpoints].join("\n");
}

function row(kind: string, name: string, note: string): string {
  return `    ${quiet(kind.padEnd(10))}${endpoint(name.padEnd(NAME_WIDTH))}${note}`;
}
