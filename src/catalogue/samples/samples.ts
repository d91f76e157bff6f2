import type { CataloguedType } from "../event-types.ts";
import { AI_SAMPLES } from "./ai.ts";
import { DOCUMENTED_SAMPLES } from "./documented.ts";
import { WORKSPACE_ID } from "./entities.ts";
import type { JsonObject } from "./json.ts";
import { LIVE_STREAM_SAMPLES } from "./live-stream.ts";
import { MEDIA_SAMPLES } from "./media.ts";
import type { Sample } from "./sample.ts";
import { SIMULCAST_SAMPLES } from "./simulcast.ts";
import { TRANSFORM_SAMPLES } from "./transform.ts";

const SAMPLES: Readonly<Record<CataloguedType, Sample>> = {
  ...MEDIA_SAMPLES,
  ...TRANSFORM_SAMPLES,
  ...AI_SAMPLES,
  ...LIVE_STREAM_SAMPLES,
  ...SIMULCAST_SAMPLES,
  ...DOCUMENTED_SAMPLES,
};

/**
 * A whole event of this type as the provider would send it. Made by us from the provider's published envelope
 * and entity shapes: for most types no real payload is public.
 */
export function sampleOf(type: CataloguedType): JsonObject {
  const { id, object, status, data, createdAt } = SAMPLES[type];
  return {
    type,
    object: { ...object },
    id,
    workspace: { id: WORKSPACE_ID, name: "Production" },
    status,
    data,
    createdAt,
    attempts: [],
  };
}
