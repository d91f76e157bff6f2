/** A sample of a metric: its labels and its value. */
export interface Sample {
  labels?: Readonly<Record<string, string>>;
  /** What stands behind the metric's name: `_bucket`, `_sum`, `_count`. */
  suffix?: string;
  value: number;
}

/** A metric as Prometheus reads it. */
export interface Metric {
  name: string;
  help: string;
  type: "counter" | "gauge" | "histogram";
  samples: readonly Sample[];
}

/** The content type of the text below. */
export const PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** Prometheus text exposition format 0.0.4. */
export function renderMetrics(metrics: readonly Metric[]): string {
  return metrics.map(renderMetric).join("");
}

/** The samples of a histogram. @param bins counts per bin, the open one last. @param edges upper edges, in the unit of `sum` */
export function histogramSamples(
  bins: readonly number[],
  { edges, sum }: { edges: readonly number[]; sum: number },
): Sample[] {
  let total = 0;
  const samples = bins.map((count, at): Sample => {
    total += count;
    return { suffix: "_bucket", labels: { le: String(edges[at] ?? "+Inf") }, value: total };
  });
  return [...samples, { suffix: "_sum", value: sum }, { suffix: "_count", value: total }];
}

function renderMetric({ name, help, type, samples }: Metric): string {
  const head = `# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}\n# TYPE ${name} ${type}\n`;
  return head + samples.map((sample) => `${name}${renderSample(sample)}\n`).join("");
}

function renderSample({ labels = {}, suffix = "", value }: Sample): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
  return `${suffix}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${value}`;
}

function escapeLabel(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
