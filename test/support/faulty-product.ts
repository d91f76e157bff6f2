import { join } from "node:path";
import type { Fault } from "./faults/fault.ts";
import { startProduct, type Life, type Product } from "./product.ts";

const START = join(import.meta.dirname, "start-with-entry.ts");

/** A product whose databases fail on demand. */
export interface FaultyProduct extends Product {
  /** @param database name of its binding; absent = the one that every product has */
  setFault(fault: Fault, database?: string): Promise<void>;
  /** Fires the cron trigger and waits until it is done. */
  fireCron(): Promise<void>;
}

/** Starts one; everything else about it is as with `startProduct`. */
export async function startFaultyProduct(life: Life): Promise<FaultyProduct> {
  const product = await startWithEntry(life, "faulty.worker.ts");
  const push = async (path: string) => {
    const response = await fetch(new URL(path, product.url), { method: "POST" });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  };
  return {
    ...product,
    setFault: (fault, database = "DB") => push(`/faults/${fault}/${database}`),
    fireCron: () => push("/cron"),
  };
}

/** Starts a product whose Worker is another one. @param entry a module of test/support/faults */
export function startWithEntry(life: Life, entry: string): Promise<Product> {
  return startProduct({ ...life, env: { ...life.env, TEST_ENTRY: entry } }, START);
}
