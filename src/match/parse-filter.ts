import { parsePath, type Segment } from "./filter-path.ts";
import { type FieldTest, isOperator, type Operator, OPERATORS } from "./operators.ts";

/** A filter on the payload as it is saved and sent: docs/filters.md. */
export type PayloadFilter = Readonly<Record<string, unknown>>;

/** A filter made ready for testing. */
export type Condition =
  | { kind: "all"; of: readonly Condition[] }
  | { kind: "any"; of: readonly Condition[] }
  | { kind: "not"; of: Condition }
  | FieldCondition;

/** One operator on one field. */
export interface FieldCondition {
  kind: "field";
  /** As the tenant wrote it. */
  name: string;
  path: readonly Segment[];
  operator: Operator;
  operand: unknown;
  test: FieldTest;
}

/** What is wrong with a filter, and where in it. */
export interface FilterProblem {
  path: readonly (string | number)[];
  message: string;
}

export type ParsedFilter = { ok: true; condition: Condition } | { ok: false; problems: FilterProblem[] };

/** Every coordinator of the tenant holds it, and 1,000 subscriptions may have one. */
const MAX_FILTER_CHARS = 4_096;
/** Each is tested against each event of the subscription's types. */
const MAX_CONDITIONS = 50;
/** $and, $or and $not in each other: deeper nobody reads a filter. Bounds the stack as well. */
const MAX_NESTING = 4;

const GROUPS = { $and: "all", $or: "any" } as const;
const NOT = "$not";

/** Reads a filter whole: either it can be tested, or everything that is wrong with it is told. */
export function parseFilter(filter: unknown): ParsedFilter {
  const size = JSON.stringify(filter)?.length ?? 0;
  if (size > MAX_FILTER_CHARS) {
    const message = `A filter has at most ${MAX_FILTER_CHARS} characters as JSON; this one has ${size}.`;
    return { ok: false, problems: [{ path: [], message }] };
  }
  const reading = new Reading();
  const condition = reading.filter(filter, [], 0);
  if (reading.conditions > MAX_CONDITIONS) {
    reading.refuse(
      [],
      `A filter has at most ${MAX_CONDITIONS} conditions; this one has ${reading.conditions}.`,
    );
  }
  return condition && reading.problems.length === 0
    ? { ok: true, condition }
    : { ok: false, problems: reading.problems };
}

type Place = readonly (string | number)[];

/** One pass over a filter. A part that is wrong is undefined, and its problem noted. */
class Reading {
  readonly problems: FilterProblem[] = [];
  conditions = 0;

  refuse(path: Place, message: string): undefined {
    this.problems.push({ path, message });
  }

  /** An object of fields and groups, all of which must hold. */
  filter(value: unknown, place: Place, depth: number): Condition | undefined {
    if (!isObject(value)) return this.refuse(place, 'A filter is an object, such as {"data.trial": false}.');
    return this.#each(value, place, (key, inner) =>
      this.#entry(key, inner, { place: [...place, key], depth }),
    );
  }

  #entry(key: string, value: unknown, at: { place: Place; depth: number }): Condition | undefined {
    if (key === NOT) return this.#not(at, (inside) => this.filter(value, inside.place, inside.depth));
    if (isGroup(key)) return this.#group(GROUPS[key], value, at);
    if (key.startsWith("$")) return this.refuse(at.place, notHere(key));
    const path = parsePath(key);
    if (typeof path === "string") return this.refuse(at.place, path);
    const field = { name: key, path };
    if (!isObject(value)) return this.#test(field, { operator: "$eq", operand: value, place: at.place });
    return this.#operators(field, value, at);
  }

  #group(
    kind: "all" | "any",
    value: unknown,
    { place, depth }: { place: Place; depth: number },
  ): Condition | undefined {
    if (!Array.isArray(value) || value.length === 0) {
      return this.refuse(place, "Give a list of filters: one at least.");
    }
    if (depth >= MAX_NESTING) return this.refuse(place, TOO_DEEP);
    const read = value.map((inner: unknown, index) => this.filter(inner, [...place, index], depth + 1));
    return { kind, of: read.filter((condition) => condition !== undefined) };
  }

  #not(
    { place, depth }: { place: Place; depth: number },
    read: (inside: { place: Place; depth: number }) => Condition | undefined,
  ): Condition | undefined {
    if (depth >= MAX_NESTING) return this.refuse(place, TOO_DEEP);
    const of = read({ place, depth: depth + 1 });
    return of && { kind: "not", of };
  }

  /** An object of operators on one field, all of which must hold. */
  #operators(
    field: Pick<FieldCondition, "name" | "path">,
    value: object,
    { place, depth }: { place: Place; depth: number },
  ): Condition | undefined {
    return this.#each(value, place, (operator, operand) => {
      const at = { place: [...place, operator], depth };
      if (isOperator(operator)) return this.#test(field, { operator, operand, place: at.place });
      if (operator !== NOT) return this.refuse(at.place, unknownOperator(operator));
      if (!isObject(operand)) return this.refuse(at.place, "Give an object of operators.");
      return this.#not(at, (inside) => this.#operators(field, operand, inside));
    });
  }

  #test(
    field: Pick<FieldCondition, "name" | "path">,
    { operator, operand, place }: { operator: Operator; operand: unknown; place: Place },
  ): Condition | undefined {
    this.conditions += 1;
    const test = OPERATORS[operator].prepare(operand);
    if (typeof test === "string") return this.refuse(place, test);
    return { kind: "field", ...field, operator, operand, test };
  }

  #each(
    value: object,
    place: Place,
    read: (key: string, inner: unknown) => Condition | undefined,
  ): Condition | undefined {
    const entries = Object.entries(value);
    if (entries.length === 0)
      return this.refuse(place, "Name at least one condition; filter: null is no filter.");
    const of = entries.map(([key, inner]) => read(key, inner)).filter((condition) => condition !== undefined);
    const [only] = of;
    return only && of.length === 1 ? only : { kind: "all", of };
  }
}

const TOO_DEEP = `$and, $or and $not stand at most ${MAX_NESTING} deep in each other.`;

function notHere(key: string): string {
  if (!isOperator(key)) return unknownOperator(key);
  return `${key} stands below a field, such as {"data.maxDuration": {"${key}": ...}}.`;
}

function unknownOperator(name: string): string {
  const known = [...Object.keys(OPERATORS), ...Object.keys(GROUPS), NOT].join(", ");
  return `There is no operator ${JSON.stringify(name.slice(0, 40))}. There are ${known}.`;
}

function isGroup(key: string): key is keyof typeof GROUPS {
  return Object.hasOwn(GROUPS, key);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
