const LEVELS = ["debug", "info", "warn", "silent"] as const;

/** How much is written: `silent` writes nothing. */
export type LogLevel = (typeof LEVELS)[number];

/** What a line may hold: names of the vocabulary, never a secret, never a body. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

/** The fields of a line; as a function where they are worked out only if the line is written. */
export type Told = LogFields | (() => LogFields);

/** One structured line per thing that happened, with all fields of its outcome. */
export interface Log {
  debug(what: string, told?: Told): void;
  info(what: string, told?: Told): void;
  warn(what: string, told?: Told): void;
}

/** The same log, each line with these fields in front of its own. */
export function withFields(log: Log, fixed: LogFields): Log {
  const whole = (told?: Told) => () => ({ ...fixed, ...fieldsOf(told) });
  return {
    debug: (what, told) => log.debug(what, whole(told)),
    info: (what, told) => log.info(what, whole(told)),
    warn: (what, told) => log.warn(what, whole(told)),
  };
}

/** Writes JSON lines `{"at","level","what",...}`; @param write takes the finished line. */
export function createLog(level: LogLevel, write: (line: string) => void = console.log): Log {
  const least = LEVELS.indexOf(level);
  const line = (own: LogLevel) => {
    if (LEVELS.indexOf(own) < least) return () => {};
    return (what: string, told?: Told) => {
      write(JSON.stringify({ at: new Date().toISOString(), level: own, what, ...fieldsOf(told) }));
    };
  };
  return { debug: line("debug"), info: line("info"), warn: line("warn") };
}

/** What a line tells, worked out. */
export function fieldsOf(told?: Told): LogFields | undefined {
  return typeof told === "function" ? told() : told;
}
