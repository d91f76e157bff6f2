import { USUAL } from "./usual.ts";
import { naivePrice, priceApart } from "./estimate.ts";
import type { Measured } from "./measured.schema.ts";
import { dollars } from "./money.ts";
import { FAN_OUTS } from "./measured-runs.ts";

const WIDTH = 640;
const LABEL_WIDTH = 170;
const BAR_HEIGHT = 22;
const ROW_HEIGHT = 30;
const GROUP_GAP = 14;
const VALUE_WIDTH = 70;

/** Two bars for each fan-out: Hooklane and the naive design, dollars per million events. Follows the reader's light or dark. */
export function costChart(measured: Measured): string {
  const groups = FAN_OUTS.map((fanOut) => ({
    fanOut,
    bars: [
      { who: "Hooklane", kind: "own", price: priceApart(measured, { shape: USUAL, fanOut }) },
      { who: "naive", kind: "other", price: naivePrice(measured, { shape: USUAL, fanOut }) },
    ],
  }));
  const most = groups.flatMap(({ bars }) => bars).reduce((max, { price }) => Math.max(max, price), 0);
  const perDollar = (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / most;
  const groupHeight = 2 * ROW_HEIGHT + GROUP_GAP;
  const rows = groups.flatMap(({ fanOut, bars }, group) =>
    bars.map(({ who, kind, price }, bar) => {
      const y = GROUP_GAP + group * groupHeight + bar * ROW_HEIGHT;
      const width = Math.max(1, price * perDollar).toFixed(1);
      const end = (LABEL_WIDTH + price * perDollar + 8).toFixed(1);
      const text = y + BAR_HEIGHT - 6;
      return [
        `<text x="0" y="${text}">fan-out ${fanOut}, ${who}</text>`,
        `<rect class="${kind}" x="${LABEL_WIDTH}" y="${y}" width="${width}" height="${BAR_HEIGHT}" rx="3"/>`,
        `<text x="${end}" y="${text}">${dollars(price)}</text>`,
      ].join("\n");
    }),
  );
  const height = GROUP_GAP + groups.length * groupHeight;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="Dollars per million events">`,
    "<style>",
    "text { font: 14px system-ui, sans-serif; fill: #1f2328 } .own { fill: #0969da } .other { fill: #8c959f }",
    "@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .own { fill: #4493f8 } .other { fill: #6e7681 } }",
    "</style>",
    ...rows,
    "</svg>",
    "",
  ].join("\n");
}
