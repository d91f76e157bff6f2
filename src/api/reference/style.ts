/** The look of the reference page: one column on a phone, a list beside the text where there is room, light and dark. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --text: light-dark(#1c2230, #e4e8f0);
  --dim: light-dark(#545d70, #a3acbf);
  --ground: light-dark(#ffffff, #12161f);
  --raised: light-dark(#f3f5f9, #1b212d);
  --line: light-dark(#d7dce6, #313a4b);
  --link: light-dark(#0b57b0, #8ab8ff);
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 78rem; padding: 1rem;
  font: 1rem/1.55 system-ui, sans-serif; color: var(--text); background: var(--ground);
}
a { color: var(--link); }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code, pre { font: 0.9em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; padding: 0.75rem; background: var(--raised); border-radius: 0.4rem; }
h1 { margin: 0.5rem 0 0; }
h2 { margin: 2rem 0 0.5rem; }
h3 { margin: 0; font-size: 1.1rem; }
h3 a { color: inherit; text-decoration: none; }
h4 { margin: 1rem 0 0.25rem; font-size: 0.9rem; color: var(--dim); }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
nav { border-bottom: 1px solid var(--line); }
nav h2 { margin: 1rem 0 0.25rem; font-size: 0.95rem; }
nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
nav li a { display: inline-block; padding: 0.25rem 0; }
article { margin: 1rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: 0.5rem; scroll-margin: 1rem; }
article:target { border-color: var(--link); }
.call { margin: 0.25rem 0; }
.call strong { font: 700 0.85em ui-monospace, monospace; padding: 0.1rem 0.4rem; border-radius: 0.25rem; background: var(--raised); }
.delete { color: light-dark(#a3122a, #ff9aa8); }
.optional { color: var(--dim); font-size: 0.85em; }
summary { padding: 0.25rem 0; cursor: pointer; color: var(--dim); }
summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
dl { margin: 0; }
dl > div { padding: 0.35rem 0; border-top: 1px solid var(--line); }
dd { margin: 0; }
dd p { margin: 0; color: var(--dim); }
@media (min-width: 60rem) {
  .columns { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 2rem; }
  nav { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; border: 0; }
  nav ul { display: block; }
  dl > div { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 1rem; }
}
@media print { nav { display: none; } }
`;
