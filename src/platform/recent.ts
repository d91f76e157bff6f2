/** A map that keeps the entries used most recently, up to a fixed number. */
export class Recent<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  /**
   * Stands in front of the oldest entry: what it has passed is deleted, and what is used anew goes to the end. An
   * iterator made for each eviction would step over all that was deleted since the map was last compacted.
   */
  readonly #oldest = this.#entries.keys();
  readonly #most: number;

  /** @param most how many entries are kept. */
  constructor(most: number) {
    this.#most = most;
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  delete(key: Key): void {
    this.#entries.delete(key);
  }

  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#most) return;
    const oldest = this.#oldest.next();
    if (oldest.done !== true) this.#entries.delete(oldest.value);
  }
}
