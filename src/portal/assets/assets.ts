import { toHex, toUtf8 } from "../../platform/bytes.ts";
import { LIVE } from "./live.ts";
import { STYLE } from "./style.ts";

/** A file that the pages load; its name holds a hash of its content, so that it may be kept for ever. */
export interface Asset {
  path: string;
  contentType: string;
  content: string;
}

export interface Assets {
  style: Asset;
  script: Asset;
}

const HASH_CHARS = 12; // 48 bits: two versions never meet

let made: Promise<Assets> | undefined;

/** The assets, named once per isolate. */
export function assets(): Promise<Assets> {
  made ??= nameAll();
  return made;
}

async function nameAll(): Promise<Assets> {
  const [style, script] = await Promise.all([
    nameOf("style", { extension: "css", contentType: "text/css; charset=utf-8", content: STYLE }),
    nameOf("portal", { extension: "js", contentType: "text/javascript; charset=utf-8", content: LIVE }),
  ]);
  return { style, script };
}

async function nameOf(
  name: string,
  { extension, contentType, content }: { extension: string; contentType: string; content: string },
): Promise<Asset> {
  const digest = toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", toUtf8(content))));
  return {
    path: `/portal/assets/${name}-${digest.slice(0, HASH_CHARS)}.${extension}`,
    contentType,
    content,
  };
}
