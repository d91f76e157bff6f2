import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { parse } from "smol-toml";
import { expect, it } from "vitest";

const { secrets, vars } = parse(readFileSync("wrangler.toml", "utf8"));
const example = parseEnv(readFileSync(".dev.vars.example", "utf8"));

// The Deploy-to-Cloudflare button uploads every line of the example as a secret, with the value that stands there.
it("asks for exactly the required secrets when it is deployed by the button, and suggests no value", () => {
  expect(secrets).toEqual({ required: Object.keys(example) });
  expect(Object.values(example)).toEqual(["", ""]);
});

it("is deployed with private endpoints closed", () => {
  expect(vars).toMatchObject({ ALLOW_PRIVATE_ENDPOINTS: "false" });
});
