import { count } from "../../cli/lists";
import { decisiveStep, labelOf, type Report, type Result, type Step, wentWrong } from "../../proof/report";
import { endings, eventName, outcomeWords, regionsOf, tally } from "../results";
import { mailBody } from "./mail";
import { type Markup, markup } from "./markup";

/** Up to so many Regions are unfolded even when all is well. */
const fewRegions = 2;

/** Every result, Region by Region, and a filter over them that appears where there is JavaScript. */
export function resultSection(report: Report): Markup {
    const { results, home } = report;
    const regions = regionsOf(report);
    return markup`<section aria-labelledby="results">
<h2 id="results">All results</h2>
<form id="filter" role="search" hidden>
<label>Search <input type="search" id="words" placeholder="Region, service, severity, resource"></label>
<label>Outcome <select id="outcome"><option value="">all</option>${Object.entries(outcomeWords).map(
        ([value, word]) => markup`<option value="${value}">${word.toLowerCase()}</option>`,
    )}</select></label>
<output id="found">${count(results.length, "result")}</output>
</form>
${regions.map((region) =>
    regionTable(
        region === home ? `${region} (home)` : region,
        results.filter((result) => result.region === region),
        regions.length <= fewRegions,
    ),
)}</section>
`;
}

function regionTable(name: string, results: readonly Result[], open: boolean): Markup {
    const { arrives, suppressed, lost, falseAlert, unproven } = tally(results);
    const wrong = results.some(wentWrong);
    const numbers = [
        `${arrives} arrive`,
        `${suppressed} suppressed`,
        ...(wrong ? [`${lost} lost`, count(falseAlert, "false alert")] : []),
        ...(unproven > 0 ? [`${unproven} unproven`] : []),
    ];
    return markup`<details class="region"${open || wrong ? markup` open` : undefined}>
<summary><span class="${wrong ? "bad" : "good"}">${wrong ? "✘" : "✔"}</span> <strong>${name}</strong>
<span class="aside">${numbers.join(", ")}</span></summary>
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
<th scope="row">${eventName(result)}<code>${id}</code></th>
<td>${outcomeWord(result)}${wrong ? markup`<span class="aside">${expectations[expected]}</span>` : undefined}</td>
<td>${step && markup`<p><strong>${step.hop}</strong> ${step.reason}</p>`}
<details><summary>${count(steps.length, "step")}</summary><ol class="steps">${steps.map((step) => stepItem(step, wrong))}</ol></details>
${deadLetter && markup`<p>${endings[deadLetter]}</p>`}${arrival(result)}</td></tr>
`;
}

/** Where an event ends on purpose, it is stopped as well, but nothing is wrong. */
function stepItem({ hop, resource, passed, unproven, reason, fix }: Step, wrong: boolean): Markup {
    const stopped = wrong ? ["bad", "✘", "stopped"] : ["muted", "–", "stopped"];
    const held = unproven ? ["bad", "✘", "unproven"] : ["good", "✔", "passed"];
    const [kind, sign, word] = passed ? held : stopped;
    return markup`<li><strong>${hop}</strong> <span class="${kind}">${sign} ${word}</span>
<code>${labelOf(resource)}</code><span class="reason">${reason}${fix && ` Fix: ${fix}`}</span></li>
`;
}

function outcomeWord(result: Result): Markup {
    const { outcome } = result;
    const [kind, sign] = wentWrong(result) ? ["bad", "✘"] : outcome === "suppressed" ? ["muted", "–"] : ["good", "✔"];
    return markup`<span class="${kind}">${sign} ${outcomeWords[outcome]}</span>`;
}

const expectations = { arrives: "should arrive", suppressed: "should be suppressed" } as const;

function arrival({ arrived, route }: Result): Markup | undefined {
    if (arrived === undefined) return undefined;
    if (route === "archive") return markup`<p>Kept as <code>${arrived}</code></p>`;
    return markup`<details><summary>Mail</summary>${mailBody(arrived)}</details>`;
}

/** Where on the page a result stands; an anchor has no spaces. */
export function anchorOf(id: string): string {
    return encodeURI(id);
}
