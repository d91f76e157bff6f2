import { costChart } from "./chart.ts";
import {
  answerTable,
  durationTable,
  idleSentence,
  monthTable,
  partsTable,
  shapesTable,
} from "./cost-blocks.ts";
import { logsTable, volumeSentence } from "./log-blocks.ts";
import { readMeasured } from "./read-measured.ts";
import { measuredSentence, peersTable, pricesTable } from "./source-blocks.ts";

/** The generated blocks of docs/cost.md. */
export function costBlocks(): Record<string, string> {
  const measured = readMeasured();
  return {
    "cost-answer": answerTable(measured),
    "cost-parts": partsTable(measured),
    "cost-months": monthTable(measured),
    "cost-idle": idleSentence(),
    "cost-shapes": shapesTable(measured),
    "cost-awake": durationTable(),
    "cost-logs": logsTable(measured),
    "cost-log-volume": volumeSentence(measured),
    "cost-peers": peersTable(),
    "cost-prices": pricesTable(),
    "cost-measured": measuredSentence(measured),
  };
}

/** The files that stand beside it. */
export function costFiles(): Record<string, string> {
  return { "docs/img/cost.svg": costChart(readMeasured()) };
}
