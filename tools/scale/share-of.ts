import { count } from "../cost/money.ts";

/** How much of a limit is used: a percentage, and beyond the limit how many times as much. */
export function share(used: number): string {
  if (used >= 10) return `${count(used)} x over`;
  if (used > 1) return `${used.toFixed(1)} x over`;
  return `${(used * 100).toFixed(used < 0.1 ? 1 : 0)} %`;
}
