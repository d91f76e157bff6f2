import * as z from "zod";

const Profiled = z.object({
  /** Of what: a version, or what was changed. */
  label: z.string(),
  on: z.iso.date(),
  system: z.enum(["floor", "hooklane"]),
  scenario: z.string(),
  events: z.number(),
  /** CPU of the whole workerd process, all isolates, in microseconds. */
  cpuUsPerEvent: z.number(),
  stages: z.array(z.object({ stage: z.string(), share: z.number() })),
});
/** One profile that is kept, added up by stage. */
export type Profiled = z.infer<typeof Profiled>;

/** What is kept in profiles.json, oldest first. */
export const Profiles = z.array(Profiled);
