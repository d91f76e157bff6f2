import { randomBytes } from "node:crypto";
import { startHost, type Host } from "../host-process.ts";

/** The keys of one bench: states are made and measured with the same ones. */
export interface Keys {
  adminKey: string;
  encryptionKey: string;
}

export function newKeys(): Keys {
  return { adminKey: randomBytes(32).toString("hex"), encryptionKey: randomBytes(32).toString("base64") };
}

/** The product on a state folder, with the operations of `inside/flat.worker.ts` beside it. */
export interface FlatHost extends Host {
  /** Asks the management API. */
  api(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Asks the bench's own operations. */
  bench(operation: string, body?: unknown): Promise<unknown>;
}

/** Starts it as `npm start` would, with crons held still. */
export async function startFlat(stateDir: string, keys: Keys): Promise<FlatHost> {
  const host = await startHost({
    system: "hooklane",
    stateDir,
    ...keys,
    logLevel: "info",
    entry: "flat/inside/flat.worker.ts",
  });
  const ask = async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${keys.adminKey}`, "content-type": "application/json" };
    const answer = await fetch(new URL(path, host.url), {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  return {
    ...host,
    api: ask,
    bench: (operation, body) => ask(body === undefined ? "GET" : "POST", `/bench/${operation}`, body),
  };
}
