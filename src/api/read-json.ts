import { concatBytes, fromUtf8 } from "../platform/bytes.ts";
import { Problem } from "../platform/problem.ts";
import { storageErrors } from "../manage/storable.ts";

/** Far above any description of a thing; events do not come this way. */
const MAX_BODY_BYTES = 256 * 1024;
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/**
 * The bytes of a JSON body that can be stored as it is; undefined where there is no body.
 * @throws Problem `not_json`, `body_too_large`, `malformed_json`, `invalid`
 */
export async function readJson(request: Request): Promise<Uint8Array | undefined> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return undefined;
  const type = request.headers.get("content-type");
  if (!JSON_TYPE.test(type ?? "")) {
    throw new Problem("not_json", "Send the body as JSON, with content-type: application/json.");
  }
  const errors = storageErrors(parse(bytes));
  if (errors.length > 0) throw new Problem("invalid", "The body cannot be stored as it is.", { errors });
  return bytes;
}

async function readBytes(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length")) > MAX_BODY_BYTES) throw tooLarge();
  const stream: ReadableStream<Uint8Array> | null = request.body;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream ?? []) {
    size += part.length;
    // Leaving the loop cancels the stream.
    if (size > MAX_BODY_BYTES) throw tooLarge();
    parts.push(part);
  }
  return concatBytes(...parts);
}

function tooLarge(): Problem {
  return new Problem("body_too_large", `A body has at most ${MAX_BODY_BYTES / 1024} KiB.`);
}

function parse(bytes: Uint8Array): unknown {
  const text = fromUtf8(bytes);
  if (text === undefined) throw new Problem("malformed_json", "The body is not valid UTF-8.");
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    throw new Problem("malformed_json", "The body is not valid JSON.");
  }
}
