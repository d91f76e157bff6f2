/** Why the router cannot start, as one line for the person who started it: what is wrong and what to do. */
export class StartProblem extends Error {
  constructor(what: string) {
    super(what);
    this.name = "StartProblem";
  }
}
