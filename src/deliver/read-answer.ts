/** How much of an endpoint's answer is read and kept: enough to understand an error page. */
const MAX_ANSWER_BYTES = 16 * 1024;

/** What was read of an answer. */
export interface Answer {
  text: string;
  /** It went on beyond the cap. */
  isCut: boolean;
}

/** An answer of no bytes is over with its headers: reading it would be a turn for nothing. */
const NOTHING: Answer = { text: "", isCut: false };

/**
 * The first 16 KiB of the answer as text; the rest is cancelled, so that an endless body holds nothing.
 * @throws the deadline's reason when it passes before the answer ends or the cap is reached.
 */
export async function readAnswer(response: Response, deadline: AbortSignal): Promise<Answer> {
  const { headers } = response;
  const declaredBytes = Number(headers.get("content-length") ?? Number.NaN);
  if (declaredBytes === 0 || !response.body) return NOTHING;
  if (isDeclaredShort(declaredBytes, headers)) return { text: await response.text(), isCut: false };
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- a body of fetch streams bytes; its type says any
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  const expired = new Promise<never>((_, reject) => {
    deadline.addEventListener("abort", () => reject(deadline.reason), { once: true });
  });
  try {
    while (size < MAX_ANSWER_BYTES) {
      deadline.throwIfAborted();
      const { done, value } = await Promise.race([reader.read(), expired]);
      if (done) return { text: decode(parts, size), isCut: false };
      parts.push(value);
      size += value.length;
    }
  } catch (failure) {
    void reader.cancel().catch(() => undefined);
    throw failure;
  }
  void reader.cancel().catch(() => undefined);
  return { text: decode(parts, size), isCut: true };
}

/**
 * A short answer of a declared size is read in one native call; fetch's own signal ends it with the deadline. The
 * declaration counts for nothing where the body is packed or chunked: it can be a thousand times as long.
 */
function isDeclaredShort(declaredBytes: number, headers: Headers): boolean {
  if (headers.has("content-encoding") || headers.has("transfer-encoding")) return false;
  return declaredBytes <= MAX_ANSWER_BYTES;
}

function decode(parts: readonly Uint8Array[], size: number): string {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  // `stream` holds back a character that the cut has split instead of showing half of it.
  return new TextDecoder().decode(whole.subarray(0, MAX_ANSWER_BYTES), { stream: size > MAX_ANSWER_BYTES });
}
