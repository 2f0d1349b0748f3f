// SPDX-License-Identifier: Apache-2.0
#include "author/card/page_style.h"

namespace stacmlm::author {

std::string_view page_style() {
  static constexpr std::string_view kStyle = R"(
:root {
  color-scheme: light dark;
  --paper: #f5f6f4; --sheet: #ffffff; --ink: #17212b; --soft: #55636f; --line: #dde2e4;
  --accent: #0d6b68; --wash: #e6f1ef; --code: #f1f4f5;
  --sea: #e9f0f4; --land: #d9d8cc; --coast: #b3b2a4; --graticule: #c9d5dc;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #10161b; --sheet: #182027; --ink: #e5ebef; --soft: #9dabb6; --line: #2b363f;
    --accent: #63c9bd; --wash: #18302f; --code: #10171c;
    --sea: #14202a; --land: #2b3330; --coast: #55605a; --graticule: #2a3a46;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
}
main, header.top, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
header.top { padding-top: 3.5rem; }
h1 { font-size: clamp(1.8rem, 5vw, 2.7rem); line-height: 1.15; letter-spacing: -.02em; margin: .35rem 0 .9rem; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 1.35rem; letter-spacing: -.01em; margin: 3.2rem 0 1rem; }
h3 { font-size: 1.1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: 0 0 .8rem; max-width: 44rem; overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: .06em; overflow-wrap: anywhere; }
a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 4px; }
code, pre, .dims, .mono { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { font-size: .88em; overflow-wrap: anywhere; }
.eyebrow { color: var(--accent); font-weight: 600; font-size: .85rem; letter-spacing: .06em; text-transform: uppercase; margin: 0; }
.lead { font-size: 1.15rem; color: var(--soft); }
.chips { display: flex; flex-wrap: wrap; gap: .45rem; list-style: none; margin: 1.2rem 0 0; padding: 0; }
.chips li { background: var(--wash); color: var(--accent); border-radius: 99px; padding: .12rem .75rem; font-size: .88rem; overflow-wrap: anywhere; }
.sheet-box { background: var(--sheet); border: 1px solid var(--line); border-radius: 16px; padding: 1.4rem; margin: 0 0 1.1rem; }
.glance { display: grid; grid-template-columns: repeat(auto-fill, minmax(12.5rem, 1fr)); gap: 1.1rem 1.6rem; margin: 0; }
dt { color: var(--soft); font-size: .82rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.glance dd { font-weight: 600; }
.facts { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .35rem 1.4rem; margin: 0; }
.facts dt { padding-top: .13rem; }
.head-line { display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: baseline; justify-content: space-between; margin-bottom: .5rem; }
.head-line .dims { color: var(--soft); font-size: .86rem; }
.scroll { overflow-x: auto; margin: 1.1rem 0 0; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { text-align: left; color: var(--soft); font-size: .82rem; padding-bottom: .4rem; }
th { text-align: left; font-weight: 600; font-size: .8rem; color: var(--soft); white-space: nowrap; }
th, td { padding: .42rem 1.1rem .42rem 0; border-bottom: 1px solid var(--line); vertical-align: baseline; }
tr:last-child td { border-bottom: 0; }
td:first-child, td:nth-child(2) code { white-space: nowrap; }
.sheet-box > .scroll:first-child { margin-top: 0; }
.dot { display: inline-block; width: .8em; height: .8em; border-radius: 3px; margin-right: .55em; vertical-align: -.04em; box-shadow: inset 0 0 0 1px rgb(128 128 128 / .35); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.classes { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .8rem; list-style: none; margin: 1.1rem 0 0; padding: 0; }
.classes li { display: grid; grid-template-columns: 2.6rem 1fr; gap: .8rem; align-items: center; }
.classes .swatch { width: 2.6rem; height: 2.6rem; border-radius: 10px; box-shadow: inset 0 0 0 1px rgb(128 128 128 / .3); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.classes .swatch.none { background: repeating-linear-gradient(45deg, var(--line) 0 4px, transparent 4px 8px); }
.classes b { display: block; line-height: 1.3; overflow-wrap: anywhere; }
.classes small { color: var(--soft); overflow-wrap: anywhere; }
.classes .mono { font-size: .8rem; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 10px; padding: .9rem 1.1rem; margin: .3rem 0 0; overflow-x: auto; font-size: .88rem; line-height: 1.55; }
.steps { counter-reset: step; list-style: none; margin: 0; padding: 0; }
.steps > li { counter-increment: step; padding-left: 2.7rem; position: relative; }
.steps > li + li { margin-top: 1.5rem; }
.steps > li::before { content: counter(step); position: absolute; left: 0; top: -.05rem; width: 1.75rem; height: 1.75rem; border-radius: 99px; background: var(--wash); color: var(--accent); font-weight: 600; font-size: .88rem; display: grid; place-items: center; }
.steps b { display: block; }
.steps p { color: var(--soft); font-size: .92rem; margin: 0 0 .4rem; }
.data, .plain { list-style: none; margin: 0; padding: 0; }
.data li { display: flex; gap: .8rem; align-items: baseline; padding: .45rem 0; border-bottom: 1px solid var(--line); }
.data li:last-child { border-bottom: 0; }
.badge { flex: none; min-width: 5.2rem; font-size: .8rem; color: var(--accent); background: var(--wash); border-radius: 6px; padding: .1rem .5rem; text-align: center; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 1.1rem; align-items: start; }
.two h3 { margin-bottom: .7rem; }
figure { margin: 0; }
figcaption { color: var(--soft); font-size: .88rem; margin-top: .8rem; }
blockquote { margin: 0 0 1rem; padding: .2rem 0 .2rem 1.1rem; border-left: 3px solid var(--accent); max-width: 44rem; overflow-wrap: anywhere; }
footer { color: var(--soft); font-size: .85rem; padding-top: 3rem; padding-bottom: 3rem; }
svg { display: block; width: 100%; height: auto; }
svg text { font-family: inherit; fill: var(--ink); }
.diagram { margin: 0 auto; }
.diagram.down { display: none; max-width: 19rem; }
.diagram .box { fill: var(--paper); stroke: var(--line); }
.diagram .model { fill: var(--wash); stroke: var(--accent); }
.diagram .sheet { stroke: var(--paper); stroke-width: 1.2; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.diagram .pixels { stroke: rgb(255 255 255 / .28); fill: none; }
.diagram .name { font-size: 15px; font-weight: 650; }
.diagram .dims { font-size: 11.5px; fill: var(--soft); font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.diagram .type, .diagram .made { font-size: 12.5px; fill: var(--soft); }
.diagram .arch { font-size: 17px; font-weight: 650; }
.diagram .arrow { fill: none; stroke: var(--accent); stroke-width: 1.8; }
.diagram .head { fill: var(--accent); }
.spectrum { max-width: 50rem; margin: .4rem 0 .3rem; }
.spectrum .passband { opacity: .92; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.spectrum .axis { stroke: var(--soft); fill: none; }
.spectrum .lead { stroke: var(--line); }
.spectrum .band { font-size: 10.5px; font-weight: 600; }
.spectrum .tick { font-size: 10px; fill: var(--soft); }
.map { border-radius: 10px; }
.map .sea { fill: var(--sea); }
.map .land { fill: var(--land); stroke: var(--coast); stroke-width: .7; fill-rule: evenodd; }
.map .coast { fill: none; stroke: var(--coast); stroke-width: .9; }
.map .graticule { fill: none; stroke: var(--graticule); stroke-width: .8; }
.map .area { fill: var(--accent); fill-opacity: .2; fill-rule: evenodd; stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; }
.map .spot, .map .here { fill: var(--accent); fill-opacity: .3; stroke: var(--accent); stroke-width: 1.5; }
.map .degrees text { font-size: 10.5px; fill: var(--soft); }
.map .inset .sea { fill: var(--sheet); }
.map .inset .graticule { stroke-width: .5; }
.map .frame { fill: none; stroke: var(--graticule); }
@media (max-width: 46rem) {
  header.top { padding-top: 2rem; }
  h2 { margin-top: 2.4rem; }
  .sheet-box { padding: 1.05rem; border-radius: 13px; }
  .diagram.across { display: none; }
  .diagram.down { display: block; }
  .glance { grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); }
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: .6rem; }
  .facts.mono { grid-template-columns: minmax(7rem, max-content) 1fr; gap: 0 1.2rem; }
  table { width: max-content; min-width: 100%; }
  td { max-width: 23rem; }
  .scroll svg.spectrum { min-width: 34rem; }
}
@media print {
  :root {
    --paper: #fff; --sheet: #fff; --ink: #000; --soft: #444; --line: #ccc; --accent: #0d6b68; --wash: #eef5f4; --code: #f7f7f7;
    --sea: #f3f7f9; --land: #e4e3da; --coast: #aaa; --graticule: #ccd6dc;
  }
  body { font-size: 10pt; }
  header.top { padding-top: 0; }
  main, header.top, footer { max-width: none; padding-left: 0; padding-right: 0; }
  h2 { margin-top: 1.6rem; break-after: avoid; }
  .sheet-box, figure, tr, .classes li, .steps > li { break-inside: avoid; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .diagram.across { display: block; }
  .diagram.down { display: none; }
}
)";
  return kStyle;
}

}  // namespace stacmlm::author
