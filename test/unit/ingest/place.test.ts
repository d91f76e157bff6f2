import { expect, it } from "vitest";
import { placeOf } from "../../../src/ingest/place.ts";
import { ACME, recordingDeps, sourceOf } from "./builders.ts";

const POINTER = { pointer: ["data", "metadata", "tenant"] };
const GLOBEX = { id: "ten_globex", partitions: 4, configVersion: 1 };

/** Places an event whose metadata names `tenant`. */
async function place(
  tenant: unknown,
  given: { routing?: Awaited<ReturnType<typeof sourceOf>>["routing"]; streams?: Record<string, string> } = {},
) {
  const source = await sourceOf({ routing: given.routing ?? POINTER });
  const tenants = { acme: ACME, ten_acme: ACME, "42": GLOBEX };
  const { deps, recorded } = recordingDeps({ source, tenants, streams: given.streams ?? {} });
  const payload = { data: { metadata: tenant === undefined ? {} : { tenant } } };
  return { place: await placeOf(source, { payload, stream: "media:m1" }, deps.sources), recorded };
}

it("gives everything of a fixed source to its tenant and looks nothing up", async () => {
  const found = await place("globex", { routing: { tenant: ACME } });

  expect(found.place).toEqual({ result: "tenant", tenant: ACME, learn: false });
  expect(found.recorded.lookedUp).toEqual([]);
});

it("keeps the events of a fixed source whose tenant is gone", async () => {
  const found = await place("acme", { routing: { tenant: null } });

  expect(found.place).toEqual({ result: "unrouted", reason: "tenant_gone" });
});

it.each([
  ["by uid", "acme", ACME],
  ["by id", "ten_acme", ACME],
  ["by a number", 42, GLOBEX],
])("finds the tenant that the body names %s, and learns it", async (_, name, tenant) => {
  const found = await place(name);

  expect(found.place).toEqual({ result: "tenant", tenant, learn: true });
});

it.each([undefined, null, "", true, ["acme"], { uid: "acme" }])(
  "falls back to what an earlier event named where the body says %j",
  async (name) => {
    const found = await place(name, { streams: { "media:m1": "ten_acme" } });

    expect(found.place).toEqual({ result: "tenant", tenant: ACME, learn: false });
  },
);

it("keeps an event that names nobody, of a stream that nobody is known for", async () => {
  const found = await place(undefined);

  expect(found.place).toEqual({ result: "unrouted", reason: "no_tenant_named" });
});

it("keeps an event of a stream whose tenant is gone since", async () => {
  const found = await place(undefined, { streams: { "media:m1": "ten_erased" } });

  expect(found.place).toEqual({ result: "unrouted", reason: "no_tenant_named" });
});

it("never gives an event that names a wrong tenant to the one that its stream belongs to", async () => {
  const found = await place("initech", { streams: { "media:m1": "ten_acme" } });

  expect(found.place).toEqual({ result: "unrouted", reason: "tenant_unknown" });
  expect(found.recorded.lookedUp).toEqual(["tenant initech"]);
});
