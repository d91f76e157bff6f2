import { Recent } from "./recent.ts";
import type { Sealed } from "./sealed.ts";

/** Opens each sealed text once and keeps what was in it, for as many as `most`. A failure is not kept. */
export class Opened<Value> {
  readonly #kept: Recent<Sealed, Promise<Value>>;

  /** @param most how many values are kept: they stay in memory in clear. */
  constructor(most: number) {
    this.#kept = new Recent(most);
  }

  /** @throws whatever `open` throws. */
  get(sealed: Sealed, open: () => Promise<Value>): Promise<Value> {
    const known = this.#kept.get(sealed);
    if (known) return known;
    const opening = open();
    opening.catch(() => this.#kept.delete(sealed));
    this.#kept.set(sealed, opening);
    return opening;
  }
}
