/** What a field is compared with. */
type Scalar = string | number | boolean | null;

/** What an operator asks, prepared. It holds where a value is accepted, or the opposite where it is negated. */
export interface FieldTest {
  accepts(value: unknown): boolean;
  /** A field that is missing counts as null. */
  takesAbsence: boolean;
  isNegated: boolean;
}

interface OperatorRow {
  /** For people: "the field ...". */
  means: string;
  /** Prepares it with its operand, or says in a sentence why the operand does not fit. */
  prepare(operand: unknown): FieldTest | string;
}

/** A list of more values belongs into the payload as one field of its own. */
const MAX_LIST_VALUES = 100;
/** As long as any URL that a payload carries. */
const MAX_TEXT_CHARS = 1_024;

const SCALAR = `Compare with a number, true, false, null, or a text of at most ${MAX_TEXT_CHARS} characters.`;
const LIST = `Give a list of 1 to ${MAX_LIST_VALUES} texts, numbers, booleans or nulls.`;
const ORDERED = "Only numbers and texts have an order: compare with one of them.";
const TEXT = `Give a text of 1 to ${MAX_TEXT_CHARS} characters.`;
const FLAG = "Give true or false.";

/** The closed list of what can be asked of a field. */
export const OPERATORS = {
  $eq: {
    means: 'equals this text, number, boolean or null. `{"path": value}` is short for it',
    prepare: (operand) => (isScalar(operand) ? oneOf([operand]) : SCALAR),
  },
  $ne: {
    means: "does not equal it; also where the field is missing",
    prepare: (operand) => (isScalar(operand) ? negated(oneOf([operand])) : SCALAR),
  },
  $in: {
    means: "equals one of the list",
    prepare: (operand) => (isList(operand) ? oneOf(operand) : LIST),
  },
  $nin: {
    means: "equals none of the list; also where the field is missing",
    prepare: (operand) => (isList(operand) ? negated(oneOf(operand)) : LIST),
  },
  $gt: {
    means: "is greater: a number than a number, a text than a text",
    prepare: (operand) => inOrder(operand, (value, bound) => value > bound),
  },
  $gte: {
    means: "is greater or equal",
    prepare: (operand) => inOrder(operand, (value, bound) => value >= bound),
  },
  $lt: {
    means: "is less",
    prepare: (operand) => inOrder(operand, (value, bound) => value < bound),
  },
  $lte: {
    means: "is less or equal",
    prepare: (operand) => inOrder(operand, (value, bound) => value <= bound),
  },
  $exists: {
    means: "`true`: is there, even as null. `false`: is missing",
    prepare: (operand) => {
      if (typeof operand !== "boolean") return FLAG;
      return operand ? accepting(() => true) : negated(accepting(() => true));
    },
  },
  $startsWith: {
    means: "is a text that begins with this",
    prepare: (operand) => textual(operand, (text, part) => text.startsWith(part)),
  },
  $endsWith: {
    means: "is a text that ends with this",
    prepare: (operand) => textual(operand, (text, part) => text.endsWith(part)),
  },
  $contains: {
    means: "is a text that has this somewhere in it",
    prepare: (operand) => textual(operand, (text, part) => text.includes(part)),
  },
} as const satisfies Record<string, OperatorRow>;

export type Operator = keyof typeof OPERATORS;

export function isOperator(name: string): name is Operator {
  return Object.hasOwn(OPERATORS, name);
}

function accepting(accepts: (value: unknown) => boolean): FieldTest {
  return { accepts, takesAbsence: false, isNegated: false };
}

function negated(test: FieldTest): FieldTest {
  return { ...test, isNegated: true };
}

function oneOf(operands: readonly Scalar[]): FieldTest {
  const [only] = operands;
  const known: ReadonlySet<unknown> = new Set(operands);
  const test = accepting(operands.length === 1 ? (value) => value === only : (value) => known.has(value));
  return { ...test, takesAbsence: known.has(null) };
}

// A number and a text have no order between them: such a comparison holds in neither direction.
function inOrder(
  operand: unknown,
  holds: <Kind extends string | number>(value: Kind, bound: Kind) => boolean,
): FieldTest | string {
  if (!isScalar(operand)) return ORDERED;
  if (typeof operand === "number") {
    return accepting((value) => typeof value === "number" && holds(value, operand));
  }
  if (typeof operand === "string") {
    return accepting((value) => typeof value === "string" && holds(value, operand));
  }
  return ORDERED;
}

function textual(operand: unknown, holds: (text: string, part: string) => boolean): FieldTest | string {
  if (typeof operand !== "string" || operand.length === 0 || operand.length > MAX_TEXT_CHARS) return TEXT;
  return accepting((value) => typeof value === "string" && holds(value, operand));
}

function isScalar(operand: unknown): operand is Scalar {
  if (typeof operand === "string") return operand.length <= MAX_TEXT_CHARS;
  return operand === null || typeof operand === "boolean" || Number.isFinite(operand);
}

function isList(operand: unknown): operand is readonly Scalar[] {
  if (!Array.isArray(operand) || operand.length < 1 || operand.length > MAX_LIST_VALUES) return false;
  return operand.every(isScalar);
}
