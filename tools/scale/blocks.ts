import { readMeasured } from "../cost/read-measured.ts";
import {
  answerList,
  bytesSentence,
  laneTable,
  limitsTable,
  partitionTable,
  recordTable,
  scenarioTable,
  validationTable,
} from "./scale-blocks.ts";

/** The generated blocks of docs/scale.md. Plays every simulation of the page: some seconds. */
export function scaleBlocks(): Record<string, string> {
  const measured = readMeasured();
  return {
    "scale-answer": answerList(measured),
    "scale-thirty-days": scenarioTable(measured, 30),
    "scale-one-day": scenarioTable(measured, 1),
    "scale-bytes": bytesSentence(measured),
    "scale-partition": partitionTable(),
    "scale-record": recordTable(),
    "scale-lane": laneTable(),
    "scale-model": validationTable(),
    "scale-limits": limitsTable(),
  };
}
