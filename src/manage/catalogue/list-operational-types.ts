import { OPERATIONAL_TYPES } from "../../operational/samples.ts";

/** The events that Hooklane tells its operator, each with what it says. */
export function operationalTypeList(): { type: string; description: string }[] {
  return Object.entries(OPERATIONAL_TYPES).map(([type, { description }]) => ({ type, description }));
}
