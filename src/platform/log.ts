const LEVELS = ["debug", "info", "warn", "silent"] as const;

/** How much is written: `silent` writes nothing. */
export type LogLevel = (typeof LEVELS)[number];

/** What a line may hold: names of the vocabulary, never a secret, never a body. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

/** One structured line per thing that happened, with all fields of its outcome. */
export interface Log {
  debug(what: string, fields?: LogFields): void;
  info(what: string, fields?: LogFields): void;
  warn(what: string, fields?: LogFields): void;
}

/** The same log, each line with these fields in front of its own. */
export function withFields(log: Log, fixed: LogFields): Log {
  return {
    debug: (what, fields) => log.debug(what, { ...fixed, ...fields }),
    info: (what, fields) => log.info(what, { ...fixed, ...fields }),
    warn: (what, fields) => log.warn(what, { ...fixed, ...fields }),
  };
}

/** Writes JSON lines `{"at","level","what",...}`; @param write takes the finished line. */
export function createLog(level: LogLevel, write: (line: string) => void = console.log): Log {
  const least = LEVELS.indexOf(level);
  const line = (own: LogLevel) => (what: string, fields?: LogFields) => {
    if (LEVELS.indexOf(own) < least) return;
    write(JSON.stringify({ at: new Date().toISOString(), level: own, what, ...fields }));
  };
  return { debug: line("debug"), info: line("info"), warn: line("warn") };
}
