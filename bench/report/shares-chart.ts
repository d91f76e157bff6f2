import type { RunResult } from "../results.schema.ts";
import { bar, CHART_WIDTH, line, svg, text } from "./svg.ts";
import { targetShareOf } from "./targets.ts";

const TOP = 40;
const ROW = 26;
const BAR = 14;
const LEFT = 96; // room for the longest name of a scenario
const RIGHT = 36; // and for the number behind the longest bar

/** The product's events per second as a share of the floor's, one bar a scenario, targets marked. */
export function sharesChart(runs: readonly RunResult[]): string {
  const shares = runs.flatMap(({ scenario, system, shareOfFloor }) =>
    system === "hooklane" && shareOfFloor !== null ? [{ scenario, share: shareOfFloor }] : [],
  );
  const most = Math.max(1, ...shares.map(({ share }) => share));
  const toX = (share: number) => LEFT + (share / most) * (CHART_WIDTH - LEFT - RIGHT);
  const bottom = TOP + shares.length * ROW;
  const rows = shares.flatMap(({ scenario, share }, index) => {
    const y = TOP + index * ROW + (ROW - BAR) / 2;
    const target = targetShareOf(scenario);
    return [
      text({ x: 0, y: y + BAR - 3 }, scenario),
      bar({ x: LEFT, y }, { width: toX(share) - LEFT, height: BAR }, "hooklane"),
      ...(target === undefined
        ? []
        : [line({ x: toX(target), y: y - 4 }, { x: toX(target), y: y + BAR + 4 }, "mark")]),
      text({ x: Math.max(toX(share), toX(target ?? 0)) + 5, y: y + BAR - 3 }, share.toFixed(2)),
    ];
  });
  return svg("Events per second, share of the floor's", bottom + 20, [
    text({ x: toX(1), y: TOP - 8 }, "floor", { look: "quiet", anchor: "middle" }),
    line({ x: toX(1), y: TOP - 4 }, { x: toX(1), y: bottom }, "grid"),
    ...rows,
    line({ x: LEFT, y: bottom + 6 }, { x: LEFT, y: bottom + 18 }, "mark"),
    text({ x: LEFT + 6, y: bottom + 16 }, "target", { look: "quiet" }),
  ]);
}
