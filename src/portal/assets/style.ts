/** The portal's one style sheet. Colours are named once, for light and for dark; every pair was checked for contrast. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --sheet: #f5f6f8; --line: #d9dde3; --ink: #16191f; --soft: #565e6b;
  --accent: #1d4fd8; --on-accent: #ffffff; --focus: #1d4fd8;
  --good: #14703c; --good-sheet: #e3f4ea; --bad: #b3221b; --bad-sheet: #fdeae8;
  --wait: #855200; --wait-sheet: #fdf1dc; --off: #565e6b; --off-sheet: #eceef1;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12151b; --sheet: #1b1f27; --line: #333a46; --ink: #e8eaee; --soft: #a3abb8;
    --accent: #8fb1ff; --on-accent: #0d1a3a; --focus: #8fb1ff;
    --good: #6fd79a; --good-sheet: #12301f; --bad: #ff9d96; --bad-sheet: #3d1917;
    --wait: #f2bd6b; --wait-sheet: #362711; --off: #a3abb8; --off-sheet: #262b35;
  }
}
* { box-sizing: border-box; }
html { font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; background: var(--paper); color: var(--ink); }
body { margin: 0; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .5rem 0; max-width: 70ch; }
code, pre, .mono { font-family: var(--mono); font-size: .87em; overflow-wrap: anywhere; }
pre { background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; overflow: auto; max-height: 32rem; margin: .5rem 0; }
pre code { font-size: .84rem; overflow-wrap: normal; }
.soft { color: var(--soft); }
.small { font-size: .87rem; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: .5rem; top: .5rem; background: var(--paper); padding: .5rem; z-index: 2; }
.top { border-bottom: 1px solid var(--line); background: var(--paper); }
.top > div { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem; max-width: 84rem; margin: 0 auto; padding: .6rem 1.25rem; }
.brand { font-weight: 700; text-decoration: none; color: var(--ink); }
.top nav { flex: 1; }
.top ul { display: flex; flex-wrap: wrap; gap: .15rem; list-style: none; margin: 0; padding: 0; }
.top li a { display: block; padding: .3rem .6rem; border-radius: 6px; color: var(--ink); text-decoration: none; }
.top li a:hover { background: var(--sheet); }
.top li a[aria-current] { background: var(--off-sheet); font-weight: 600; }
main { max-width: 84rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
main.narrow { max-width: 34rem; }
.head { display: flex; flex-wrap: wrap; gap: .75rem; align-items: flex-start; justify-content: space-between; margin-bottom: 1rem; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; }
.actions form { margin: 0; }
button, .button { font: inherit; cursor: pointer; border: 1px solid var(--line); background: var(--paper); color: var(--ink); border-radius: 7px; padding: .35rem .8rem; text-decoration: none; display: inline-block; min-height: 2.2rem; }
button:hover, .button:hover { background: var(--sheet); }
button.main, .button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
button.danger { color: var(--bad); border-color: currentColor; }
button:disabled { opacity: .55; cursor: not-allowed; }
input, select, textarea { font: inherit; font-weight: 400; color: var(--ink); background: var(--paper); border: 1px solid var(--soft); border-radius: 7px; padding: .4rem .6rem; width: 100%; min-height: 2.2rem; }
input[type=checkbox], input[type=radio] { width: auto; min-height: 0; margin: 0 .4rem 0 0; accent-color: var(--accent); }
textarea { font-family: var(--mono); font-size: .87rem; min-height: 8rem; }
label { font-weight: 600; display: block; margin: .9rem 0 .25rem; }
label.pick { font-weight: 400; margin: .15rem 0; display: flex; align-items: baseline; }
.hint { color: var(--soft); font-size: .87rem; font-weight: 400; margin: .2rem 0; }
.wrong { color: var(--bad); font-size: .9rem; margin: .2rem 0; }
fieldset { border: 1px solid var(--line); border-radius: 8px; margin: 1rem 0; padding: .5rem 1rem 1rem; min-width: 0; }
legend { font-weight: 600; padding: 0 .4rem; }
.filters { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: flex-end; margin: 0 0 1rem; }
.filters label { margin: 0; font-size: .87rem; flex: 1 1 9rem; max-width: 16rem; }
.note { border: 1px solid var(--line); border-left: 4px solid var(--soft); background: var(--sheet); border-radius: 8px; padding: .6rem 1rem; margin: 1rem 0; }
.note.good { border-left-color: var(--good); } .note.bad { border-left-color: var(--bad); } .note.wait { border-left-color: var(--wait); }
.badge { display: inline-block; border-radius: 999px; padding: .05rem .55rem; font-size: .82rem; font-weight: 600; white-space: nowrap; background: var(--off-sheet); color: var(--off); }
.badge.good { background: var(--good-sheet); color: var(--good); }
.badge.bad { background: var(--bad-sheet); color: var(--bad); }
.badge.wait { background: var(--wait-sheet); color: var(--wait); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-size: .82rem; color: var(--soft); font-weight: 600; }
th, td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
tr.chosen { background: var(--sheet); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem; margin: 1rem 0; }
.card { border: 1px solid var(--line); border-radius: 10px; padding: .75rem 1rem; }
.card b { display: block; font-size: 1.5rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) minmax(0, 1fr); gap: .35rem 1.25rem; margin: .5rem 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.beside { display: grid; gap: 1.5rem; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 64rem) { .beside { grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); align-items: start; } }
.empty { border: 1px dashed var(--line); border-radius: 10px; padding: 2rem 1rem; text-align: center; color: var(--soft); }
.pages { margin-top: 1rem; display: flex; gap: .75rem; }
details > summary { cursor: pointer; padding: .35rem 0; }
@media (max-width: 40rem) {
  html { font-size: 14.5px; }
  main { padding: 1rem .9rem 3rem; }
  .top > div { padding: .5rem .9rem; }
  .top > div > :nth-child(2) { margin-left: auto; }
  .top nav { order: 9; flex-basis: 100%; margin: 0 -.6rem; }
  table.stack thead { position: absolute; left: -999px; }
  table.stack tr { display: block; border-bottom: 1px solid var(--line); padding: .5rem 0; }
  table.stack td { display: flex; gap: .75rem; justify-content: space-between; border: 0; padding: .12rem 0; text-align: right; }
  table.stack td::before { content: attr(data-label); color: var(--soft); font-size: .85rem; text-align: left; flex: none; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
}
@media (prefers-reduced-motion: no-preference) { .fresh { animation: fresh 2s ease-out; } }
@keyframes fresh { from { background: var(--good-sheet); } }
`;
