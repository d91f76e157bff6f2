const COMPACT_AT = 1_024; // below this many taken items the array is not worth copying

/** First in, first out, with constant cost at both ends also for a hundred thousand items. */
export class Fifo<Item> {
  #items: (Item | undefined)[] = [];
  #taken = 0;

  get size(): number {
    return this.#items.length - this.#taken;
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  peek(): Item | undefined {
    return this.#items[this.#taken];
  }

  shift(): Item | undefined {
    if (this.size === 0) return undefined;
    const item = this.#items[this.#taken];
    // What is taken must not live on in here.
    this.#items[this.#taken] = undefined;
    this.#taken += 1;
    if (this.size === 0) {
      this.#items = [];
      this.#taken = 0;
    } else if (this.#taken >= COMPACT_AT && this.#taken * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#taken);
      this.#taken = 0;
    }
    return item;
  }

  *[Symbol.iterator](): Generator<Item> {
    for (let i = this.#taken; i < this.#items.length; i++) {
      const item = this.#items[i];
      if (item !== undefined) yield item;
    }
  }
}
