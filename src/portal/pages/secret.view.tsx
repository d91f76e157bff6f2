import type { SubscriptionView } from "../../manage/subscriptions/subscription.schema.ts";
import { type PageTenant, tenantPath } from "../parts/frame.view.tsx";
import { Copyable, Note } from "../parts/parts.view.tsx";
import { snippets } from "../snippets.ts";

interface SecretProps {
  tenant: PageTenant;
  subscription: SubscriptionView;
  /** Shown on this page and never again. */
  secret: string;
}

/** After a subscription was made: its secret, and how to verify with it. */
export function SecretPage({ tenant, subscription, secret }: SecretProps) {
  return (
    <>
      <h1>{subscription.url}</h1>
      <Note tone="wait">Copy the secret now: it is not shown again. A new one can be made at any time.</Note>
      <Copyable id="secret" text={secret} />
      <p>
        <a class="button main" href={`${tenantPath(tenant)}/subscriptions/${subscription.id}`}>
          To the subscription
        </a>
      </p>
      <Verification url={subscription.url} />
    </>
  );
}

/** How a receiver verifies, in its language. */
export function Verification({ url }: { url: string }) {
  return (
    <section aria-labelledby="verify-title">
      <h2 id="verify-title">Verify on your side</h2>
      <p class="hint">
        With the subscription's secret in <code>WEBHOOK_SECRET</code>. Take the raw body: a parser changes it.
      </p>
      {snippets(url).map(({ language, code }) => (
        <details>
          <summary>{language}</summary>
          <Copyable id={`snippet-${language.toLowerCase()}`} text={code} />
        </details>
      ))}
    </section>
  );
}
