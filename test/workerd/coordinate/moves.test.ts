import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, it } from "vitest";
import type { Accepted, Arrival } from "../../../src/coordinate/arrival.ts";
import { coordinatorName, partitionOf } from "../../../src/coordinate/partition.ts";
import type { Configuration, CoordinatedSubscription } from "../../../src/coordinate/subscription.ts";
import { arrivalOf, configurationOf, outcomeOf, settlementOf, subscriptionOf, unique } from "../../support/builders/coordination.ts";
import { eventually, leasesOf, only } from "./coordinator-under-test.ts";
