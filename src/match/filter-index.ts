import { type Segment, someAt } from "./filter-path.ts";
import type { CompiledPayloadFilter } from "./payload-filter.ts";
import type { Payload } from "./read-payload.ts";
import type { RequiredValues } from "./required-values.ts";
import { newBudget } from "./test-condition.ts";

/** Finds among many filters those that match a payload, without testing each. */
export interface FilterIndex<Owner> {
  /** In the order in which the owners were given. @param payload undefined where the body cannot be read. */
  matching(payload: Payload | undefined): Owner[];
}

/** Whose filter it is; null = it has none and wants every payload. */
export interface Filtered<Owner> {
  owner: Owner;
  filter: CompiledPayloadFilter | null;
}

interface Entry<Owner> extends Filtered<Owner> {
  /** Among all owners. */
  place: number;
}

/** The filters that ask for a certain value of one field. */
interface Field<Owner> {
  path: readonly Segment[];
  byValue: Map<unknown, Entry<Owner>[]>;
}

/**
 * Prepares an index over filters. One that asks for a certain value of a field, beside whatever else, is tested only
 * where the payload has that value: a thousand subscriptions for a thousand customers cost an event one look into its
 * payload. All others are tested each time.
 */
export function indexFilters<Owner>(filtered: readonly Filtered<Owner>[]): FilterIndex<Owner> {
  const entries = filtered.map((each, place) => ({ ...each, place }));
  const sharers = countSharers(entries);
  const always: Entry<Owner>[] = [];
  const fields = new Map<string, Field<Owner>>();
  for (const entry of entries) {
    const required = rarest(entry.filter?.required ?? [], sharers);
    if (required) putUnder(fields, required, entry);
    else always.push(entry);
  }
  return {
    matching: (payload) =>
      candidates(payload, { always, fields })
        .filter(({ filter }) => filter === null || filter.matches(payload))
        .map(({ owner }) => owner),
  };
}

/** How many filters ask for each value of each field. */
type Sharers = ReadonlyMap<string, number>;

function countSharers(entries: readonly Entry<unknown>[]): Sharers {
  const sharers = new Map<string, number>();
  for (const { filter } of entries) {
    for (const required of filter?.required ?? []) {
      for (const key of keysOf(required)) sharers.set(key, (sharers.get(key) ?? 0) + 1);
    }
  }
  return sharers;
}

function keysOf({ name, values }: RequiredValues): string[] {
  return values.map((value) => JSON.stringify([name, value]));
}

/** The demand that fewest others make: it tells a filter apart best. */
function rarest(required: readonly RequiredValues[], sharers: Sharers): RequiredValues | undefined {
  const shared = (one: RequiredValues) => keysOf(one).reduce((sum, key) => sum + (sharers.get(key) ?? 0), 0);
  return required.toSorted((a, b) => shared(a) - shared(b))[0];
}

function putUnder<Owner>(
  fields: Map<string, Field<Owner>>,
  { name, path, values }: RequiredValues,
  entry: Entry<Owner>,
): void {
  const field = fields.get(name) ?? { path, byValue: new Map<unknown, Entry<Owner>[]>() };
  fields.set(name, field);
  for (const value of values) {
    const known = field.byValue.get(value);
    if (known) known.push(entry);
    else field.byValue.set(value, [entry]);
  }
}

function candidates<Owner>(
  payload: Payload | undefined,
  { always, fields }: { always: readonly Entry<Owner>[]; fields: ReadonlyMap<string, Field<Owner>> },
): readonly Entry<Owner>[] {
  const found = new Set<Entry<Owner>>();
  if (payload !== undefined) {
    for (const { path, byValue } of fields.values()) {
      visitValues(payload, path, (value) => {
        for (const entry of byValue.get(value) ?? []) found.add(entry);
      });
    }
  }
  if (found.size === 0) return always;
  return [...always, ...found].toSorted((a, b) => a.place - b.place);
}

/**
 * Visits what a path leads to, in the order and within the budget of a filter's own test: whatever a filter would have
 * found is visited.
 */
function visitValues(payload: Payload, path: readonly Segment[], visit: (value: unknown) => void): void {
  const accepts = (value: unknown): boolean => {
    visit(value);
    return false;
  };
  someAt(payload, path, { accepts, budget: newBudget() });
}
