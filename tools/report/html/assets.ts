/** Calm, in the fonts of the reader's system, light or dark as the reader has it. */
export const style = `
:root {
    color-scheme: light dark;
    --page: #fafaf8; --panel: #ffffff; --ink: #1c2127; --soft: #59626c; --rule: #e2e4e7; --code: #f1f2f3;
    --good: #19703f; --good-line: #3f9a68; --bad: #b3261e; --bad-panel: #fdf1f0; --doubt: #8a5a00; --doubt-panel: #fdf6e7; --focus: #1a5fb4;
    --high: #c75b12; --medium: #a8861a;
}
@media (prefers-color-scheme: dark) {
    :root {
        --page: #101317; --panel: #171b21; --ink: #e4e7eb; --soft: #9ba5b0; --rule: #2b323a; --code: #20262d;
        --good: #5cc98d; --good-line: #3d9467; --bad: #ff8a80; --bad-panel: #2b1a1b; --doubt: #f0b849; --doubt-panel: #2a2213; --focus: #8ab4f8;
        --high: #f0a05c; --medium: #d8c25a;
    }
}
* { box-sizing: border-box; }
body {
    margin: 0; background: var(--page); color: var(--ink);
    font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
header, main { max-width: 1280px; margin: 0 auto; padding: 0 28px; }
header { padding-top: 52px; display: grid; grid-template-columns: 1fr auto; align-items: end; gap: 24px 48px; }
main { padding-bottom: 96px; }
h1 { display: flex; gap: 0.5em; margin: 4px 0 2px; font-size: 34px; line-height: 1.2; font-weight: 650; letter-spacing: -0.02em; text-wrap: balance; }
h2 { margin: 0 0 14px; font-size: 20px; font-weight: 650; letter-spacing: -0.01em; }
h3 { margin: 0 0 8px; font-size: 15px; font-weight: 650; }
p { margin: 0 0 8px; }
section { margin-top: 48px; }
code, pre { font: 12.5px/1.55 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
pre { margin: 8px 0 0; padding: 12px 14px; background: var(--code); border-radius: 8px; white-space: pre-wrap; }
a { color: inherit; text-underline-offset: 3px; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
.good { color: var(--good); }
.bad { color: var(--bad); font-weight: 600; }
.doubt { color: var(--doubt); font-weight: 600; }
li.bad, li.doubt { color: inherit; font-weight: inherit; }
.muted, .aside, .legend, .eyebrow { color: var(--soft); }
.eyebrow { margin: 0; font-size: 13px; font-weight: 600; letter-spacing: 0.08em; text-transform: uppercase; }
.legend { margin-top: 10px; font-size: 13px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 16px; top: 16px; padding: 8px 12px; background: var(--panel); }

.tiles { display: flex; flex-wrap: wrap; gap: 12px 48px; margin: 0; }
.tiles div { display: flex; flex-direction: column-reverse; }
.tiles dt { color: var(--soft); font-size: 12.5px; font-weight: 400; }
.tiles dd { margin: 0; font-size: 30px; line-height: 1.15; font-weight: 600; font-variant-numeric: tabular-nums; }

.faults { margin: 0; padding: 0; list-style: none; display: grid; gap: 10px; }
.faults li { padding: 16px 22px; background: var(--bad-panel); border-left: 4px solid var(--bad); border-radius: 4px 10px 10px 4px; }
.faults li.doubt { background: var(--doubt-panel); border-color: var(--doubt); }
.faults h3, .faults p { margin: 0 0 4px; }
.faults h3 + p { font-size: 17px; line-height: 1.45; text-wrap: pretty; }

.scroll { overflow-x: auto; padding: 24px 20px; background: var(--panel); border: 1px solid var(--rule); border-radius: 12px; }
.map { display: grid; grid-template-columns: repeat(5, auto); gap: 40px; margin: 0; padding: 0; list-style: none; }
.map > li { position: relative; display: flex; flex-direction: column; gap: 10px; }
.map > li + li::before { content: "→"; position: absolute; left: -29px; top: 44px; color: var(--soft); font-size: 18px; }
.map h3 { margin: 0; color: var(--soft); font-size: 12.5px; font-weight: 400; }
.place { padding: 7px 12px; background: var(--page); border: 1.5px solid var(--good-line); border-radius: 9px; font-size: 13px; line-height: 1.4; overflow-wrap: anywhere; }
.place :is(b, span, em) { display: block; }
.place span { color: var(--soft); font-size: 12px; }
.place .home { color: var(--ink); font-weight: 600; }
.place em { font-style: normal; font-weight: 600; }
.place.unused { border: 1.5px dotted var(--soft); }
.place.broken { background: var(--bad-panel); border: 2px dashed var(--bad); }
.place.broken em { color: var(--bad); }
.place.unproven { background: var(--doubt-panel); border: 2px dashed var(--doubt); }
.place.unproven em { color: var(--doubt); }
.names { columns: 2; margin-top: 4px; }

.origin { display: flex; flex-wrap: wrap; gap: 0 24px; margin: 6px 0 0; font-size: 13px; }
.origin > div { display: flex; gap: 6px; }
.origin dt { color: var(--soft); }
.origin dd { margin: 0; overflow-wrap: anywhere; }
.matrix { border: 0; table-layout: auto; font-variant-numeric: tabular-nums; }
.matrix th, .matrix td { width: auto; padding: 4px 18px 4px 0; white-space: nowrap; }
.told td:last-child { min-width: 220px; white-space: normal; overflow-wrap: anywhere; }

.mails { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(590px, 100%), 1fr)); gap: 16px; align-items: start; }
article { padding: 16px 14px; background: var(--panel); border: 1px solid var(--rule); border-radius: 12px; }
article .aside { font-weight: 400; }
.mail .head { margin: 0; padding-left: 56px; text-indent: -56px; overflow-wrap: anywhere; }
.mail .head span, .phone span { color: var(--soft); font-size: 12.5px; }
.mail .head span { display: inline-block; width: 56px; text-indent: 0; }
.mail pre { padding: 10px; font-size: 11.5px; }
.phone { max-width: 420px; margin: 12px 0 0; padding: 8px 14px 10px; border: 1px solid var(--rule); border-radius: 16px; font-size: 13px; line-height: 1.4; overflow-wrap: anywhere; }
.phone :is(span, b) { display: block; }

.plot { display: block; width: 100%; height: 160px; border-bottom: 1px solid var(--soft); }
.axis { display: flex; justify-content: space-between; gap: 12px; margin: 4px 0 0; color: var(--soft); font-size: 12.5px; }
.key { margin-right: 14px; white-space: nowrap; }
.key i { display: inline-block; width: 11px; height: 11px; margin-right: 5px; background: var(--of); print-color-adjust: exact; }
.plot rect { fill: var(--of); stroke: var(--panel); vector-effect: non-scaling-stroke; }
.CRITICAL { --of: var(--bad); }
.HIGH { --of: var(--high); }
.MEDIUM { --of: var(--medium); }
.LOW { --of: var(--good-line); }
.UNTRIAGED, .INFORMATIONAL, .NONE { --of: var(--soft); }

summary { cursor: pointer; }
.region { background: var(--panel); border: 1px solid var(--rule); border-radius: 12px; margin-bottom: 10px; overflow: hidden; }
.region > summary { padding: 12px 18px; }
.region > summary .aside { margin-left: 10px; font-size: 13px; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; border-top: 1px solid var(--rule); }
th, td { padding: 10px 18px; text-align: left; vertical-align: top; font-weight: 400; border-bottom: 1px solid var(--rule); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--soft); font-size: 13px; }
.region th:nth-child(1) { width: 30%; }
.region th:nth-child(2) { width: 15%; }
tbody th { font-weight: 600; }
tbody th code { display: block; color: var(--soft); font-weight: 400; }
td .aside { display: block; font-size: 13px; font-weight: 400; }
td > p { margin: 0 0 2px; }
td details summary { color: var(--soft); font-size: 13px; }
.steps { margin: 6px 0 8px; padding-left: 22px; font-size: 14px; }
.steps li { margin-bottom: 8px; }
.steps code { display: block; color: var(--soft); }
.steps .reason { display: block; }
tr:target > * { background: var(--code); }

@media (max-width: 700px) {
    header, main { padding-left: 18px; padding-right: 18px; }
    header { padding-top: 32px; display: block; }
    .tiles { margin-top: 20px; gap: 12px 28px; }
    h1 { font-size: 26px; }
    section { margin-top: 40px; }
    .region thead { position: absolute; left: -9999px; }
    .region :is(tr, tbody th, td) { display: block; width: auto !important; }
    .region tr { padding: 10px 0; border-bottom: 1px solid var(--rule); }
    .region :is(th, td) { padding: 2px 16px; border: 0; }
    .scroll { padding: 16px; }
    .map { grid-template-columns: 1fr; }
    .map > li + li::before { content: "↓"; left: 50%; top: -34px; }
}
@page { size: landscape; }
@media print {
    article, .scroll, .faults li, tr { break-inside: avoid; }
    header { padding-top: 0; }
    .skip { display: none; }
    .scroll { overflow: visible; padding: 0; border: 0; }
}
`;
