/** Runs pieces of work of the same name one after the other, in the order in which they came; others beside them. */
export class InOrder<Name> {
  readonly #last = new Map<Name, Promise<unknown>>();

  /** Whether a piece of work of this name is not over. */
  isBusy(name: Name): boolean {
    return this.#last.has(name);
  }

  /** Runs `work` when everything of this name that came before it is over. */
  run<Answer>(name: Name, work: () => Promise<Answer>): Promise<Answer> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const answer = before.then(work);
    const over = answer
      .catch(() => undefined)
      .finally(() => {
        if (this.#last.get(name) === over) this.#last.delete(name);
      });
    this.#last.set(name, over);
    return answer;
  }
}
