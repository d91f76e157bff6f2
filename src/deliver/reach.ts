/** How long a bare connection may take: the endpoint has just answered a fetch at once, with a failure. */
const PATIENCE_MS = 1_000;

/** What a bare connection came to. `unknown`: nobody could try, or it took too long. */
export type Reach = "open" | "closed" | "unknown";

/** The way out of a runtime on one machine, under the same egress rule as `fetch`. */
export type Network = Pick<Fetcher, "connect">;

/**
 * Whether anything accepts connections at the URL's host and port; sends nothing. Never throws.
 * Only a runtime on one machine has a `network` to ask: on Cloudflare the edge itself answers for an endpoint that
 * it cannot reach (edge-answer.ts), and a socket to its own addresses is refused, which would say nothing.
 * @param deadline of the attempt: it is not outlived.
 */
export async function reach(url: URL, network: Network | undefined, deadline: AbortSignal): Promise<Reach> {
  if (!network) return "unknown";
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  const patience = AbortSignal.any([deadline, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    const socket = network.connect(`${url.hostname}:${port}`);
    socket.closed.catch(() => undefined);
    const expired = new Promise<Reach>((resolve) => {
      patience.addEventListener("abort", () => resolve("unknown"), { once: true });
    });
    const opened = socket.opened.then(
      (): Reach => "open",
      (): Reach => "closed",
    );
    const seen = await Promise.race([opened, expired]);
    if (seen !== "closed") void socket.close().catch(() => undefined);
    return seen;
  } catch {
    return "unknown";
  }
}
