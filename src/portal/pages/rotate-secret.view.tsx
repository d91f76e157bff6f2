import type { SubscriptionView } from "../../manage/subscriptions/subscription.schema.ts";
import { type PageTenant, tenantPath } from "../parts/frame.view.tsx";
import { Copyable, Note } from "../parts/parts.view.tsx";
import { Verification } from "./secret.view.tsx";

/** How long the older secrets go on signing, as a person chooses it. */
const OVERLAPS = [
  ["3600", "an hour"],
  ["86400", "a day"],
  ["604800", "a week"],
  ["0", "not at all: the old secret is known to others"],
] as const;
const USUAL_OVERLAP = "86400";

/** Gives a subscription another secret. @param path of the subscription's page */
export function RotateForm({ path, signature }: { path: string; signature: SubscriptionView["signature"] }) {
  return (
    <section aria-labelledby="rotate-title">
      <h2 id="rotate-title">Rotate the secret</h2>
      <p class="hint">
        From the next attempt on the new secret signs, and for a while the old one beside it: every request
        carries both signatures, so that your endpoint may change over whenever it suits you.
        {signature === "fastpix" &&
          " The FastPix signature has room for one only and changes at once: your handler has to know the new secret first, so choose it yourself."}
      </p>
      <form method="post" action={`${path}/rotate-secret`} class="sheet" data-ask="Make a new secret?">
        <label>
          The old secret signs for another
          <select name="overlapSeconds">
            {OVERLAPS.map(([seconds, text]) => (
              <option value={seconds} selected={seconds === USUAL_OVERLAP}>
                {text}
              </option>
            ))}
          </select>
        </label>
        <label>
          The new secret (empty = a fresh one)
          <input name="secret" type="password" autocomplete="off" />
        </label>
        <p>
          <button type="submit">Rotate</button>
        </p>
      </form>
    </section>
  );
}

interface RotatedProps {
  tenant: PageTenant;
  subscription: SubscriptionView;
  /** Shown on this page and never again. */
  secret: string;
  /** How many secrets sign at present. */
  signingSecrets: number;
}

/** After a rotation: the new secret, and what to do with it. */
export function RotatedPage({ tenant, subscription, secret, signingSecrets }: RotatedProps) {
  return (
    <>
      <h1>A new secret</h1>
      <p class="soft">{subscription.url}</p>
      <Note tone="wait">Copy it now: it is not shown again.</Note>
      <Copyable id="secret" text={secret} />
      <p>
        {signingSecrets > 1
          ? `${signingSecrets} secrets sign at present. Put the new one into your endpoint before the overlap ends; until then requests verify with any of them.`
          : "Only this one signs. Requests verify with it from now on and with nothing else."}
        {subscription.signature === "fastpix" && " The FastPix signature is made with the new one already."}
      </p>
      <p>
        <a class="button main" href={`${tenantPath(tenant)}/subscriptions/${subscription.id}`}>
          To the subscription
        </a>
      </p>
      <Verification url={subscription.url} />
    </>
  );
}
