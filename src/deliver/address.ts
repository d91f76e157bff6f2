/** What an IP address literal is good for; only `public` and, in development, `loopback` may be delivered to. */
export type AddressBlock = "public" | "loopback" | "private" | "link-local" | "reserved";

type Range = readonly [prefix: string, bits: number, block: AddressBlock];

// IANA IPv4 Special-Purpose Address Registry, and 224.0.0.0/4, 240.0.0.0/4.
const IPV4_RANGES: readonly Range[] = [
  ["0.0.0.0", 8, "reserved"],
  ["10.0.0.0", 8, "private"],
  ["100.64.0.0", 10, "private"],
  ["127.0.0.0", 8, "loopback"],
  ["169.254.0.0", 16, "link-local"],
  ["172.16.0.0", 12, "private"],
  ["192.0.0.0", 24, "reserved"],
  ["192.0.2.0", 24, "reserved"],
  ["192.88.99.0", 24, "reserved"],
  ["192.168.0.0", 16, "private"],
  ["198.18.0.0", 15, "reserved"],
  ["198.51.100.0", 24, "reserved"],
  ["203.0.113.0", 24, "reserved"],
  ["224.0.0.0", 4, "reserved"],
  ["240.0.0.0", 4, "reserved"],
];

// Inside 2000::/3, what the IANA IPv6 registry takes out again; everything outside 2000::/3 is refused anyway.
const IPV6_EXCEPTIONS: readonly Range[] = [
  ["2001::", 23, "reserved"], // IETF protocols, Teredo among them: carries IPv4 inside
  ["2001:db8::", 32, "reserved"],
  ["2002::", 16, "reserved"], // 6to4: carries IPv4 inside
  ["3fff::", 20, "reserved"],
];

/** The block of an address literal as `URL.hostname` spells it (IPv6 in brackets), or undefined for a name. */
export function addressBlock(host: string): AddressBlock | undefined {
  if (host.startsWith("[") && host.endsWith("]")) return ipv6Block(host.slice(1, -1));
  const bytes = ipv4Bytes(host);
  return bytes && ipv4Block(bytes);
}

function ipv4Block(bytes: readonly number[]): AddressBlock {
  const range = IPV4_RANGES.find(([prefix, bits]) => hasPrefix(bytes, ipv4Bytes(prefix) ?? [], bits));
  return range?.[2] ?? "public";
}

function ipv6Block(text: string): AddressBlock {
  const bytes = ipv6Bytes(text);
  if (!bytes) return "reserved";
  const head = bytes.slice(0, 12);
  const isZero = (part: readonly number[]) => part.every((byte) => byte === 0);
  if (isZero(bytes.slice(0, 15)) && bytes[15] === 1) return "loopback";
  const isMapped = isZero(head.slice(0, 10)) && head[10] === 0xff && head[11] === 0xff;
  if (isMapped) return ipv4Block(bytes.slice(12));
  if (hasPrefix(bytes, [0xfe, 0x80], 10)) return "link-local";
  if (hasPrefix(bytes, [0xfc], 7)) return "private";
  if (!hasPrefix(bytes, [0x20], 3)) return "reserved";
  const exception = IPV6_EXCEPTIONS.find(([prefix, bits]) => hasPrefix(bytes, ipv6Bytes(prefix) ?? [], bits));
  return exception?.[2] ?? "public";
}

function hasPrefix(bytes: readonly number[], prefix: readonly number[], bits: number): boolean {
  for (let bit = 0; bit < bits; bit++) {
    const mask = 0x80 >> (bit & 7);
    if (((bytes[bit >> 3] ?? 0) & mask) !== ((prefix[bit >> 3] ?? 0) & mask)) return false;
  }
  return true;
}

function ipv4Bytes(text: string): number[] | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const bytes = text.split(".").map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function ipv6Bytes(text: string): number[] | undefined {
  const [left = "", right] = text.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const head = groups(left);
  const tail = groups(right ?? "");
  const missing = right === undefined ? 0 : 8 - head.length - tail.length;
  const all = [...head, ...Array<string>(Math.max(0, missing)).fill("0"), ...tail];
  if (all.length !== 8 || !all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return all.flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}
