/** How the router itself stands, and where it tells what befalls it. */
export function SystemPage({ types }: { types: readonly { type: string; description: string }[] }) {
  return (
    <>
      <h1>System</h1>
      <section aria-labelledby="operational-title">
        <h2 id="operational-title">Operational events</h2>
        <p>
          What Hooklane tells its operator, as events of the tenant <code>system</code>. Subscribe there, and
          they arrive at your own endpoint: signed, retried and in order.
        </p>
        <p class="actions">
          <a class="button" href="/portal/t/system/events">
            What was told
          </a>
          <a class="button" href="/portal/t/system/subscriptions">
            Who is told
          </a>
          <a class="button" href="/portal/tenants/system">
            Its settings
          </a>
        </p>
        <dl>
          {types.map(({ type, description }) => (
            <>
              <dt>
                <a class="mono" href={`/portal/t/system/events?type=${encodeURIComponent(type)}`}>
                  {type}
                </a>
              </dt>
              <dd>
                <Prose text={description} />
              </dd>
            </>
          ))}
        </dl>
      </section>
      <section aria-labelledby="links-title">
        <h2 id="links-title">For programs</h2>
        <p class="actions">
          <a class="button" href="/docs">
            API reference
          </a>
          <a class="button" href="/openapi.json">
            OpenAPI document
          </a>
        </p>
      </section>
    </>
  );
}

// What stands between backticks is a name of the API.
function Prose({ text }: { text: string }) {
  return <>{text.split("`").map((part, index) => (index % 2 === 0 ? part : <code>{part}</code>))}</>;
}
