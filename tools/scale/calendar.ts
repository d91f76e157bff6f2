interface Entry {
  at: number;
  /** Things of the same time happen in the order in which they were planned. */
  order: number;
  happen: () => void;
}

/** What is going to happen, and when: the clock of a simulation. A binary heap; times are milliseconds. */
export class Calendar {
  #heap: Entry[] = [];
  #planned = 0;
  #now = 0;

  /** The time of what is happening. */
  get now(): number {
    return this.#now;
  }

  /** Plans something for `ms` from now. */
  after(ms: number, happen: () => void): void {
    this.#heap.push({ at: this.#now + ms, order: this.#planned++, happen });
    this.#rise(this.#heap.length - 1);
  }

  /** Lets happen what is planned until nothing is, or until `endsAt`. */
  run(endsAt = Infinity): void {
    for (let next = this.#heap[0]; next && next.at <= endsAt; next = this.#heap[0]) {
      this.#takeFirst();
      this.#now = next.at;
      next.happen();
    }
    if (Number.isFinite(endsAt)) this.#now = endsAt;
  }

  #takeFirst(): void {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #rise(from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #sink(from: number): void {
    let index = from;
    for (;;) {
      const left = index * 2 + 1;
      const right = left + 1;
      let least = index;
      if (left < this.#heap.length && this.#isBefore(left, least)) least = left;
      if (right < this.#heap.length && this.#isBefore(right, least)) least = right;
      if (least === index) return;
      this.#swap(index, least);
      index = least;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const a = this.#heap[one];
    const b = this.#heap[other];
    if (!a || !b) return false;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  #swap(one: number, other: number): void {
    const a = this.#heap[one];
    const b = this.#heap[other];
    if (!a || !b) return;
    this.#heap[one] = b;
    this.#heap[other] = a;
  }
}
