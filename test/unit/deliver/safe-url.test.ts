import { describe, expect, it } from "vitest";
import { checkUrl } from "../../../src/deliver/safe-url.ts";
import { REFUSED_HOSTS } from "../../support/refused-hosts.ts";

const EDGE = { allowPrivate: false, ownHosts: ["hooks.example.com"] };
const LOCAL = { allowPrivate: true, ownHosts: ["hooks.example.com"] };

const OWN_HOSTS = ["hooks.example.com", "HOOKS.example.com", "hooks.example.com.", "hooks%2eexample.com"];

describe("a URL that Hooklane sends nothing to", () => {
  it("is known in more than eighty spellings", () => {
    expect(new Set(REFUSED_HOSTS).size).toBe(REFUSED_HOSTS.length);
    expect(REFUSED_HOSTS.length).toBeGreaterThan(80);
  });

  it.each([...REFUSED_HOSTS, ...OWN_HOSTS])("names %s", (host) => {
    expect(checkUrl(`https://${host}/hook`, EDGE).ok).toBe(false);
    expect(checkUrl(`https://${host}:9876/hook`, EDGE).ok).toBe(false);
  });

  it.each([
    ["is not https", "http://example.com/hook"],
    ["has another scheme", "ftp://example.com/hook"],
    ["carries credentials", "https://user:secret@example.com/"],
    ["carries empty credentials", "https://@example.com/"],
    ["has a fragment", "https://example.com/#part"],
    ["has an empty fragment", "https://example.com/#"],
    ["is relative", "/hook"],
    ["is no URL at all", "example.com"],
    ["is longer than a URL may be", `https://example.com/${"a".repeat(2_048)}`],
  ])("%s", (_, url) => {
    expect(checkUrl(url, EDGE).ok).toBe(false);
  });

  it("stays refused in local development where it is link-local, private or a metadata service", () => {
    for (const host of [
      "169.254.169.254",
      "[fe80::1]",
      "10.0.0.1",
      "metadata.google.internal",
      "100.100.100.200",
    ]) {
      expect(checkUrl(`http://${host}/`, LOCAL).ok, host).toBe(false);
    }
  });

  it("is refused with the reason", () => {
    expect(checkUrl("https://127.0.0.1/", EDGE)).toEqual({ ok: false, why: "names a loopback address" });
  });
});

describe("a URL that Hooklane delivers to", () => {
  it.each([
    "https://1.1.1.1/",
    "https://8.8.8.8:8443/a?b=c",
    "https://[2001:4860:4860::8888]/",
    "https://[::ffff:8.8.8.8]/",
  ])("names a public address: %s", (url) => {
    expect(checkUrl(url, EDGE).ok).toBe(true);
  });

  it("names a public host", () => {
    expect(checkUrl("https://example.com/hook?tenant=a", EDGE).ok).toBe(true);
  });

  it.each(["http://127.0.0.1:9000/", "http://localhost:9000/", "http://[::1]:9000/", "https://127.0.0.1/"])(
    "is on this machine, in local development only: %s",
    (url) => {
      expect(checkUrl(url, LOCAL).ok).toBe(true);
      expect(checkUrl(url, EDGE).ok).toBe(false);
    },
  );
});
