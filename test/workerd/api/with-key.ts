import type { Answer, ApiUnderTest } from "./api-under-test.ts";

/** A key of the tenant, made through the API. */
export async function newKey(api: ApiUnderTest, tenant: string, role: "manage" | "read"): Promise<string> {
  const { json } = await api.post(`/v1/tenants/${tenant}/keys`, { role });
  return json.key;
}

/** The same API, asked with another key than the operator's. */
export function withKey({ send }: Pick<ApiUnderTest, "send">, key: string) {
  const ask = (method: string, path: string, body?: unknown): Promise<Answer> => {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    return send(method, path, { headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  };
  return {
    ask,
    get: (path: string) => ask("GET", path),
    post: (path: string, body?: unknown) => ask("POST", path, body),
    patch: (path: string, body?: unknown) => ask("PATCH", path, body),
    remove: (path: string) => ask("DELETE", path),
  };
}
