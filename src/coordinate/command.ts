import type { FoldedDelivery } from "../record/folded-delivery.ts";

/** What somebody wants done with one event, now. */
export type Command = (
  | { command: "retry" | "skip"; eventId: string; subscriptionId: string }
  /** `subscriptionId` null = every subscription that has it. */
  | { command: "redeliver"; eventId: string; subscriptionId: string | null }
) & {
  /** The event's. Absent from a Worker that knows of no streams that move. */
  stream?: string;
};

/** Why a command was not obeyed. */
export type Refusal =
  /** There is no such event or delivery. */
  | { because: "unknown" }
  /** The subscription, as it stands, gets no attempts. */
  | { because: "paused" | "disabled" }
  /** A retry of what has arrived. */
  | { because: "delivered" }
  /** A skip of what is over. */
  | { because: "settled" }
  /** A redelivery of what is on its way. */
  | { because: "pending" }
  /** An attempt from before the delivery was skipped has not come to its end. */
  | { because: "under_way" }
  /** It waits for an earlier delivery of its lane: that one's event and position. */
  | { because: "behind"; eventId: string; position: number }
  /** The subscription never had the event and does not ask for it. */
  | { because: "unwanted" }
  /** It waits in the record behind others of its subscription. */
  | { because: "backlog" }
  /** No subscription has it in a state in which it can be sent again. */
  | { because: "nothing" };

/** A delivery as it stands after a command; its attempts stand in the record. */
export type DeliveryNow = Omit<FoldedDelivery, "a">;

/** What became of a command. Durable when the caller sees it. */
export type Obeyed =
  | { result: "done"; deliveries: DeliveryNow[] }
  | { result: "refused"; refusal: Refusal }
  /** The record, where the event is to be read from, or the configuration cannot be reached. */
  | { result: "unavailable" };
