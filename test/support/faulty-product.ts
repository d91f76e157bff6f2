import { join } from "node:path";
import { startProduct, type Life, type Product } from "./product.ts";
import type { Fault } from "./faults/fault.ts";

/** A product whose database fails on demand. */
export interface FaultyProduct extends Product {
  setFault(fault: Fault): Promise<void>;
  /** Fires the cron trigger and waits until it is done. */
  fireCron(): Promise<void>;
}

/** Starts one; everything else about it is as with `startProduct`. */
export async function startFaultyProduct(life: Life): Promise<FaultyProduct> {
  const product = await startProduct(life, join(import.meta.dirname, "start-with-faults.ts"));
  const push = async (path: string) => {
    const response = await fetch(new URL(path, product.url), { method: "POST" });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  };
  return {
    ...product,
    setFault: (fault) => push(`/faults/${fault}`),
    fireCron: () => push("/cron"),
  };
}
