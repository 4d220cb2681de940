import { count } from "../../cli/lists";
import { decisiveStep, labelOf, type Report, type Result, type Step, wentWrong } from "../../proof/report";
import { statementLines } from "../explain";
import { faultsOf, firstAlike } from "../faults";
import { endings, eventName, figuresOf, figuresText, isFine, lookOf, looks, outcomeWords, regionsOf } from "../results";
import { mailBody } from "./mail";
import { type Markup, markup } from "./markup";

/** Up to so many Regions are unfolded; of more, only a single broken one is. */
const fewRegions = 2;

/** What the filter offers, with the outcomes that it then shows. */
const filters: readonly (readonly [string, readonly Result["outcome"][]])[] = [
    ["all", []],
    ["failed", ["lost", "falseAlert"]],
    ["unproven", ["unproven"]],
    ["arrives", ["arrives"]],
    ["suppressed", ["suppressed"]],
];

/** Every result, Region by Region, and a filter over them that appears where there is JavaScript. */
export function resultSection(report: Report): Markup {
    const { results, home } = report;
    const regions = regionsOf(report);
    const alike = firstAlike(results, faultsOf(report));
    return markup`<section aria-labelledby="results">
<h2 id="results">All results</h2>
<form id="filter" role="search" hidden>
<label>Search <input type="search" id="words" placeholder="Region, service, severity, resource"></label>
<fieldset id="outcome"><legend>Show</legend>${filters.map(([name, outcomes], index) => {
        const amount = results.filter(({ outcome }) => index === 0 || outcomes.includes(outcome)).length;
        return markup`<label><input type="radio" name="outcome" value="${outcomes.join(" ")}"${index === 0 ? markup` checked` : undefined}>${name} <b>${amount}</b></label>`;
    })}</fieldset>
<output id="found">${count(results.length, "result")}</output>
</form>
${regions.map((region) =>
    regionTable(
        region === home ? `${region} (home)` : region,
        results.filter((result) => result.region === region),
        regions.length <= fewRegions || (alike.size === 1 && alike.has(region)),
        alike.get(region),
    ),
)}</section>
`;
}

function regionTable(name: string, results: readonly Result[], open: boolean, like: string | undefined): Markup {
    const { sign, kind } = lookOf(...results);
    const wrong = results.some(wentWrong);
    const figures = figuresOf(results).filter(({ outcome }) => wrong || isFine(outcome));
    const alike = like === undefined || like === results[0]?.region ? "" : `, as in ${like}`;
    return markup`<details class="region"${open ? markup` open` : undefined}>
<summary><span class="${kind}">${sign}</span> <strong>${name}</strong>
<span class="aside">${figuresText(figures)}${alike}</span></summary>
<table>
<thead><tr><th scope="col">Event</th><th scope="col">Outcome</th><th scope="col">What decided</th></tr></thead>
<tbody>${results.map(resultRow)}</tbody>
</table>
</details>
`;
}

function resultRow(result: Result): Markup {
    const { id, outcome, expected, steps, deadLetter } = result;
    const wrong = wentWrong(result);
    const step = decisiveStep(result);
    return markup`<tr id="${anchorOf(id)}" data-outcome="${outcome}">
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
