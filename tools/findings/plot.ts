import { grouped } from "../cli/lists";
import { type Markup, markup } from "../report/html/markup";
import type { Answer } from "./answer";
import { field, type Finding, severityWords } from "./finding";

/** The findings of a day whose latest event is of it, by severity. */
interface Day {
    readonly name: string;
    readonly counts: readonly { readonly word: Finding["severity"]; readonly amount: number }[];
    readonly all: number;
}

const height = 160;
const step = 10;

/** A bar a day, its parts by severity; the same in figures below it. Texts are no part of the picture, which any width fits. */
export function plotSection(answer: Answer): Markup {
    const days = daysOf(answer);
    const most = Math.max(1, ...days.map(({ all }) => all));
    const words = severityWords.filter((word) => days.some(({ counts }) => counts.some((one) => one.word === word)));
    return markup`<section aria-labelledby="days">
<h2 id="days">Day by day</h2>
<div class="scroll"><svg class="plot" viewBox="0 0 ${days.length * step} ${height}" preserveAspectRatio="none" role="img" aria-label="Findings by day and severity; the table below has the figures.">
${days.map((day, index) => barOf(day, index * step, height / most))}</svg>
<p class="axis"><span>${days[0]?.name}</span><span>most on a day: ${most}</span><span>${days.at(-1)?.name}</span></p>
<p class="legend">${words.map((word) => markup`<span class="key"><i class="${word}"></i>${word}</span> `)}</p></div>
<details><summary class="legend">The same in figures</summary>
<div class="scroll" role="region" aria-labelledby="days" tabindex="0"><table class="matrix">
<thead><tr><th scope="col">Day (UTC)</th>${words.map((word) => markup`<th scope="col">${word}</th>`)}</tr></thead>
<tbody>${days.filter(({ all }) => all > 0).map((day) => rowOf(day, words))}</tbody></table></div></details>
</section>
`;
}

/** Each day from the first to the last of the period. */
function daysOf({ since, until, findings }: Answer): Day[] {
    const byDay = grouped(findings, (finding) => field(finding, "time").slice(0, 10));
    const first = Date.parse(since.slice(0, 10));
    const amount = Math.ceil((Date.parse(until) - first) / 86_400_000);
    return Array.from({ length: amount }, (_, index) => {
        const name = new Date(first + index * 86_400_000).toISOString().slice(0, 10);
        const own = byDay.get(name) ?? [];
        const counts = severityWords.map((word) => ({
            word,
            amount: own.filter(({ severity }) => severity === word).length,
        }));
        return { name, counts: counts.filter(({ amount }) => amount > 0), all: own.length };
    });
}

/** The most severe stand at the bottom, where they are easiest to compare. */
function barOf({ name, counts }: Day, x: number, unit: number): Markup {
    let y = height;
    const parts = counts.map(({ word, amount }) => {
        y -= amount * unit;
        return markup`<rect class="${word}" x="${x + 1}" y="${y.toFixed(2)}" width="${step - 2}" height="${(amount * unit).toFixed(2)}"><title>${name}: ${amount} ${word}</title></rect>
`;
    });
    return markup`${parts}`;
}

function rowOf({ name, counts }: Day, words: readonly Finding["severity"][]): Markup {
    const cells = words.map((word) => counts.find((one) => one.word === word)?.amount ?? 0);
    return markup`<tr><th scope="row">${name}</th>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>
`;
}
