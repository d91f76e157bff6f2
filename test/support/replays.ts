import type { ReplayStartedView, ReplayView } from "../../src/manage/replays/replay.schema.ts";
import type { Scene } from "./scene.ts";
import { waitFor } from "./wait-for.ts";

type Draft = Readonly<Record<string, unknown>>;

/** The replays of one subscription, in the hands of their tenant. */
export function replaysOf({ api, tenant }: Scene, subscription: { id: string }) {
  const path = `/v1/tenants/${tenant}/subscriptions/${subscription.id}/replays`;
  return {
    path,
    /** Everything of the last hour, unless the draft says otherwise. */
    start: (draft: Draft = {}) =>
      api.post<ReplayStartedView>(path, { from: new Date(Date.now() - 3_600_000).toISOString(), ...draft }),
    show: (id: string) => api.get<ReplayView>(`${path}/${id}`),
    cancel: (id: string) => api.request("DELETE", `${path}/${id}`),
    ended: (id: string | null) =>
      waitFor("the replay to end", async () => {
        const replay = await api.get<ReplayView>(`${path}/${id}`);
        return replay.status !== "running" && replay;
      }),
  };
}
