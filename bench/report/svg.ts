/** Wide enough for a phone held upright; an image grows with its page. */
export const CHART_WIDTH = 360;

/** Shown so much larger where there is room: on a desk the text is then about as large as the page's. */
const SCALE = 1.25;

/** The smallest text that reads on a phone, pixels at `CHART_WIDTH`. */
const TEXT_SIZE = 12;

// Each chart brings its colours along and follows the reader's: it is shown as an image, out of reach of any style.
const STYLE = `
    text { font: ${TEXT_SIZE}px system-ui, sans-serif; fill: #1f2430 }
    .title { font-weight: 600; font-size: 13px }
    .quiet { fill: #5b6372 }
    .grid { stroke: #d9dce3 }
    .mark { stroke: #b3261e; stroke-width: 2 }
    .floor { stroke: #7a8290; fill: #7a8290 }
    .hooklane { stroke: #2457d6; fill: #2457d6 }
    .path { fill: none; stroke-width: 2 }
    text.floor, text.hooklane { stroke: none }
    @media (prefers-color-scheme: dark) {
      text { fill: #e8eaf0 }
      .quiet { fill: #a4abba }
      .grid { stroke: #3a404d }
      .mark { stroke: #ff8a80 }
      .floor { stroke: #9aa2b1; fill: #9aa2b1 }
      .hooklane { stroke: #86a8ff; fill: #86a8ff }
      .path { fill: none }
      text.floor, text.hooklane { stroke: none }
    }
`;

/** How something drawn looks: one of the names in `STYLE`. */
export type Look = "title" | "quiet" | "grid" | "mark" | "floor" | "hooklane";

export interface Point {
  x: number;
  y: number;
}

/** A chart as a file of its own, its title included. */
export function svg(title: string, height: number, content: readonly string[]): string {
  const heading = text({ x: 0, y: 14 }, title, { look: "title" });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${CHART_WIDTH * SCALE}" height="${height * SCALE}" viewBox="0 0 ${CHART_WIDTH} ${height}" role="img" aria-label="${escape(title)}">
  <style>${STYLE}  </style>
  ${[heading, ...content].join("\n  ")}
</svg>
`;
}

/** @param anchor where in the text the point lies; its beginning by itself */
export function text(
  { x, y }: Point,
  content: string,
  { look, anchor }: { look?: Look; anchor?: "end" | "middle" } = {},
): string {
  const extra = `${look ? ` class="${look}"` : ""}${anchor ? ` text-anchor="${anchor}"` : ""}`;
  return `<text x="${short(x)}" y="${short(y)}"${extra}>${escape(content)}</text>`;
}

export function line(from: Point, to: Point, look: Look): string {
  return `<line x1="${short(from.x)}" y1="${short(from.y)}" x2="${short(to.x)}" y2="${short(to.y)}" class="${look}"/>`;
}

export function bar({ x, y }: Point, size: { width: number; height: number }, look: Look): string {
  return `<rect x="${short(x)}" y="${short(y)}" width="${short(size.width)}" height="${size.height}" class="${look}"/>`;
}

export function dot({ x, y }: Point, look: Look): string {
  return `<circle cx="${short(x)}" cy="${short(y)}" r="3.5" class="${look}"/>`;
}

export function path(points: readonly Point[], look: Look): string {
  const corners = points.map(({ x, y }) => `${short(x)},${short(y)}`).join(" ");
  return `<polyline points="${corners}" class="${look} path"/>`;
}

// A tenth of a pixel: files of equal data are equal, and differ little where the data do.
function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escape(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
