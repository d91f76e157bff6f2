/** What each field of a cron expression counts, and its range. Days of the week: 1 = Sunday, as Cloudflare has it. */
const FIELDS = [
  { from: 0, to: 59, of: (at: Date) => at.getUTCMinutes() },
  { from: 0, to: 23, of: (at: Date) => at.getUTCHours() },
  { from: 1, to: 31, of: (at: Date) => at.getUTCDate() },
  { from: 1, to: 12, of: (at: Date) => at.getUTCMonth() + 1 },
  { from: 1, to: 7, of: (at: Date) => at.getUTCDay() + 1 },
] as const;

/**
 * Whether a cron expression is due in the minute of `at` (UTC). Knows numbers, lists, ranges, steps and `*`.
 * @throws Error for anything else, so that an expression that would never fire is noticed at the start
 */
export function isDue(cron: string, at: Date): boolean {
  const parts = cron.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) throw new Error(`"${cron}" is not a cron expression of five fields`);
  const met = FIELDS.map((field, i) => matches(parts[i] ?? "", field, field.of(at)));
  return met.every(Boolean);
}

function matches(text: string, field: { from: number; to: number }, value: number): boolean {
  const met = text.split(",").map((item) => {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(item);
    if (!match) throw new Error(`"${text}" in a cron expression is neither a number, a range, a step nor *`);
    const first = Number(match[1] ?? field.from);
    const last = Number(match[2] ?? (match[1] === undefined ? field.to : first));
    return value >= first && value <= last && (value - first) % Number(match[3] ?? 1) === 0;
  });
  return met.some(Boolean);
}
