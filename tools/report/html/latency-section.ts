import type { Report } from "../../proof/report";
import { latenciesOf, type Latency, latencyFigures, latencyName } from "../latencies";
import { markup, type Markup } from "./markup";

const left = 230;
const width = 520;
const row = 30;

/** How long alerts took: a dot for each and a bar at the median, on one scale. Empty where none really travelled. */
export function latencySection(report: Report): Markup {
    const latencies = latenciesOf(report);
    if (latencies.length === 0) return markup``;
    const longest = Math.max(1, ...latencies.map(({ maximum }) => maximum));
    const height = latencies.length * row + 34;
    return markup`<section aria-labelledby="latency">
<h2 id="latency">From the finding to the alert</h2>
<div class="scroll" role="region" aria-labelledby="latency" tabindex="0"><svg class="latency" viewBox="0 0 1000 ${height}" role="img" aria-label="Seconds from the finding to the alert, by Region and service">
${latencies.map((latency, index) => plotRow(latency, index * row + 18, longest))}${scale(longest, height - 14)}</svg></div>
</section>
`;
}

function plotRow(latency: Latency, y: number, longest: number): Markup {
    const place = (seconds: number) => Math.round(left + (seconds / longest) * width);
    const median = place(latency.median);
    return markup`<g><title>${latencyName(latency)}: ${latencyFigures(latency)}</title>
<text class="name" x="0" y="${y + 4}">${latencyName(latency)}</text>
<line class="range" x1="${place(latency.seconds[0] ?? 0)}" x2="${place(latency.maximum)}" y1="${y}" y2="${y}"/>
<line class="median" x1="${median}" x2="${median}" y1="${y - 9}" y2="${y + 9}"/>
${latency.seconds.map((seconds) => markup`<circle cx="${place(seconds)}" cy="${y}" r="4"/>`)}
<text class="note" x="${left + width + 20}" y="${y + 4}">${latencyFigures(latency)}</text></g>
`;
}

function scale(longest: number, y: number): Markup {
    return markup`<text class="note" x="${left}" y="${y}">0 s</text>
<text class="note end" x="${left + width}" y="${y}">${longest.toFixed(1)} s</text>
`;
}
