import { expect, expectTypeOf, it } from "vitest";
import { CATALOGUE_NAMES, classify } from "../../../src/catalogue/catalogue.ts";
import type { CataloguedType } from "../../../src/catalogue/event-types.ts";
import { AI_SAMPLES } from "../../../src/catalogue/samples/ai.ts";
import { DOCUMENTED_SAMPLES } from "../../../src/catalogue/samples/documented.ts";
import { LIVE_STREAM_SAMPLES } from "../../../src/catalogue/samples/live-stream.ts";
import { MEDIA_SAMPLES } from "../../../src/catalogue/samples/media.ts";
import { SIMULCAST_SAMPLES } from "../../../src/catalogue/samples/simulcast.ts";
import { TRANSFORM_SAMPLES } from "../../../src/catalogue/samples/transform.ts";
import { knownTypeOf } from "../../../src/receiver/event-types.ts";
import {
  EVENT_TYPES,
  type DataByType,
  type EventType,
  type VerifiedDelivery,
} from "../../../src/receiver/receiver.ts";

it("knows exactly the types of the catalogue", () => {
  expectTypeOf<EventType>().toEqualTypeOf<CataloguedType>();
  expect(EVENT_TYPES.toSorted()).toEqual(
    [...new Set(CATALOGUE_NAMES.map((name) => classify(name).canonical))].toSorted(),
  );
});

it("reads every spelling as the catalogue does", () => {
  const spellings = [
    ...CATALOGUE_NAMES,
    "video.media.ai.chapters.ready",
    "VIDEO.MEDIA.READY",
    "video.unheard.of",
  ];
  for (const spelling of spellings) {
    const { canonical, known } = classify(spelling);

    expect(knownTypeOf(spelling), spelling).toBe(known ? canonical : undefined);
  }
});

it("describes the data of every sample in the catalogue", () => {
  const samples = {
    ...MEDIA_SAMPLES,
    ...TRANSFORM_SAMPLES,
    ...AI_SAMPLES,
    ...LIVE_STREAM_SAMPLES,
    ...SIMULCAST_SAMPLES,
    ...DOCUMENTED_SAMPLES,
  } satisfies { [Type in EventType]: { data: DataByType[Type] } };

  expect(Object.keys(samples).toSorted()).toEqual(EVENT_TYPES.toSorted());
});

it("tells by a delivery's type what its data is", () => {
  const playbackOf = (delivery: VerifiedDelivery): string | undefined => {
    if (delivery.type === "video.media.ready") return delivery.event.data.playbackIds?.[0]?.id;
    if (delivery.type === "video.live_stream.active") return delivery.event.data.streamId;
    if (delivery.type !== "unknown") return undefined;
    expectTypeOf(delivery.event.data).toEqualTypeOf<unknown>();
    return delivery.event.type;
  };

  expectTypeOf(playbackOf).returns.toEqualTypeOf<string | undefined>();
  expect(EVENT_TYPES).toContain("video.media.ready");
});
