import type { HostOrder, Hosted, Ready } from "./host-process.ts";
import { serveFloor } from "./serve-floor.ts";
import { serveHooklane } from "./serve-hooklane.ts";

// A process of its own for the measured system, so that its CPU time is not mixed with the load generator's.
// It ends when its parent lets go of it, and so also when the parent is gone.
process.once("message", (order: HostOrder) => {
  void serve(order).then((hosted) => {
    process.once("disconnect", () => void hosted.stop().finally(() => process.exit(0)));
    process.send?.({ url: hosted.url.origin, runtimePid: hosted.runtimePid() } satisfies Ready);
  });
});

function serve(order: HostOrder): Promise<Hosted> {
  switch (order.system) {
    case "floor":
      return serveFloor(order);
    case "hooklane":
      return serveHooklane(order);
    default:
      return order satisfies never;
  }
}
