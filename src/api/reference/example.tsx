/** A JSON value as one would send or get it. */
export function Example({ value }: { value: unknown }) {
  return value === undefined ? null : <pre>{JSON.stringify(value, null, 2)}</pre>;
}

/** Such a value behind its title, where it would bury what stands around it. */
export function FoldedExample({ value }: { value: unknown }) {
  return value === undefined ? null : (
    <details>
      <summary>Example</summary>
      <Example value={value} />
    </details>
  );
}
