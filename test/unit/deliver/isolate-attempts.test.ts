import { expect, it } from "vitest";
import { attempt } from "../../../src/deliver/attempt.ts";
import { attemptDepsOf } from "../../../src/deliver/isolate-attempts.ts";
import { toBase64, toUtf8 } from "../../../src/platform/bytes.ts";
import { leaseOf } from "../../support/builders/leases.ts";
import { REFUSED_HOSTS } from "../../support/refused-hosts.ts";

const CONFIG = {
  encryptionKey: toBase64(new Uint8Array(32).fill(3)),
  allowPrivateEndpoints: false,
  publicHosts: ["hooks.example.com"],
};

/** What an attempt by this isolate says of an endpoint, and whether anything was sent there. */
async function attempted(url: string) {
  let isSent = false;
  const lease = leaseOf();
  const result = await attempt({ ...lease, target: { ...lease.target, url } }, toUtf8("{}"), {
    ...attemptDepsOf(CONFIG, {}),
    fetch: () => {
      isSent = true;
      return Promise.reject(new Error("nothing leaves this test"));
    },
  });
  return { error: result.error, isSent };
}

it.each([...REFUSED_HOSTS, "hooks.example.com", "HOOKS.example.com."])(
  "sends nothing to %s",
  async (host) => {
    expect(await attempted(`https://${host}/hook`)).toEqual({ error: "unsafe_url", isSent: false });
  },
);

it("looks at an endpoint that was saved under other rules once more", async () => {
  expect(await attempted("http://acme.example/hook")).toEqual({ error: "unsafe_url", isSent: false });
});
