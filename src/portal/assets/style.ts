/** The portal's one style sheet. Colours are named once, for light and for dark; every pair was checked for contrast. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --sheet: #f5f6f8; --line: #d9dde3; --ink: #16191f; --soft: #565e6b;
  --accent: #1d4fd8; --on-accent: #ffffff; --focus: #1d4fd8;
  --good: #14703c; --good-sheet: #e3f4ea; --bad: #b3221b; --bad-sheet: #fdeae8;
  --wait: #855200; --wait-sheet: #fdf1dc; --off: #565e6b; --off-sheet: #eceef1;
  --one: #1d4f91; --one-sheet: #e2edfa; --two: #6a3496; --two-sheet: #f1e8f9; --three: #0d6160; --three-sheet: #dcf2f1;
  --chart-good: #2f9e62; --chart-wait: #d99a1c; --chart-bad: #d0453d; --hover: #0000000d;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12151b; --sheet: #1b1f27; --line: #333a46; --ink: #e8eaee; --soft: #a3abb8;
    --accent: #8fb1ff; --on-accent: #0d1a3a; --focus: #8fb1ff;
    --good: #6fd79a; --good-sheet: #12301f; --bad: #ff9d96; --bad-sheet: #3d1917;
    --wait: #f2bd6b; --wait-sheet: #362711; --off: #a3abb8; --off-sheet: #262b35;
    --one: #9cc4f7; --one-sheet: #17293f; --two: #d5b3f2; --two-sheet: #2f1f3d; --three: #7fd8d4; --three-sheet: #113130;
    --chart-good: #4fb67f; --chart-wait: #d9a441; --chart-bad: #ee7269; --hover: #ffffff14;
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
h1.mono { font-size: 1.3rem; }
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
.actions > input { flex: 1; width: auto; min-width: 8rem; }
td > form.actions { flex-wrap: nowrap; }
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
.sheet { max-width: 44rem; }
td time { white-space: nowrap; }
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
progress { width: 100%; min-width: 8rem; height: .6rem; accent-color: var(--accent); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-size: .82rem; color: var(--soft); font-weight: 600; }
th, td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; padding-right: 1.5rem; font-variant-numeric: tabular-nums; }
tr.chosen { background: var(--sheet); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.tabs { display: flex; gap: .25rem; border-bottom: 1px solid var(--line); margin: 0 0 1rem; }
.tabs a { padding: .4rem .9rem; text-decoration: none; color: var(--soft); border-bottom: 2px solid transparent; margin-bottom: -1px; }
.tabs a[aria-current] { color: var(--ink); font-weight: 600; border-bottom-color: var(--accent); }
.life { overflow-x: auto; border: 1px solid var(--line); border-radius: 10px; direction: rtl; margin-top: 1rem; }
.life table { direction: ltr; width: max-content; min-width: 100%; border-collapse: separate; border-spacing: 0; }
.life th, .life td { padding: .5rem .4rem; text-align: center; vertical-align: middle; border-bottom: 1px solid var(--line); width: 7.25rem; min-width: 7.25rem; max-width: 7.25rem; }
.life thead th { vertical-align: top; line-height: 1.3; font-weight: 400; }
.life thead th a { display: block; color: var(--ink); text-decoration: none; }
.life thead th a:hover { text-decoration: underline; }
.life thead time { color: var(--soft); font-size: .78rem; font-variant-numeric: tabular-nums; display: block; }
.life .sequence { display: block; font-weight: 700; font-size: 1rem; color: var(--ink); }
.life tbody tr:last-child > * { border-bottom: 0; }
.life .lane { position: sticky; left: 0; z-index: 1; background: var(--paper); text-align: left; width: 15rem; min-width: 15rem; max-width: 15rem; padding-left: 1rem; border-right: 1px solid var(--line); }
.life .lane a { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--ink); font-size: .87rem; }
.life .lane .small { font-weight: 400; }
.life .bands th { padding: 0; border-bottom: 0; }
.life .band { width: auto; max-width: none; font-size: .75rem; }
.life .band span { display: block; margin: .35rem 3px 0; padding: .05rem .4rem; border-radius: 4px; background: var(--off-sheet); color: var(--off); }
.life .band.media span, .life .band.live_stream span { background: var(--one-sheet); color: var(--one); }
.life .band.ai span, .life .band.simulcast span { background: var(--two-sheet); color: var(--two); }
.life .band.transform span { background: var(--three-sheet); color: var(--three); }
.life tbody td { position: relative; }
.life tbody td::before { content: ""; position: absolute; left: 0; right: 0; top: 50%; border-top: 2px solid var(--line); }
.life tbody td:nth-child(2)::before { left: 50%; }
.life tbody td:last-child::before { right: 50%; }
.life tbody td.none:nth-child(2)::before, .life tbody td.none:last-child::before { display: none; }
.life tr.held td:has(.first) ~ td::before { border-top-style: dashed; }
.mark { position: relative; display: inline-flex; align-items: center; justify-content: center; width: 1.75rem; height: 1.75rem; border-radius: 50%; font-weight: 700; text-decoration: none; background: var(--off-sheet); color: var(--off); border: 2px solid var(--paper); line-height: 1; }
.mark.good { background: var(--good-sheet); color: var(--good); } .mark.bad { background: var(--bad-sheet); color: var(--bad); } .mark.wait { background: var(--wait-sheet); color: var(--wait); }
.mark.first { border-color: currentColor; }
.times { position: relative; font-size: .75rem; color: var(--soft); background: var(--paper); padding: 0 .15rem; font-variant-numeric: tabular-nums; }
.legend { display: flex; flex-wrap: wrap; gap: .35rem 1.25rem; list-style: none; padding: 0; margin: .75rem 0; font-size: .82rem; color: var(--soft); }
.legend .mark { width: 1.35rem; height: 1.35rem; font-size: .8rem; }
.lanes .card + .card { margin-top: 0; }
.lanes { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); gap: .75rem; align-items: start; }
.lanes h3 { margin: 0 0 .5rem; font-size: .95rem; overflow-wrap: anywhere; }
.waiting ~ .waiting { border-top: 1px solid var(--line); margin-top: .75rem; padding-top: .5rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem; margin: 1rem 0; }
.card { border: 1px solid var(--line); border-radius: 10px; padding: .75rem 1rem; }
.card + .card { margin-top: .75rem; }
.cards .card + .card { margin-top: 0; }
.card b { display: block; font-size: 1.5rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) minmax(0, 1fr); gap: .35rem 1.25rem; margin: .5rem 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.beside { display: grid; gap: 1.5rem; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 64rem) { .beside { grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); align-items: start; } }
.beside.even { grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
.chart { margin: 1rem 0; }
.chart figcaption { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; justify-content: space-between; margin-bottom: .5rem; }
.chart h2 { margin: 0; }
.keys { display: flex; flex-wrap: wrap; gap: 0 1rem; list-style: none; margin: 0; padding: 0; font-size: .82rem; color: var(--soft); }
.key { display: inline-block; width: .7rem; height: .7rem; border-radius: 2px; }
.key.delivered { background: var(--chart-good); } .key.retried { background: var(--chart-wait); } .key.failed { background: var(--chart-bad); }
.key.p50 { background: var(--accent); height: .2rem; vertical-align: middle; } .key.p95 { background: var(--chart-wait); height: .2rem; vertical-align: middle; }
.plot { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem .5rem; }
.plot svg { width: 100%; height: 10rem; display: block; }
.axis { display: flex; flex-direction: column; justify-content: space-between; text-align: right; min-width: 2rem; font-variant-numeric: tabular-nums; line-height: 1; }
.times-axis { grid-column: 2; display: flex; justify-content: space-between; }
svg .delivered { fill: var(--chart-good); } svg .retried { fill: var(--chart-wait); } svg .failed { fill: var(--chart-bad); }
svg path { fill: none; vector-effect: non-scaling-stroke; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
svg .p50 { stroke: var(--accent); } svg .p95 { stroke: var(--chart-wait); } svg .grid { stroke: var(--line); stroke-width: 1; }
svg .hit { fill: transparent; } svg .hit:hover { fill: var(--hover); }
.sparkline { width: 9rem; height: 1.5rem; display: block; }
.concerns { list-style: none; padding: 0; margin: 0; } .concerns .note { margin: .5rem 0; overflow-wrap: anywhere; }
p.note { max-width: none; }
textarea[rows="2"] { min-height: 4rem; }
.picker ol { display: none; }
@media (min-width: 80rem) {
  .chosen { display: grid; grid-template-columns: 17rem minmax(0, 1fr); gap: 2rem; align-items: start; }
  .picker ol { display: block; list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
  .picker li { border-bottom: 1px solid var(--line); padding: .45rem .5rem; }
  .picker li a { display: block; overflow-wrap: anywhere; color: var(--ink); text-decoration: none; }
  .picker li a:hover { text-decoration: underline; }
  .picker li:has([aria-current]) { background: var(--sheet); }
  .picker li [aria-current] { font-weight: 600; }
}
.empty { border: 1px dashed var(--line); border-radius: 10px; padding: 2rem 1rem; text-align: center; color: var(--soft); }
.pages { margin-top: 1rem; display: flex; gap: .75rem; }
details > summary { cursor: pointer; padding: .35rem 0; }
@media (max-width: 40rem) {
  html { font-size: 14.5px; }
  main { padding: 1rem .9rem 3rem; }
  .top > div { padding: .5rem .9rem; }
  .brand { margin-right: auto; }
  .top nav { order: 9; flex-basis: 100%; margin: 0 -.6rem; }
  table.stack thead { position: absolute; left: -999px; }
  table.stack tr { display: block; border-bottom: 1px solid var(--line); padding: .5rem 0; }
  table.stack td { display: flex; gap: .75rem; justify-content: space-between; border: 0; padding: .12rem 0; text-align: right; }
  table.stack td::before { content: attr(data-label); color: var(--soft); font-size: .85rem; text-align: left; flex: none; }
  .life .lane { width: 8rem; min-width: 8rem; max-width: 8rem; padding-left: .6rem; }
  .life th, .life td { width: 5.75rem; min-width: 5.75rem; max-width: 5.75rem; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
}
@media (prefers-reduced-motion: no-preference) { .fresh { animation: fresh 2s ease-out; } }
@keyframes fresh { from { background: var(--good-sheet); } }
`;
