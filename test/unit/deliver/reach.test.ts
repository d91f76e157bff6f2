import { expect, it } from "vitest";
import { classifyFailure } from "../../../src/deliver/classify-failure.ts";
import { edgeAnswer } from "../../../src/deliver/edge-answer.ts";
import { type Network, reach } from "../../../src/deliver/reach.ts";

const LOST = new Error("Network connection lost.");
const INTERNAL = new Error("internal error; reference = abc");
const never = new Promise<never>(() => undefined);

/** A way out whose sockets open as told; it keeps the addresses that were asked for. */
function networkThat(opens: Promise<unknown>) {
  const asked: unknown[] = [];
  const closed: string[] = [];
  const socket = {
    opened: opens,
    closed: never,
    close: () => {
      closed.push("closed");
      return Promise.resolve();
    },
  };
  // The little of a socket that is looked at.
  const network = {
    connect: (address: unknown) => {
      asked.push(address);
      return socket;
    },
  } as unknown as Network;
  return { network, asked, closed };
}

const calm = () => new AbortController().signal;

it.each([
  ["http://endpoint.example/hook", "endpoint.example:80"],
  ["https://endpoint.example/hook", "endpoint.example:443"],
  ["https://[2606:4700::1]:8443/hook", "[2606:4700::1]:8443"],
])("looks where %s would be posted to, and leaves no connection behind", async (url, address) => {
  const { network, asked, closed } = networkThat(Promise.resolve({}));

  expect(await reach(new URL(url), network, calm())).toBe("open");
  expect(asked).toEqual([address]);
  expect(closed).toEqual(["closed"]);
});

it("knows a closed port from one that it knows nothing of", async () => {
  const refusing = networkThat(Promise.reject(new Error("cannot connect to the specified address")));
  const url = new URL("https://endpoint.example/");

  expect(await reach(url, refusing.network, calm())).toBe("closed");
  expect(await reach(url, undefined, calm())).toBe("unknown");
});

it("does not outlive the attempt", async () => {
  const { network, closed } = networkThat(never);

  const seen = await reach(new URL("https://endpoint.example/"), network, AbortSignal.timeout(20));

  expect(seen).toBe("unknown");
  expect(closed).toEqual(["closed"]);
});

it.each([
  [LOST, "open", "connection_lost"],
  [LOST, "closed", "connection_refused"],
  [LOST, "unknown", "connection_lost"],
  [INTERNAL, "open", "tls_error"],
  [INTERNAL, "closed", "dns_error"],
  [INTERNAL, "unknown", "network_error"],
] as const)("takes %s at a port that is %s for %s", async (failure, seen, error) => {
  expect(await classifyFailure(failure, () => Promise.resolve(seen))).toBe(error);
});

it("does not look where the words are clear", async () => {
  const look = () => Promise.reject(new Error("looked"));

  expect(await classifyFailure(new Error("TLS peer's certificate is not trusted"), look)).toBe("tls_error");
});

it.each([
  [521, "", "connection_refused"],
  [522, "", "timeout"],
  [525, "", "tls_error"],
  [530, "error code: 1016", "dns_error"],
  [530, "error code: 1033", undefined],
  [503, "", undefined],
])("reads Cloudflare's %s %s in an endpoint's stead as %s", (status, text, error) => {
  expect(edgeAnswer(new Response(text, { status, headers: { server: "cloudflare" } }), text)).toBe(error);
  expect(edgeAnswer(new Response(text, { status, headers: { server: "nginx" } }), text)).toBeUndefined();
});
