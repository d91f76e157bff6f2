import type { DatabaseView } from "../../manage/statistics/statistics.schema.ts";

const BYTES_PER_GB = 1_000_000_000;
/** Of one D1 database (D1 limits). */
const MAX_BYTES = 10 * BYTES_PER_GB;
/** From here on it is time for another one. */
const NEARLY_FULL = 0.7;

/** The databases that hold records: how full each of them is. */
export function Databases({ databases }: { databases: readonly DatabaseView[] }) {
  return (
    <section aria-labelledby="databases-title">
      <h2 id="databases-title">Databases</h2>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">Binding</th>
            <th scope="col" class="number">
              Tenants
            </th>
            <th scope="col" class="number">
              Size
            </th>
          </tr>
        </thead>
        <tbody>
          {databases.map(({ binding, bytes, tenants }) => (
            <tr>
              <td data-label="Binding" class="mono">
                {binding}
              </td>
              <td data-label="Tenants" class="number">
                {tenants}
              </td>
              <td data-label="Size" class="number">
                <Size bytes={bytes} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Size({ bytes }: { bytes: number | null }) {
  if (bytes === null) return <span class="badge bad">does not answer</span>;
  const text = `${(bytes / BYTES_PER_GB).toFixed(2)} of 10 GB`;
  return bytes < NEARLY_FULL * MAX_BYTES ? <>{text}</> : <span class="badge bad">{text}</span>;
}
