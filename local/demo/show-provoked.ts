import { good, heading, quiet } from "./paint.ts";
import type { Provoked } from "./provoke.ts";

/** What the router made of the things that go wrong every day. */
export function showProvoked({ again, forged }: Provoked): string {
  const rows = [
    ["sent again", "202", `duplicate: ${again.isDuplicate}, the first one's id`],
    ["forged", String(forged.status), String(forged.code)],
  ];
  const lines = rows.map(
    ([name = "", status = "", note = ""]) => `    ${quiet(name.padEnd(12))}${good(status)}  ${note}`,
  );
  return [heading("What goes wrong every day"), ...lines].join("\n");
}
