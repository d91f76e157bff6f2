import type { Profiled } from "./profiles.schema.ts";

/** Below this nothing is worth a row. */
const LEAST_SHARE = 0.004;

/** Profiles side by side: microseconds of an event's CPU, stage by stage, as Markdown. */
export function profileTable(profiles: readonly Profiled[]): string {
  const worth = profiles.flatMap(({ stages }) =>
    stages.filter(({ share }) => share >= LEAST_SHARE).map(({ stage }) => stage),
  );
  const usOf = (profile: Profiled, stage: string) =>
    (profile.stages.find((one) => one.stage === stage)?.share ?? 0) * profile.cpuUsPerEvent;
  const [last] = profiles.slice(-1);
  const stages = [...new Set(worth)].toSorted((a, b) => (last ? usOf(last, b) - usOf(last, a) : 0));
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    row(["us per event", ...profiles.map(({ label }) => label)]),
    row(["---", ...profiles.map(() => "---:")]),
    ...stages.map((stage) => row([stage, ...profiles.map((profile) => usOf(profile, stage).toFixed(0))])),
    row(["**all of workerd**", ...profiles.map(({ cpuUsPerEvent }) => `**${cpuUsPerEvent.toFixed(0)}**`)]),
  ].join("\n");
}
