import { afterAll, beforeAll } from "vitest";
import { endLife, newLife, startProduct, type Life, type Product } from "./product.ts";
import { openScene, type Scene } from "./scene.ts";

type Drafts = [
  tenantDraft?: Readonly<Record<string, unknown>>,
  sourceDraft?: Readonly<Record<string, unknown>>,
];

/** A product for all tests of a file. */
export interface Ground<P extends Product = Product> {
  product(): P;
  /** A tenant and a source for one test; its endpoints close after the last test of the file. */
  scene(...drafts: Drafts): Promise<Scene>;
}

/** Starts one product before the tests of this file and ends it after them. */
export function useProduct(): Ground {
  return useProductOf(startProduct);
}

/** The same with another kind of product. */
export function useProductOf<P extends Product>(start: (life: Life) => Promise<P>): Ground<P> {
  const life = newLife();
  const scenes: Scene[] = [];
  let running: P | undefined;
  const product = () => {
    if (!running) throw new Error("the product is not running");
    return running;
  };
  beforeAll(async () => {
    running = await start(life);
  });
  afterAll(async () => {
    await Promise.all(scenes.map((scene) => scene.close()));
    await running?.stop();
    endLife(life);
  });
  return {
    product,
    async scene(...drafts) {
      const scene = await openScene(product().api, ...drafts);
      scenes.push(scene);
      return scene;
    },
  };
}
