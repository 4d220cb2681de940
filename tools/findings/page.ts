import { serviceFacts } from "../../findings/services";
import { count } from "../cli/lists";
import { framed } from "../report/html/frame";
import { type Markup, markup } from "../report/html/markup";
import { type Answer, countsOf, minuteOf } from "./answer";
import { field, type Finding, resourcesOf } from "./finding";
import { plotSection } from "./plot";
import { filterText, headline, periodText, readText } from "./text";

/** The answer as one page. */
export function answerPage(answer: Answer): string {
    const { findings, unreadable } = answer;
    const content = markup`<a class="skip" href="#findings">Skip to the findings</a>
<header>
<div>
<p class="eyebrow">Vigil findings</p>
<h1>${headline(answer)}</h1>
<p class="aside">${periodText(answer)}. ${filterText(answer)} ${readText(answer)}</p>
</div>
</header>
<main>
${findings.length > 0 ? [countSection(findings), plotSection(answer), findingSection(findings)] : undefined}${
        unreadable.length > 0 ? unreadableSection(answer) : undefined
    }</main>
`;
    return framed(`${headline(answer)} ${periodText(answer)}`, content);
}

function countSection(findings: readonly Finding[]): Markup {
    const { words, rows } = countsOf(findings);
    return markup`<section aria-labelledby="counts">
<h2 id="counts">Services and severities</h2>
<div class="scroll" role="region" aria-labelledby="counts" tabindex="0"><table class="matrix">
<thead><tr><th scope="col">Service</th>${words.map((word) => markup`<th scope="col">${word}</th>`)}<th scope="col">All</th></tr></thead>
<tbody>${rows.map(
        ({
            name,
            counts,
            all,
        }) => markup`<tr><th scope="row">${name}</th>${[...counts, all].map((amount) => markup`<td>${amount}</td>`)}</tr>
`,
    )}</tbody></table></div>
</section>
`;
}

function findingSection(findings: readonly Finding[]): Markup {
    return markup`<section aria-labelledby="findings">
<h2 id="findings">Findings</h2>
<div class="region"><table>
<thead><tr><th scope="col">Finding</th><th scope="col">Severity</th><th scope="col">Resource</th><th scope="col">Latest event (UTC)</th></tr></thead>
<tbody>${findings.map(findingRow)}</tbody></table></div>
</section>
`;
}

function findingRow(finding: Finding): Markup {
    const { severity, active, events, service, alert } = finding;
    const text = (name: string) => field(finding, name);
    const link = text("console");
    return markup`<tr><th scope="row">${text("title")}<code>${text("type")}</code></th>
<td><span class="key"><i class="${severity}"></i>${severity}</span>${active ? undefined : markup`<span class="aside">not active</span>`}</td>
<td>${resourcesOf(finding).map((name) => markup`<code>${name}</code> `)}<span class="aside">${text("region")}, ${text("account")}</span></td>
<td>${minuteOf(text("time"))}<span class="aside">${events > 1 ? `${count(events, "event")}, ` : ""}${
        "console" in alert ? markup`<a href="${link}" rel="noreferrer">${serviceFacts[service].name}</a>` : undefined
    }</span></td></tr>
`;
}

function unreadableSection({ unreadable }: Answer): Markup {
    return markup`<section><h2>Not read, so findings may be missing</h2>
<ul>${unreadable.map(
        ({ object, line, reason }) =>
            markup`<li><code>${object}</code>${line === undefined ? "" : `, line ${line}`} ${reason}</li>`,
    )}</ul></section>
`;
}
