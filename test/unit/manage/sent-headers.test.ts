import { expect, it } from "vitest";
import { deliveryHeaders } from "../../../src/deliver/delivery-headers.ts";
import { sentHeaders } from "../../../src/manage/events/sent-headers.ts";
import { createOwnHeaders } from "../../../src/deliver/own-headers.ts";
import { createSigningKeys } from "../../../src/deliver/signing-keys.ts";
import { toBase64, toUtf8 } from "../../../src/platform/bytes.ts";
import { createSealer } from "../../../src/platform/seal.ts";
import { leaseOf } from "../../support/builders/leases.ts";

const SECRET = `whsec_${toBase64(new Uint8Array(32).fill(9))}`;

it("tells of an event's headers what was sent, to the letter", async () => {
  const sealer = createSealer(toBase64(new Uint8Array(32).fill(7)));
  const event = {
    ...{ id: "evt_1", type: "video.media.neu öffnen", stream: "media:a b", sequence: 4, late: true },
    categories: ["media", "ai"] as const,
  };
  const sealed = await sealer.seal(SECRET, "subscription:sub_1");
  const { target } = leaseOf();
  const lease = leaseOf({
    ...event,
    eventId: event.id,
    position: 3,
    target: { ...target, secrets: [{ sealed, expiresAt: null }] },
  });
  const sent = await deliveryHeaders(
    lease,
    { body: toUtf8("{}"), at: 0 },
    { keys: createSigningKeys(sealer), ownHeaders: createOwnHeaders(sealer) },
  );

  const told = sentHeaders({ ...event, categories: [...event.categories] }, { position: 3 });

  expect(Object.keys(told)).toHaveLength(7);
  for (const [name, value] of Object.entries(told)) expect([name, sent[name]]).toEqual([name, value]);
});
