/**
 * What docs/filters.md says, written down as shortly as it goes and without a thought for cost: the reference that the
 * product's filter is compared with.
 */
export function naivelyMatches(filter: Record<string, unknown>, payload: unknown): boolean {
  return Object.entries(filter).every(([key, wanted]) => {
    if (key === "$and") return filtersIn(wanted).every((inner) => naivelyMatches(inner, payload));
    if (key === "$or") return filtersIn(wanted).some((inner) => naivelyMatches(inner, payload));
    if (key === "$not") return !naivelyMatches(wanted as Record<string, unknown>, payload);
    const values = valuesAt([payload], key.split(".")).flatMap((value) =>
      Array.isArray(value) ? [value as unknown, ...(value as unknown[])] : [value],
    );
    const operators = typeof wanted === "object" && wanted !== null ? wanted : { $eq: wanted };
    return holds(operators as Record<string, unknown>, values);
  });
}

function filtersIn(group: unknown): Record<string, unknown>[] {
  return group as Record<string, unknown>[];
}

function valuesAt(values: unknown[], [key, ...rest]: string[]): unknown[] {
  if (key === undefined) return values;
  const isNumber = /^(0|[1-9][0-9]*)$/.test(key);
  const next = values.flatMap((value) => {
    if (!Array.isArray(value)) return ownValue(value, key);
    if (isNumber) return Number(key) < value.length ? [value[Number(key)] as unknown] : [];
    return value.flatMap((element: unknown) => (Array.isArray(element) ? [] : ownValue(element, key)));
  });
  return valuesAt(next, rest);
}

function ownValue(value: unknown, key: string): unknown[] {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return entries.filter(([name]) => name === key).map(([, inner]) => inner as unknown);
}

function holds(operators: Record<string, unknown>, values: unknown[]): boolean {
  return Object.entries(operators).every(([operator, operand]) => {
    const equals = (wanted: unknown) => values.includes(wanted) || (wanted === null && values.length === 0);
    const some = (test: (value: string | number) => boolean) =>
      values.some((value) => typeof value === typeof operand && test(value as string | number));
    const list = operand as (string | number)[];
    const bound = operand as string | number;
    switch (operator) {
      case "$eq":
        return equals(operand);
      case "$ne":
        return !equals(operand);
      case "$in":
        return list.some(equals);
      case "$nin":
        return !list.some(equals);
      case "$gt":
        return some((value) => value > bound);
      case "$gte":
        return some((value) => value >= bound);
      case "$lt":
        return some((value) => value < bound);
      case "$lte":
        return some((value) => value <= bound);
      case "$exists":
        return values.length > 0 === operand;
      case "$startsWith":
        return some((value) => String(value).startsWith(String(bound)));
      case "$endsWith":
        return some((value) => String(value).endsWith(String(bound)));
      case "$contains":
        return some((value) => String(value).includes(String(bound)));
      case "$not":
        return !holds(operand as Record<string, unknown>, values);
      default:
        throw new Error(`no operator ${operator}`);
    }
  });
}
