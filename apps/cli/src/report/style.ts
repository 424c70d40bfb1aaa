/** The look of the report: one reading column, system fonts, light and dark, down to phones, and on paper. */
export const STYLE = `
:root {
  --paper: #ffffff; --panel: #f5f7f8; --ink: #1b1f24; --soft: #5a646e; --line: #e1e5e9;
  --accent: #0b6e99; --good: #1a7f4b; --bad: #c2410c; --shade: rgb(11 110 153 / 7%);
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", Georgia, serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171a; --panel: #1d2125; --ink: #e7eaed; --soft: #9ca6b0; --line: #2d3339;
    --accent: #5cb8e0; --good: #57c08a; --bad: #f08a5d; --shade: rgb(92 184 224 / 9%);
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.6 var(--sans); }
header, section, footer { width: min(48rem, 100vw - 2.5rem); margin-inline: auto; }
header { padding-top: 4.5rem; }
.kicker { margin: 0 0 .75rem; font-size: .8rem; letter-spacing: .08em; text-transform: uppercase; color: var(--soft); }
.kicker code { color: var(--accent); text-transform: none; letter-spacing: 0; }
h1 { margin: 0; font: 700 clamp(2rem, 5.5vw, 3rem)/1.12 var(--sans); letter-spacing: -.022em; text-wrap: balance; }
.lede { margin: 1.1rem 0 0; font: 1.22rem/1.55 var(--serif); text-wrap: pretty; }
.paper { margin: .8rem 0 0; color: var(--soft); font-size: .92rem; }
dl { display: grid; gap: 1rem 1.5rem; margin: 2rem 0 0; }
header dl { grid-template-columns: repeat(auto-fit, minmax(5.8rem, auto)); padding: 1.1rem 0; border-block: 1px solid var(--line); }
dl div { min-width: 0; }
dt { font-size: .72rem; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); }
dd { margin: .1rem 0 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
h2 { margin: 3.6rem 0 1.1rem; font-size: 1.5rem; line-height: 1.2; letter-spacing: -.012em; }
small { color: var(--soft); font-size: .85em; font-weight: 400; }
.note { margin-top: 3rem; color: var(--soft); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; list-style: none; margin: 0 0 1.8rem; padding: 0; }
.tiles:empty { display: none; }
.tiles li { display: grid; padding: 1rem 1.15rem 1.05rem; background: var(--panel); border-radius: .6rem; }
.tiles b { font-size: 2.3rem; line-height: 1.15; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.tiles small { margin-top: .35rem; }
.met { color: var(--good); } .missed { color: var(--bad); }
table { width: 100%; border-collapse: collapse; font-size: .9rem; line-height: 1.45; }
th, td { padding: .55rem 1.1rem .55rem 0; text-align: left; vertical-align: baseline; border-bottom: 1px solid var(--line); font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-size: .8rem; }
tbody th { font-weight: 600; width: 50%; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.goal { white-space: nowrap; } .goal .doc { white-space: normal; }
.source { color: var(--soft); font-size: .85em; width: 30%; }
.doc { display: block; color: var(--soft); font-weight: 400; font-size: .85rem; line-height: 1.4; text-wrap: pretty; }
.changed { background: var(--shade); }
.changed th code::after { content: " ●"; color: var(--accent); font-size: .7em; vertical-align: .2em; }
figure { margin: 0; min-width: 0; }
figure > svg:not(.chart) { display: block; max-width: 100%; height: auto; margin: 0 auto .6rem; border-radius: .35rem; }
figcaption { color: var(--soft); font-size: .9rem; line-height: 1.45; text-wrap: pretty; }
figcaption b { color: var(--ink); font-weight: 600; }
.single { margin-bottom: 2.4rem; text-align: center; }
.shared { margin: 0 0 1.1rem; color: var(--soft); font-size: .95rem; }
.gallery, .rounds { display: grid; gap: 1.5rem 1.3rem; margin-bottom: 3rem; text-align: center; }
.gallery { grid-template-columns: repeat(auto-fill, minmax(min(13rem, 44%), 1fr)); width: min(62rem, 100vw - 2.5rem); position: relative; left: 50%; transform: translateX(-50%); }
.gallery > figure > svg { width: 100%; outline: 1px solid var(--line); }
.rounds { grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr)); }
.of-2 { grid-template-columns: repeat(2, 1fr); } .of-3 { grid-template-columns: repeat(3, 1fr); } .of-4 { grid-template-columns: repeat(4, 1fr); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 2rem 1.8rem; align-items: end; }
.chart { display: block; width: 100%; height: auto; margin-top: .4rem; font-family: var(--sans); }
.chart .grid { stroke: var(--line); } .chart .axis { stroke: var(--soft); stroke-opacity: .6; }
.chart .tick { fill: var(--soft); font-size: 11px; font-variant-numeric: tabular-nums; }
.chart path { fill: none; stroke: var(--accent); stroke-linejoin: round; stroke-linecap: round; }
.chart .trend { stroke-width: 2; } .chart .raw { stroke-width: 1; stroke-opacity: .3; }
.chart .band { stroke: none; fill: var(--accent); fill-opacity: .16; }
.faint { fill: none; stroke: var(--soft); stroke-opacity: .3; }
.estimate { display: block; width: 7.5rem; } .estimate line { stroke: var(--accent); stroke-width: 2; } .estimate circle { fill: var(--accent); }
.metric { margin-bottom: 2.6rem; } .metric tbody th { width: auto; } .metric td, .metric tbody th { vertical-align: middle; }
caption { padding-bottom: .4rem; text-align: left; font-size: 1.05rem; }
.chart .end { fill: var(--accent); }
.chart .end-label { fill: var(--accent); font-size: 11.5px; font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 4px; }
.chart .target { stroke: var(--good); stroke-dasharray: 5 4; } .chart .target-label { fill: var(--good); font-size: 11px; }
.unclear { color: var(--accent); }
h3 { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .7rem; margin: 2rem 0 .6rem; font-size: 1.05rem; line-height: 1.4; }
.whisker { display: block; width: 8.2rem; height: auto; margin: .3rem 0 0 auto; border-radius: .2rem; background: var(--panel); }
.whisker rect { fill: var(--good); fill-opacity: .13; } .whisker .target { stroke: var(--good); stroke-dasharray: 3 2; }
.whisker .interval { stroke: var(--ink); stroke-width: 1.6; } .whisker circle { fill: var(--good); } .whisker path { fill: none; stroke: var(--soft); }
.whisker.unclear circle { fill: var(--accent); } .whisker.missed circle { fill: var(--bad); }
.deviations { margin: 0; padding-left: 1.2rem; } .deviations li { margin: .45rem 0; }
pre { margin: .8rem 0 1.6rem; padding: .9rem 1.1rem; background: var(--panel); border-radius: .5rem; overflow-x: auto; font: .85rem/1.5 var(--mono); }
code { font-family: var(--mono); font-size: .94em; }
footer { margin-top: 4rem; padding-bottom: 3rem; border-top: 1px solid var(--line); font-size: .82rem; color: var(--soft); }
footer div:last-child { grid-column: 1 / -1; }
footer dl { grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); }
@media (max-width: 40rem) {
  body { font-size: 16px; } header { padding-top: 2.5rem; } h2 { margin-top: 2.8rem; }
  th, td { padding-right: .7rem; } tr { display: flex; flex-wrap: wrap; border-bottom: 1px solid var(--line); }
  th, td { border: 0; flex: 1 1 0; } tr > :first-child { flex: 1 0 100%; width: auto; padding-right: 0; } tbody th { padding-bottom: 0; }
  .number { text-align: left; } .rounds { gap: 1rem .6rem; } .rounds .doc { font-size: .75rem; } table { font-size: .85rem; } .source { display: none; } .goal .doc, .other { display: none; }
}
@media (prefers-color-scheme: dark) { figure > svg:not(.chart) { opacity: .93; } }
@media print { body { font-size: 11pt; } figure, tr { break-inside: avoid; } }
`;
