import { beforeEach, expect, it } from "vitest";
import { emptyDatabase, newTenant } from "../api/api-under-test.ts";
import { eventOf, record } from "../api/recorded.ts";
import { newKey } from "../api/with-key.ts";
import { portalUnderTest } from "./portal-under-test.ts";

beforeEach(emptyDatabase);

it("shows an event beside the list that it was chosen from, and keeps the list's filter", async () => {
  const portal = portalUnderTest();
  const tenant = await newTenant(portal.api);
  const [ready, other, failed] = [
    eventOf(tenant, { type: "video.media.ready" }),
    eventOf(tenant, { type: "video.media.ready" }),
    eventOf(tenant, { type: "video.media.failed" }),
  ];
  await record([ready, other, failed]);
  const somebody = await portal.signedIn(await newKey(portal.api, tenant, "read"));
  const path = `/portal/t/${tenant}/events`;
  const query = "?type=video.media.ready";

  const list = await somebody.get(`${path}${query}&status=`);
  const detail = await somebody.get(`${path}/${ready.id}${query}`);

  expect(list.text).toContain(`href="${path}/${ready.id}${query}"`);
  expect(detail.text).toContain(`href="${path}/${ready.id}${query}" aria-current="page"`);
  expect(detail.text).toContain(`href="${path}/${other.id}${query}"`);
  expect(detail.text).not.toContain(`href="${path}/${failed.id}`);
  expect(detail.text).toContain(`href="${path}${query}"`);
});
