/** A package that code under `src` may import, and through which files it comes in. */
export interface Door {
  /** The package or the scheme (`node:`); sub-paths of a package go through the same door. */
  name: string;
  /** Endings of the paths that may import it. */
  openTo: readonly string[];
}

/** Every package that the Worker uses. One without a row is refused: a dependency at run time needs a reason. */
export const DOORS: readonly Door[] = [
  { name: "hono", openTo: [".routes.ts", ".routes.tsx", ".view.tsx", "src/app.ts"] },
  // Brings all of zod's languages into the bundle, so it stays with the routes that need OpenAPI.
  { name: "@hono/zod-openapi", openTo: [".routes.ts", ".routes.tsx", ".schema.ts"] },
  { name: "zod", openTo: [".schema.ts", "src/config.ts"] },
  { name: "cloudflare:", openTo: [".do.ts"] },
];
