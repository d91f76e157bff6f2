import type { VitestReport } from "./vitest-report.schema.ts";

/** How many tests ended how. A file that broke before its first test counts as one failed test. */
export interface Outcomes {
  passed: number;
  failed: number;
}

/** The sum over the reports of several suites. A report that is missing (null) is a suite that broke: one failed. */
export function countOutcomes(reports: readonly (VitestReport | null)[]): Outcomes {
  const statuses = reports.flatMap((report) => (report === null ? ["failed"] : statusesOf(report)));
  return {
    passed: statuses.filter((status) => status === "passed").length,
    failed: statuses.filter((status) => status === "failed").length,
  };
}

function statusesOf(report: VitestReport): string[] {
  return report.testResults.flatMap(({ status, assertionResults }) => {
    const tests = assertionResults.map((test) => test.status);
    return status === "failed" && !tests.includes("failed") ? [...tests, "failed"] : tests;
  });
}
