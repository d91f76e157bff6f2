import { REPLAY, SUBSCRIPTION } from "./things.ts";

const range = { from: "2026-06-01T00:00:00.000Z", to: "2026-06-02T00:00:00.000Z" };
const asked = { eventTypes: ["video.media.*"], streams: [] };

/** Replays, by the name of the type. */
export const REPLAY_EXAMPLES = {
  ReplayDraft: { ...range, status: "failed", eventTypes: asked.eventTypes },
  StartedReplay: {
    id: REPLAY,
    subscriptionId: SUBSCRIPTION,
    dryRun: false,
    matched: 120,
    ...range,
    deliveryStatus: "failed",
    ...asked,
  },
  Replay: {
    id: REPLAY,
    subscriptionId: SUBSCRIPTION,
    status: "running",
    ...range,
    deliveryStatus: "failed",
    ...asked,
    matched: 120,
    opened: 80,
    delivered: 71,
    failed: 2,
    skipped: 0,
    pending: 7,
    createdAt: "2026-06-02T10:00:00.000Z",
  },
};
