import { readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100; // USER_HZ, what /proc/PID/stat counts in on Linux (proc_pid_stat(5))

/** CPU time of a process since its start, all threads; undefined where the system does not tell. */
export function readCpuSeconds(pid: number): number | undefined {
  // The name stands in parentheses and may hold spaces; user and system time are fields 14 and 15.
  const fields = readText(`/proc/${pid}/stat`)?.split(") ").at(-1)?.split(" ");
  return fields && (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** CPU time of the whole machine since its start, idle time apart; undefined where the system does not tell. */
export function readMachineCpuSeconds(): number | undefined {
  // user nice system idle iowait irq softirq steal (proc_stat(5)); guest time is part of user already.
  const ticks = readText("/proc/stat")?.split("\n")[0]?.trim().split(/\s+/).slice(1, 9).map(Number);
  if (!ticks) return undefined;
  const [, , , idle = 0, waiting = 0] = ticks;
  return (ticks.reduce((sum, value) => sum + value, 0) - idle - waiting) / TICKS_PER_SECOND;
}

/** The most memory that a process ever held; undefined where the system does not tell. */
export function readPeakBytes(pid: number): number | undefined {
  const peakKiB = /^VmHWM:\s+(\d+) kB$/m.exec(readText(`/proc/${pid}/status`) ?? "")?.[1];
  return peakKiB === undefined ? undefined : Number(peakKiB) * 1024;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined; // the process is gone, or there is no /proc here
  }
}
