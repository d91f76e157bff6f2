import * as z from "zod";

const Created = z.object({ id: z.string() });
const Page = z.object({
  data: z.array(z.object({ id: z.string() })),
  nextCursor: z.string().nullable(),
});

type Page = z.infer<typeof Page>;

const PAGE_LIMIT = 200; // the most that a list gives at once

/** The management API, as far as a run needs it. */
export interface HooklaneApi {
  create(path: string, body: Readonly<Record<string, unknown>>): Promise<{ id: string }>;
  /** Length of a list, page by page. */
  count(path: string): Promise<number>;
}

/** @param origin of the running router */
export function hooklaneApi(origin: string, adminKey: string): HooklaneApi {
  const headers = { authorization: `Bearer ${adminKey}`, "content-type": "application/json" };
  const call = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const response = await fetch(new URL(path, origin), { ...init, headers });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const page = async (path: string, query: Readonly<Record<string, string>>) => {
    const url = new URL(path, origin);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return Page.parse(await call(url.href));
  };
  return {
    create: async (path, body) =>
      Created.parse(await call(path, { method: "POST", body: JSON.stringify(body) })),
    async count(path) {
      let total = 0;
      let cursor: string | null = null;
      do {
        const query: Record<string, string> = cursor === null ? {} : { cursor };
        const { data, nextCursor }: Page = await page(path, { ...query, limit: String(PAGE_LIMIT) });
        total += data.length;
        cursor = nextCursor;
      } while (cursor !== null);
      return total;
    },
  };
}
