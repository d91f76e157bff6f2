import { expect, it } from "vitest";
import { explainMiss } from "../../../src/match/explain-miss.ts";

it("names the event's category and what the subscription asks for instead", () => {
  const reason = explainMiss({ categories: ["ai"], eventTypes: [] }, "video.media.ready");

  expect(reason).toBe(
    '"video.media.ready" is of category media, but the subscription asks only for category ai.',
  );
});

it("names both lists where both are set", () => {
  const filters = { categories: ["ai", "simulcast"], eventTypes: ["video.upload.*"] };

  const reason = explainMiss(filters, "video.media.live_stream.created");

  expect(reason).toBe(
    '"video.media.live_stream.created" is of categories media, live_stream, but the subscription asks only for categories ai, simulcast or event type video.upload.*.',
  );
});

it("does not blame filters that let the event through", () => {
  const reason = explainMiss({ categories: [], eventTypes: ["video.media.*"] }, "video.media.ready");

  expect(reason).toBe(
    'The filters let "video.media.ready" through: it is not they that kept the event back.',
  );
});
