import { readMeasured } from "../cost/read-measured.ts";
import { coordinatingTable, recordingTable } from "./deployment-blocks.ts";
import {
  answerList,
  bytesSentence,
  laneTable,
  limitsTable,
  partitionTable,
  recordTable,
  validationTable,
} from "./scale-blocks.ts";

/** The generated blocks of docs/scale.md. Plays every simulation of the page: some seconds. */
export function scaleBlocks(): Record<string, string> {
  const measured = readMeasured();
  return {
    "scale-answer": answerList(measured),
    "scale-coordinating": coordinatingTable(measured),
    "scale-thirty-days": recordingTable(measured, 30),
    "scale-one-day": recordingTable(measured, 1),
    "scale-bytes": bytesSentence(measured),
    "scale-partition": partitionTable(),
    "scale-record": recordTable(),
    "scale-lane": laneTable(),
    "scale-model": validationTable(),
    "scale-limits": limitsTable(),
  };
}
