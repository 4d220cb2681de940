import { decisiveStep, type Journey, type Report } from "../../proof/report";
import { wentWrong } from "../faults";
import { regionsOf, tally } from "../tally";
import { count, endings, eventName, outcomeWords } from "../words";
import { mailBody } from "./mail";
import { markup, type Markup } from "./markup";
import { stepList } from "./steps";

/** Up to so many regions are unfolded even when all is well. */
const fewRegions = 2;

/** Every journey, region by region, and a filter over them that shows where there is JavaScript. */
export function journeySection(report: Report): Markup {
    const { journeys, home } = report;
    const regions = regionsOf(report);
    return markup`<section aria-labelledby="journeys">
<h2 id="journeys">All journeys</h2>
<form id="filter" role="search" hidden>
<label>Search <input type="search" id="words" placeholder="region, service, severity, resource"></label>
<label>Outcome <select id="outcome"><option value="">all</option>${Object.entries(outcomeWords).map(
        ([value, word]) => markup`<option value="${value}">${word.toLowerCase()}</option>`,
    )}</select></label>
<output id="found">${count(journeys.length, "journey")}</output>
</form>
${regions.map((region) =>
    regionTable(
        region === home ? `${region} (home)` : region,
        journeys.filter((journey) => journey.region === region),
        regions.length <= fewRegions,
    ),
)}</section>
`;
}

function regionTable(name: string, journeys: readonly Journey[], open: boolean): Markup {
    const { arrives, quiet, lost, leaked } = tally(journeys);
    const wrong = journeys.some(wentWrong);
    const numbers = [
        `${arrives} arrive`,
        `${quiet} kept quiet`,
        ...(wrong ? [`${lost} lost`, `${leaked} leaked`] : []),
    ];
    return markup`<details class="region"${open || wrong ? markup` open` : undefined}>
<summary><span class="${wrong ? "bad" : "good"}">${wrong ? "✘" : "✔"}</span> <strong>${name}</strong>
<span class="aside">${numbers.join(", ")}</span></summary>
<table>
<thead><tr><th scope="col">Event</th><th scope="col">Outcome</th><th scope="col">What decided</th></tr></thead>
<tbody>${journeys.map(journeyRow)}</tbody>
</table>
</details>
`;
}

function journeyRow(journey: Journey): Markup {
    const { id, outcome, expected, steps, deadLetter } = journey;
    const wrong = wentWrong(journey);
    const step = decisiveStep(journey);
    return markup`<tr id="${anchorOf(id)}" data-outcome="${outcome}">
<th scope="row">${eventName(journey)}<code>${id}</code></th>
<td>${outcomeWord(journey)}${wrong ? markup`<span class="aside">${expectations[expected]}</span>` : undefined}</td>
<td>${step && markup`<p><strong>${step.hop}</strong> ${step.reason}</p>`}
<details><summary>${count(steps.length, "step")}</summary>${stepList(steps, wrong)}</details>
${deadLetter && markup`<p>${endings[deadLetter]}</p>`}${arrival(journey)}</td></tr>
`;
}

function outcomeWord(journey: Journey): Markup {
    const { outcome } = journey;
    const [kind, sign] = wentWrong(journey) ? ["bad", "✘"] : outcome === "quiet" ? ["muted", "–"] : ["good", "✔"];
    return markup`<span class="${kind}">${sign} ${outcomeWords[outcome]}</span>`;
}

const expectations = { arrives: "should arrive", quiet: "should be kept quiet" } as const;

function arrival({ arrived, route }: Journey): Markup | undefined {
    if (arrived === undefined) return undefined;
    if (route === "archive") return markup`<p>Kept as <code>${arrived}</code></p>`;
    return markup`<details><summary>Mail</summary>${mailBody(arrived)}</details>`;
}

/** Where on the page a journey stands; an anchor has no spaces. */
export function anchorOf(id: string): string {
    return id.replace(/\s/g, "-");
}
