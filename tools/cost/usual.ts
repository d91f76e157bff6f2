import type { Shape } from "./measured-runs.ts";

/** The shape that stands for a tenant with real traffic. */
export const USUAL: Shape = "steady-10";
