/** The SET part of an UPDATE with the values of its question marks. */
export interface Assignment {
  sql: string;
  values: readonly (string | number | null)[];
}

/**
 * Sets the columns that have a value and leaves the others alone, so that two changes of different fields at
 * the same time both hold. The names are columns of ours, never text from outside.
 */
export function assign(columns: Readonly<Record<string, string | number | null | undefined>>): Assignment {
  const names: string[] = [];
  const values: (string | number | null)[] = [];
  for (const [name, value] of Object.entries(columns)) {
    if (value === undefined) continue;
    names.push(`${name} = ?`);
    values.push(value);
  }
  return { sql: names.join(", "), values };
}
