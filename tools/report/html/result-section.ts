import { count } from "../../cli/lists";
import { decisiveStep, labelOf, type Report, type Result, type Step, wentWrong } from "../../proof/report";
import { statementLines } from "../explain";
import { endings, eventName, figuresOf, figuresText, isFine, lookOf, looks, outcomeWords, regionsOf } from "../results";
import { mailBody } from "./mail";
import { type Markup, markup } from "./markup";

/** Up to so many Regions are unfolded; of more, only a single broken one is. */
const fewRegions = 2;

/** Every result, Region by Region. */
export function resultSection(report: Report): Markup {
    const { results, home } = report;
    const regions = regionsOf(report);
    const broken = new Set(results.filter(wentWrong).map(({ region }) => region));
    const tables = regions.map((region) => {
        const own = results.filter((result) => result.region === region);
        const isOpen = regions.length <= fewRegions || (broken.size === 1 && broken.has(region));
        return regionTable(region === home ? `${region} (home)` : region, own, isOpen);
    });
    return markup`<section aria-labelledby="results">
<h2 id="results">All results</h2>
${tables}</section>
`;
}

function regionTable(name: string, results: readonly Result[], open: boolean): Markup {
    const { sign, kind } = lookOf(...results);
    const wrong = results.some(wentWrong);
    const figures = figuresOf(results).filter(({ outcome }) => wrong || isFine(outcome));
    return markup`<details class="region"${open ? markup` open` : undefined}>
<summary><span class="${kind}">${sign}</span> <strong>${name}</strong>
<span class="aside">${figuresText(figures)}</span></summary>
<table>
<thead><tr><th scope="col">Event</th><th scope="col">Outcome</th><th scope="col">What decided</th></tr></thead>
<tbody>${results.map(resultRow)}</tbody>
</table>
</details>
`;
}

function resultRow(result: Result): Markup {
    const { id, expected, steps, deadLetter } = result;
    const wrong = wentWrong(result);
    const step = decisiveStep(result);
    return markup`<tr id="${anchorOf(id)}">
<th scope="row">${eventName(result)}<a href="#${anchorOf(id)}"><code>${id}</code></a></th>
<td>${outcomeWord(result)}${wrong ? markup`<span class="aside">${expectations[expected]}</span>` : undefined}</td>
<td>${step && markup`<p><strong>${step.hop}</strong> ${step.reason}</p>`}
<details><summary>${count(steps.length, "step")}</summary><ol class="steps">${steps.map((step) => stepItem(step, wrong))}</ol></details>
${deadLetter && markup`<p>${endings[deadLetter]}</p>`}${arrival(result)}</td></tr>
`;
}

/** Where an event ends on purpose, it is stopped as well, but nothing is wrong. */
function stepItem({ hop, resource, passed, unproven, reason, statement, fix }: Step, wrong: boolean): Markup {
    const stopped = wrong ? ["bad", "✘", "stopped"] : ["muted", "–", "stopped"];
    const held = unproven ? ["doubt", looks.unproven.sign, "unproven"] : ["good", "✔", "passed"];
    const [kind, sign, word] = passed ? held : stopped;
    return markup`<li><strong>${hop}</strong> <span class="${kind}">${sign} ${word}</span>
<code>${labelOf(resource)}</code><span class="reason">${reason}</span>${statement && markup`<pre>${statementLines(statement).join("\n")}</pre>`}${fix && markup`<span class="reason"><strong>Fix:</strong> ${fix}</span>`}</li>
`;
}

function outcomeWord(result: Result): Markup {
    const { outcome } = result;
    const { kind, sign } = outcome === "suppressed" ? { kind: "muted", sign: "–" } : lookOf(result);
    return markup`<span class="${kind}">${sign} ${outcomeWords[outcome]}</span>`;
}

const expectations = { arrives: "should arrive", suppressed: "should be suppressed" } as const;

function arrival({ arrived, ...result }: Result): Markup | undefined {
    if (arrived === undefined) return undefined;
    if (result.route === "archive") return markup`<p>Kept as <code>${arrived}</code></p>`;
    return markup`<details class="mail"><summary>Mail</summary>${mailBody({ ...result, arrived })}</details>`;
}

/** Where on the page a result stands; an anchor has no spaces. */
export function anchorOf(id: string): string {
    return encodeURI(id);
}
