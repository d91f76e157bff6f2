/** What became of a series of deletions. */
export interface Drained {
  rows: number;
  /** Whether nothing is left; else the budget ended first. */
  isDone: boolean;
}

/** How many statements a background run may still send to D1, which serves everybody with one thread. */
export class Budget {
  #statements: number;

  constructor(statements: number) {
    this.#statements = statements;
  }

  get isSpent(): boolean {
    return this.#statements <= 0;
  }

  spend(): void {
    this.#statements -= 1;
  }

  /**
   * Repeats a deletion of at most `rowsAtOnce` rows until one finds fewer, or the budget ends.
   * @param step deletes and returns how many rows.
   */
  async drain(rowsAtOnce: number, step: () => Promise<number>): Promise<Drained> {
    let rows = 0;
    while (!this.isSpent) {
      this.spend();
      const deleted = await step();
      rows += deleted;
      if (deleted < rowsAtOnce) return { rows, isDone: true };
    }
    return { rows, isDone: false };
  }
}
