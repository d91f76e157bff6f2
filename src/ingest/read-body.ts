/** Events of the provider stay far below; FastPix's own Moodle plugin draws the line at the same size. */
export const MAX_BODY_BYTES = 1_048_576;
/**
 * So much more is read and thrown away: a sender that is cut off while it writes never gets to see the answer
 * (tried with workerd, which closes the connection some 64 KiB later).
 */
const GRACE_BYTES = 4 * MAX_BODY_BYTES;

/** Of a request, what its body is read from. */
export type Message = Pick<Request, "body" | "arrayBuffer">;

export type BodyRead =
  | { result: "read"; body: Uint8Array }
  | { result: "too-large" }
  /** The sender went away before the body was complete. */
  | { result: "interrupted" };

/**
 * Reads a request's body to its end, but never holds more than `MAX_BODY_BYTES`: what a sender declares is
 * only good enough for refusing, what counts is counted.
 */
export async function readBody(message: Message, declaredBytes: number): Promise<BodyRead> {
  if (declaredBytes > 0 && declaredBytes <= MAX_BODY_BYTES) return readDeclared(message);
  const stream: ReadableStream<Uint8Array> | null = message.body;
  if (!stream) return { result: "read", body: new Uint8Array(0) };
  const reader = stream.getReader();
  try {
    if (declaredBytes > MAX_BODY_BYTES) return await passOver(reader);
    let whole: Uint8Array = new Uint8Array(0);
    let filled = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { result: "read", body: exactly(whole, filled) };
      if (filled + value.byteLength > MAX_BODY_BYTES) return await passOver(reader);
      whole = append(whole, { filled, chunk: value, declaredBytes });
      filled += value.byteLength;
    }
  } catch {
    return { result: "interrupted" };
  }
}

/** The size that a `content-length` header declares; 0 where it declares none. */
export function declaredBytesOf(headers: Headers): number {
  return Number(headers.get("content-length")) || 0;
}

/**
 * Reads a body of a declared size in one native call. HTTP ends such a body where it was declared to end, so that
 * nothing longer can come; it is counted all the same.
 */
async function readDeclared(message: Message): Promise<BodyRead> {
  try {
    const body = new Uint8Array(await message.arrayBuffer());
    return body.byteLength > MAX_BODY_BYTES ? { result: "too-large" } : { result: "read", body };
  } catch {
    return { result: "interrupted" };
  }
}

/** Reads on, keeping nothing, until the sender is done or the grace is used up. */
async function passOver(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<BodyRead> {
  let passed = 0;
  while (passed < GRACE_BYTES) {
    const { done, value } = await reader.read();
    if (done) return { result: "too-large" };
    passed += value.byteLength;
  }
  await reader.cancel();
  return { result: "too-large" };
}

// One growing buffer rather than a list of chunks: a sender of single bytes would make a million of them.
function append(
  whole: Uint8Array,
  { filled, chunk, declaredBytes }: { filled: number; chunk: Uint8Array; declaredBytes: number },
): Uint8Array {
  if (filled === 0) return chunk;
  const needed = filled + chunk.byteLength;
  if (needed <= whole.byteLength) {
    whole.set(chunk, filled);
    return whole;
  }
  const grown = new Uint8Array(Math.min(MAX_BODY_BYTES, Math.max(declaredBytes, needed * 2)));
  grown.set(whole.subarray(0, filled));
  grown.set(chunk, filled);
  return grown;
}

// A view into a larger buffer would take the whole buffer along in the call to the coordinator.
function exactly(whole: Uint8Array, filled: number): Uint8Array {
  return whole.buffer.byteLength === filled ? whole : whole.slice(0, filled);
}
