const LOOK_EVERY_MS = 250;

/**
 * Resolves when this process is asked to end: by a signal, or by the end of the npm that started it
 * (a shell between the two may swallow npm's signal). A second signal ends the process at once.
 */
export function askedToStop(): Promise<string> {
  return new Promise((resolve) => {
    let asked = false;
    const stop = (why: string) => {
      if (asked) process.exit(1);
      asked = true;
      resolve(why);
    };
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => stop(signal));
    if (process.env["npm_lifecycle_event"] === undefined) return;
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      if (!asked) stop("npm ended");
    }, LOOK_EVERY_MS);
    watch.unref();
  });
}
