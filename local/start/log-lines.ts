import type { WorkerdStructuredLog } from "miniflare";

const LEVELS: Record<string, string> = {
  log: "info",
  info: "info",
  debug: "debug",
  warn: "warn",
  error: "warn",
};

/**
 * One JSON line for what the runtime reports: the Worker's own lines pass as they are,
 * anything else (an uncaught exception, a word of workerd) is put into the same shape.
 */
export function toLogLine(report: WorkerdStructuredLog): string {
  if (report.message.startsWith('{"at":')) return report.message;
  const at = new Date(report.timestamp).toISOString();
  const level = LEVELS[report.level] ?? "info";
  return JSON.stringify({ at, level, what: "runtime", message: report.message });
}

/** A line of the start script itself, in the shape of the Worker's own. */
export function ownLine(what: string): string {
  return JSON.stringify({ at: new Date().toISOString(), level: "warn", what });
}
