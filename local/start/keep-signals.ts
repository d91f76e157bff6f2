const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `work` and takes away the signal handlers that it leaves behind. Miniflare sets some that end the process
 * on the spot; when and how to end is the program's to say, so that requests under way come to their end.
 */
export function keepSignals<T>(work: () => T): T {
  const before = SIGNALS.map((signal) => new Set(process.listeners(signal)));
  const result = work();
  for (const [i, signal] of SIGNALS.entries()) {
    for (const listener of process.listeners(signal)) {
      if (!before[i]?.has(listener)) process.removeListener(signal, listener);
    }
  }
  return result;
}
