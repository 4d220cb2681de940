import { decisiveStep, type Result, type Report } from "../../proof/report";
import { wentWrong } from "../faults";
import { regionsOf, tally } from "../tally";
import { endings, eventName, outcomeWords } from "../words";
import { count } from "../../cli/lists";
import { mailBody } from "./mail";
import { markup, type Markup } from "./markup";
import { stepList } from "./steps";

/** Up to so many regions are unfolded even when all is well. */
const fewRegions = 2;

/** Every result, region by region, and a filter over them that shows where there is JavaScript. */
export function resultSection(report: Report): Markup {
    const { results, home } = report;
    const regions = regionsOf(report);
    return markup`<section aria-labelledby="results">
<h2 id="results">All results</h2>
<form id="filter" role="search" hidden>
<label>Search <input type="search" id="words" placeholder="region, service, severity, resource"></label>
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
    const { arrives, suppressed, lost, falseAlert } = tally(results);
    const wrong = results.some(wentWrong);
    const numbers = [
        `${arrives} arrive`,
        `${suppressed} suppressed`,
        ...(wrong ? [`${lost} lost`, count(falseAlert, "false alert")] : []),
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
<details><summary>${count(steps.length, "step")}</summary>${stepList(steps, wrong)}</details>
${deadLetter && markup`<p>${endings[deadLetter]}</p>`}${arrival(result)}</td></tr>
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
    return id.replace(/\s/g, "-");
}
