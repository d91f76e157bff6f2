import type { SchemeName } from "../../verify/schemes.ts";
import { FASTPIX } from "./fastpix.ts";
import type { Provider } from "./provider.ts";

const PROVIDERS: Readonly<Record<SchemeName, Provider>> = { fastpix: FASTPIX };

/** @throws Error for a provider that the record knows and this deployment does not. */
export function providerOf(name: string): Provider {
  if (!isProvider(name)) throw new Error(`the provider "${name}" is not one that this deployment knows`);
  return PROVIDERS[name];
}

function isProvider(name: string): name is SchemeName {
  return Object.hasOwn(PROVIDERS, name);
}
