/** Hooklane's version, as endpoints see it in `user-agent`. Kept equal to package.json by a test. */
export const VERSION = "0.1.0";
