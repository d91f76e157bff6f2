import { describe, expect, it } from "vitest";
import { checkUrl } from "../../../src/deliver/safe-url.ts";

const EDGE = { allowPrivate: false, ownHosts: ["hooks.example.com"] };
const LOCAL = { allowPrivate: true, ownHosts: ["hooks.example.com"] };

// Every block of the IANA special-purpose registries, and the odd spellings that URL parsers accept.
const REFUSED_HOSTS = [
  ...["10.254.0.0", "192.168.10.65", "172.16.10.65", "172.31.255.255", "0.1.2.3", "0.0.0.0", "127.0.0.1"],
  ...["127.254.254.254", "169.254.169.254", "169.254.45.1", "255.255.255.255", "224.1.2.3", "233.252.0.16"],
  ...["192.0.0.0", "192.0.2.255", "198.51.100.65", "203.0.113.6", "100.64.0.1", "100.100.100.200"],
  ...["192.88.99.3", "198.18.0.0", "198.19.255.255", "240.240.240.240"],
  ...["2130706433", "0x7f.1", "0x7f000001", "017700000001", "127.1", "0177.0.0.1", "0xa9fea9fe", "10.1", "0"],
  ...["[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]"],
  ...[
    "[::ffff:0.0.0.1]",
    "[::127.0.0.1]",
    "[2001:db8::1]",
    "[2001::1]",
    "[3fff::dead:beef]",
    "[fe80::dead:beef]",
  ],
  ...[
    "[febf:ffff::1]",
    "[fec0::1]",
    "[fdee:3a45:9057::1]",
    "[fd00:ec2::254]",
    "[fd7a:115c:a1e0::1]",
    "[ff02::1]",
  ],
  ...["[2002:c000:0204::dead:beef]", "[2002:c0a8:1::1]", "[64:ff9b::c0a8:0]", "[64:ff9b::808:808]"],
  ...["[64:ff9b:1::1]", "[5f00::1]", "[100::1:2:3:4]"],
  ...[
    "localhost",
    "LOCALHOST",
    "localhost.",
    "localhost..",
    "a.localhost",
    "printer.local",
    "metadata.google.internal",
  ],
  ...[
    "instance-data",
    "router.home.arpa",
    "db.lan",
    "hooks.example.com",
    "HOOKS.example.com",
    "hooks.example.com.",
  ],
  ...["１２７.0.0.1", "127。0。0。1", "ⓛocalhost"],
];

describe("a URL that Hooklane sends nothing to", () => {
  it.each(REFUSED_HOSTS)("names %s", (host) => {
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
