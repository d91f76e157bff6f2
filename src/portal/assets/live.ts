/**
 * The portal's one script. Everything works without it: it only keeps the parts marked \`data-live\` fresh, copies
 * what is marked \`data-copy\`, and asks before a form marked \`data-ask\` is sent. It keeps no state of its own.
 */
export const LIVE = `// @ts-check
"use strict";
const PAUSE_MS = 3000;

/** Fetches this page again and takes over its live parts. A part somebody is typing in is left alone. */
async function refresh() {
  const response = await fetch(location.href, { headers: { accept: "text/html" }, redirect: "error" });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = page.getElementById(part.id);
    if (!next || part.innerHTML === next.innerHTML || part.contains(document.activeElement)) continue;
    const known = new Set([...part.querySelectorAll("[data-key]")].map((row) => row.getAttribute("data-key")));
    for (const row of next.querySelectorAll("[data-key]")) {
      if (!known.has(row.getAttribute("data-key"))) row.classList.add("fresh");
    }
    const open = new Set([...part.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent));
    for (const summary of next.querySelectorAll("summary")) {
      if (open.has(summary.textContent)) summary.parentElement?.setAttribute("open", "");
    }
    part.replaceChildren(...next.childNodes);
  }
}

async function keepFresh() {
  if (!document.querySelector("[data-live]")) return;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (document.hidden) continue;
    try { await refresh(); } catch { /* away for a moment: the next round tries again */ }
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
  if (!button) return;
  const source = document.getElementById(button.getAttribute("data-copy") ?? "");
  await navigator.clipboard.writeText(source?.textContent ?? "");
  const before = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = before; }, 1500);
});

document.addEventListener("submit", (event) => {
  const question = event.target instanceof Element ? event.target.getAttribute("data-ask") : null;
  if (question && !confirm(question)) event.preventDefault();
});

document.addEventListener("change", (event) => {
  const form = event.target instanceof Element ? event.target.closest("form[data-auto]") : null;
  if (form instanceof HTMLFormElement) form.requestSubmit();
});

/** Shows what a form would come to, while it is filled in: the server answers, one part of its page is taken over. */
document.addEventListener("change", async (event) => {
  const form = event.target instanceof Element ? event.target.closest("form[data-preview]") : null;
  if (!(form instanceof HTMLFormElement)) return;
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  body.set("preview", "yes");
  const response = await fetch(form.action, { method: "POST", body });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const id = form.getAttribute("data-preview") ?? "";
  const next = page.getElementById(id);
  if (next) document.getElementById(id)?.replaceWith(next);
});

for (const part of document.querySelectorAll("[data-copy]")) part.removeAttribute("hidden");
void keepFresh();
`;
