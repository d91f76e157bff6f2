import { toUtf8 } from "./bytes.ts";

/** FNV-1a over the UTF-8 bytes of a text: 32 bits, not for secrets. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of toUtf8(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
