import type { Context } from "hono";
import { concatBytes } from "../platform/bytes.ts";
import { Problem } from "../platform/problem.ts";
import type { FormFields } from "./form-fields.ts";
import type { PortalEnv } from "./portal-deps.ts";

/** Far above what a person types; the same as for a body of the API. */
const MAX_FORM_BYTES = 256 * 1024;

/** Reads the form of a request. @throws Problem `body_too_large`, `malformed_request` */
export async function sentForm(context: Context<PortalEnv>): Promise<FormFields> {
  const fields = await fieldsOf(context);
  const all = (name: string) => fields.getAll(name).filter((value) => typeof value === "string");
  return { all, text: (name) => all(name).at(-1) ?? "" };
}

async function fieldsOf(context: Context<PortalEnv>): Promise<FormData> {
  const bytes = await bytesOf(context.req.raw);
  const contentType = context.req.header("content-type");
  if (bytes.length === 0 || contentType === undefined) return new FormData();
  try {
    return await new Response(bytes, { headers: { "content-type": contentType } }).formData();
  } catch {
    throw new Problem("malformed_request", "This is not a form as a browser sends it.");
  }
}

async function bytesOf(request: Request): Promise<Uint8Array> {
  const stream: ReadableStream<Uint8Array> | null = request.body;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream ?? []) {
    size += part.length;
    // Leaving the loop cancels the stream.
    if (size > MAX_FORM_BYTES) {
      throw new Problem("body_too_large", `A form has at most ${MAX_FORM_BYTES / 1024} KiB.`);
    }
    parts.push(part);
  }
  return concatBytes(...parts);
}
