import type { SecretView } from "../../manage/sources/source.schema.ts";
import { Action, Note, Time } from "../parts/parts.view.tsx";

/** How long the older secrets go on verifying once another one is added. */
const ENDS = [
  ["", "until I remove them"],
  ["3600", "for another hour"],
  ["86400", "for another day"],
  ["604800", "for another week"],
  ["0", "no longer: they are known to others"],
] as const;

/** A source's secrets, of which each verifies, and the way from one to the next. @param path of the source's page */
export function SourceSecrets({ path, secrets }: { path: string; secrets: readonly SecretView[] }) {
  return (
    <section aria-labelledby="secrets-title">
      <h2 id="secrets-title">Secrets</h2>
      <p class="hint">
        A request counts if one of them verifies it. To rotate: add the new secret here, let the provider
        change over, then remove the old one. Nothing is refused in between.
      </p>
      {secrets.length === 0 && (
        <Note tone="wait">No secret yet: every event is refused until there is one.</Note>
      )}
      {secrets.length > 0 && <SecretTable path={path} secrets={secrets} />}
      <form method="post" action={`${path}/secrets`} class="filters">
        <label>
          Another secret
          <input name="secret" type="password" autocomplete="off" required />
        </label>
        <label>
          The others verify
          <select name="expireOthersAfterSeconds">
            {ENDS.map(([seconds, text]) => (
              <option value={seconds}>{text}</option>
            ))}
          </select>
        </label>
        <button type="submit">Add</button>
      </form>
    </section>
  );
}

function SecretTable({ path, secrets }: { path: string; secrets: readonly SecretView[] }) {
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">Id</th>
          <th scope="col">Since</th>
          <th scope="col">Verifies until</th>
          <th scope="col">
            <span class="soft">Action</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {secrets.map((secret) => (
          <tr>
            <td data-label="Id">
              <code>{secret.id}</code>
            </td>
            <td data-label="Since">
              <Time at={secret.createdAt} />
            </td>
            <td data-label="Verifies until">
              {secret.expiresAt ? <Time at={secret.expiresAt} /> : "it is removed"}
            </td>
            <td data-label="Action">
              <Action
                to={`${path}/secrets/${secret.id}/remove`}
                kind="danger"
                ask="Remove this secret? What is signed with it is refused at once."
              >
                Remove
              </Action>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
