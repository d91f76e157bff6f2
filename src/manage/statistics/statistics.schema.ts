import * as z from "zod";
import { instantShape } from "../text.schema.ts";
import { WINDOWS, type WindowName } from "./windows.ts";

const NAMES = Object.keys(WINDOWS) as [WindowName, ...WindowName[]];

export const windowShape = z.enum(NAMES);

const outcomes = {
  delivered: z.number().meta({ description: "Deliveries that were delivered." }),
  failed: z.number().meta({ description: "Deliveries that failed for good." }),
  retried: z.number().meta({ description: "Failed attempts that are followed by another." }),
};

const durations = {
  p50Ms: z.number().nullable().meta({ description: "Of all attempts; null where there were none." }),
  p95Ms: z.number().nullable(),
};

const arrivals = {
  accepted: z.number().meta({ description: "Events taken in." }),
  duplicates: z.number().meta({ description: "Re-sends of the provider." }),
};

const frame = {
  window: windowShape,
  bucketSeconds: z.number(),
  nextCursor: z.string().nullable().meta({ description: "Always null: a window comes whole." }),
};

/** What became of a subscription's deliveries over time. */
export const subscriptionStatisticsView = z
  .object({
    ...frame,
    data: z
      .array(z.object({ at: instantShape, ...outcomes, ...durations }))
      .meta({ description: "Every bucket of the window, oldest first; the last one is not over." }),
    totals: z.object({ ...outcomes, ...durations }),
  })
  .meta({ id: "SubscriptionStatistics" });

/** The same over all subscriptions of a tenant, with what came in and how it stands now. */
export const tenantStatisticsView = z
  .object({
    ...frame,
    data: z.array(z.object({ at: instantShape, ...arrivals, ...outcomes, ...durations })),
    totals: z.object({ ...arrivals, ...outcomes, ...durations }),
    byCategory: z
      .array(z.object({ category: z.string(), ...arrivals, ...outcomes, ...durations }))
      .meta({ description: "An event counts under the first of its categories." }),
    now: z.object({
      openEvents: z.number().meta({ description: "Events with an unsettled delivery." }),
      oldestUndeliveredAt: instantShape
        .nullable()
        .meta({ description: "When the oldest of these was received." }),
      openBreakers: z.number(),
      unrecorded: z.number().meta({ description: "Events that are on their way to the record." }),
    }),
  })
  .meta({ id: "TenantStatistics" });

/** How the router as a whole stands. */
export const systemView = z
  .object({
    version: z.string(),
    coordinators: z.number(),
    openEvents: z.number(),
    oldestUndeliveredAt: instantShape.nullable(),
    openBreakers: z.number(),
    unrecorded: z.number(),
    projectionLagMs: z
      .number()
      .meta({ description: "The longest that an event was waiting for the record when last told of." }),
    databases: z
      .array(
        z.object({
          binding: z.string(),
          bytes: z.number().nullable().meta({
            description:
              "How big the whole database is. null where it cannot be reached: its coordinators are missing in the numbers above then, and in the list of coordinators.",
          }),
          tenants: z
            .number()
            .meta({ description: "Whose record it holds, those included that are being erased." }),
        }),
      )
      .meta({ description: "All databases that hold records, the one with the management data first." }),
  })
  .meta({ id: "System" });

/** What a coordinator last said of itself. */
export const coordinatorView = z
  .object({
    tenantId: z.string(),
    partition: z.number(),
    reportedAt: instantShape,
    openEvents: z.number(),
    oldestUndeliveredAt: instantShape.nullable(),
    openBreakers: z.number(),
    unrecorded: z.number(),
    projectionLagMs: z.number(),
  })
  .meta({ id: "Coordinator" });

export type SubscriptionStatisticsView = z.infer<typeof subscriptionStatisticsView>;
export type TenantStatisticsView = z.infer<typeof tenantStatisticsView>;
export type DatabaseView = z.infer<typeof systemView>["databases"][number];
export type SystemView = z.infer<typeof systemView>;
export type CoordinatorView = z.infer<typeof coordinatorView>;
