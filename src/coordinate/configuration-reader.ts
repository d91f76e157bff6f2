import type { Log } from "../platform/log.ts";
import type { Configuration } from "./subscription.ts";

export interface ConfigurationReaderDeps {
  /** The version in force; 0 = none yet. */
  version(): number;
  /** Reads the tenant's configuration from D1; null where there is no such tenant. */
  read(): Promise<Configuration | null>;
  configure(configuration: Configuration): Promise<void>;
  log: Log;
  /** For the log. */
  coordinator: string;
}

/** Brings a coordinator that is behind up to date; who asks while a read is under way shares it. */
export class ConfigurationReader {
  readonly #deps: ConfigurationReaderDeps;
  #reading: Promise<boolean> | undefined;

  constructor(deps: ConfigurationReaderDeps) {
    this.#deps = deps;
  }

  /** Makes sure of a configuration of at least this version; a read that is under way may bring an older one. */
  async knows(version: number): Promise<boolean> {
    const isBehind = () => this.#deps.version() === 0 || this.#deps.version() < version;
    for (let reads = 0; isBehind() && reads < 2; reads++) {
      if (!(await this.reload())) return false;
    }
    return this.#deps.version() > 0;
  }

  /** Reads the configuration from D1. @returns whether a version is in force afterwards. */
  reload(): Promise<boolean> {
    this.#reading ??= this.#readAndConfigure().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readAndConfigure(): Promise<boolean> {
    const { read, configure, log, coordinator } = this.#deps;
    try {
      const configuration = await read();
      if (configuration) await configure(configuration);
      return configuration !== null;
    } catch (failure) {
      log.warn("configuration_unreadable", { coordinator, error: String(failure) });
      return false;
    }
  }
}
