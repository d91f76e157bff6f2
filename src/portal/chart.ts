/** A drawing's own units; the style sheet stretches it over whatever room there is. */
export interface ChartBox {
  width: number;
  height: number;
}

/** One piece of a stacked bar. */
export interface Piece {
  /** Its place among the series, the lowest one first. */
  series: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Of a bar's room, what stays free beside it. */
const GAP = 0.2;
/** Steps that a person reads without counting, within one power of ten. */
const STEPS = [1, 2, 5, 10] as const;

/** The round number at or above all values, at which an axis ends. 1 where there is nothing to show. */
export function axisEnd(values: readonly number[]): number {
  const highest = Math.max(0, ...values);
  if (highest <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = STEPS.find((factor) => factor * power >= highest) ?? 10;
  return step * power;
}

/**
 * Bars that stand beside each other, each a stack. @param stacks the values of each bar, the lowest piece first.
 * @param end where the axis ends. @returns only pieces that can be seen.
 */
export function stackBars(
  stacks: readonly (readonly number[])[],
  { width, height }: ChartBox,
  end: number,
): Piece[] {
  const slot = width / Math.max(1, stacks.length);
  return stacks.flatMap((values, at) => {
    let top = height;
    return values.flatMap((value, series) => {
      const high = (value / end) * height;
      top -= high;
      const piece = {
        series,
        x: rounded((at + GAP / 2) * slot),
        y: rounded(top),
        width: rounded(slot * (1 - GAP)),
        height: rounded(high),
      };
      return piece.height > 0 ? [piece] : [];
    });
  });
}

/**
 * The `d` of a line through points at the middle of their slots; where there is no value the line is broken, and a
 * value between two gaps is a short dash.
 */
export function linePath(
  values: readonly (number | null)[],
  { width, height }: ChartBox,
  end: number,
): string {
  const slot = width / Math.max(1, values.length);
  const parts: string[] = [];
  let isDrawing = false;
  for (const [at, value] of values.entries()) {
    if (value === null) {
      isDrawing = false;
      continue;
    }
    const x = (at + 0.5) * slot;
    const y = rounded(height - (Math.min(value, end) / end) * height);
    const isAlone = !isDrawing && (values[at + 1] ?? null) === null;
    if (isAlone) parts.push(`M${rounded(x - slot / 4)} ${y}H${rounded(x + slot / 4)}`);
    else parts.push(`${isDrawing ? "L" : "M"}${rounded(x)} ${y}`);
    isDrawing = true;
  }
  return parts.join("");
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
