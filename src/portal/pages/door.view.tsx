import { Note } from "../parts/parts.view.tsx";

/** The operator's way in. @param why it is shown again: nobody has the key, or the session is over. */
export function SignInPage({ why }: { why?: "wrong" | "over" | undefined }) {
  return (
    <>
      <h1>Sign in</h1>
      <p class="soft">
        With the operator's admin key, or a key of a tenant. A tenant's people come in by a link that the
        operator's product gives them.
      </p>
      {why === "wrong" && <Note tone="bad">Nobody has this key.</Note>}
      {why === "over" && (
        <Note tone="wait">
          Your session is over. Sign in again, or ask where you got your link for a new one.
        </Note>
      )}
      <form method="post" action="/portal/sign-in">
        <label>
          Key
          <input name="key" type="password" autocomplete="current-password" required autofocus />
        </label>
        <p>
          <button type="submit" class="main">
            Sign in
          </button>
        </p>
      </form>
    </>
  );
}

/** In front of a link's session: opening the page alone does not use the link up. */
export function EnterPage() {
  return (
    <>
      <h1>Your webhooks</h1>
      <p>This link opens your pages once, in this browser.</p>
      <form method="post">
        <button type="submit" class="main">
          Open
        </button>
      </form>
    </>
  );
}

/** For a link that was used, or whose time is over. */
export function LinkOverPage() {
  return (
    <>
      <h1>This link is over</h1>
      <p>It was used already, or its time has passed. Ask where you got it for a new one.</p>
    </>
  );
}
