import { beforeAll, describe, expect, it } from "vitest";
import { apiUnderTest, ORIGIN } from "./api-under-test.ts";

const { api } = apiUnderTest();

async function fetchText(path: string): Promise<{ response: Response; text: string }> {
  const response = await api.fetch(new Request(ORIGIN + path));
  return { response, text: await response.text() };
}

describe("the reference page", () => {
  let page: Awaited<ReturnType<typeof fetchText>>;
  beforeAll(async () => {
    page = await fetchText("/docs");
  });

  it("is shown without a key", () => {
    expect(page.response.status).toBe(200);
    expect(page.response.headers.get("content-type")).toBe("text/html; charset=UTF-8");
    expect(page.text).toMatch(/^<!doctype html><html lang="en">/);
  });

  it("lets nothing run, nothing load from elsewhere, and nobody frame it", () => {
    const { headers } = page.response;

    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(page.text).not.toMatch(/<script|<img|style=|(?:src|href)="(?:https?:|\/\/)/i);
  });

  it("has an anchor for every operation, with its path and its summary", async () => {
    const { text } = await fetchText("/openapi.json");
    const { paths } = JSON.parse(text) as {
      paths: Record<string, Record<string, { operationId: string; summary: string }>>;
    };
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, ...operation })),
    );

    expect(operations.length).toBeGreaterThan(25);
    for (const { operationId, path, summary } of operations) {
      expect(page.text).toContain(`<article id="${operationId}">`);
      expect(page.text).toContain(`<code>${path}</code></p><p>${escaped(summary)}</p>`);
    }
  });

  it("shows what an operation takes and answers, and what its problems look like", async () => {
    const start = page.text.indexOf('<article id="createTenant">');
    const section = page.text.slice(start, page.text.indexOf("</article>", start));

    expect(section).toContain("<pre>{\n  &quot;name&quot;: &quot;Acme Academy&quot;");
    expect(section).toContain("<details><summary>Example</summary><pre>{\n  &quot;id&quot;: &quot;ten_");
    expect(section).toContain('<a href="#problem-conflict">conflict</a>');
    expect(page.text).toContain("&quot;type&quot;: &quot;urn:hooklane:problem:conflict&quot;");
  });

  it("links to nothing that is not there", async () => {
    const targets = [...page.text.matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? "");
    const anchors = targets.filter((href) => href.startsWith("#")).map((href) => href.slice(1));
    const pages = [...new Set(targets.filter((href) => !href.startsWith("#")))];

    expect(anchors.length).toBeGreaterThan(50);
    for (const anchor of anchors) expect(page.text).toContain(` id="${anchor}"`);
    expect(pages).toEqual(["/docs/style.css", "/openapi.json"]);
    for (const path of pages) expect((await fetchText(path)).response.status).toBe(200);
  });
});

it("serves the page's look as a stylesheet", async () => {
  const { response, text } = await fetchText("/docs/style.css");

  expect(response.headers.get("content-type")).toBe("text/css; charset=utf-8");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(text).toContain("color-scheme: light dark");
});

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("'", "&#39;").replaceAll('"', "&quot;");
}
