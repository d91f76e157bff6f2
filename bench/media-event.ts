/** What differs between the events that a load is made of. */
export interface MediaEvent {
  id: string;
  type: string;
  media: string;
  metadata: Readonly<Record<string, string>>;
}

/** An event of a media as the provider sends it, as JSON. */
export function mediaEvent({ id, type, media, metadata }: MediaEvent): string {
  return JSON.stringify({
    id,
    type,
    object: { type: "media", id: media },
    workspace: { id: "7f1f2c51-0000-4000-8000-000000000001", name: "Bench" },
    status: "ready",
    createdAt: new Date().toISOString(),
    data: {
      id: media,
      status: "Ready",
      maxResolution: "1080p",
      playbackIds: [{ id: `play-${media}`, accessPolicy: "public" }],
      tracks: [{ id: `track-${media}`, type: "video", width: 1920, height: 1080, frameRate: "30/1" }],
      metadata,
    },
    attempts: [],
  });
}
