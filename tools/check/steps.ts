/** One check of the project: a command that says by its exit code whether all is well. */
export interface Step {
  name: string;
  /** What a failure of it means, in a few words. */
  proves: string;
  command: readonly [program: string, ...arguments_: string[]];
  /** The last line that it prints is its result and is shown in place of `proves`. */
  reports?: true;
}

/** Everything that `npm run check` looks at, the quickest answers first. */
export const STEPS: readonly Step[] = [
  { name: "format", proves: "the code is formatted", command: ["oxfmt", "--check"] },
  { name: "lint", proves: "rules, promises, folder arrows, suffixes", command: ["oxlint"] },
  {
    name: "worker",
    proves: "src and its unit tests compile",
    command: ["tsc", "-p", "tsconfig.worker.json"],
  },
  {
    name: "node",
    proves: "what runs around the Worker compiles",
    command: ["tsc", "-p", "tsconfig.node.json"],
  },
  { name: "workerd", proves: "tests for the runtime compile", command: ["tsc", "-p", "test/workerd"] },
  {
    name: "faults",
    proves: "what breaks the product on purpose compiles",
    command: ["tsc", "-p", "test/support/faults"],
  },
  {
    name: "bindings",
    proves: "worker-configuration.d.ts agrees with wrangler.toml",
    command: ["node", "tools/wrangler.ts", "types", "--include-runtime=false", "--check"],
  },
  { name: "unused", proves: "no file, export or package without a user", command: ["knip"] },
  { name: "promises", proves: "", command: ["node", "tools/check-promises.ts"], reports: true },
  { name: "docs", proves: "", command: ["node", "tools/docs.ts", "--check"], reports: true },
  { name: "bundle", proves: "", command: ["node", "tools/bundle-size.ts"], reports: true },
  { name: "unit", proves: "the rules do what they say", command: ["vitest", "run", "--project", "unit"] },
];
