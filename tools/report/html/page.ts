import { count } from "../../cli/lists";
import { isGreen, type Report, type Result } from "../../proof/report";
import { type Fault, faultLines, faultsOf } from "../faults";
import { latenciesOf } from "../latencies";
import { type Origin, originFacts } from "../origin";
import { exampleMails } from "../mail";
import { eventName, figuresOf, figuresText, headline, isFine, lookOf } from "../results";
import { framed } from "./frame";
import { mailBody } from "./mail";
import { mapOf } from "./map";
import { matrixSection } from "./matrix-section";
import { type Markup, markup } from "./markup";
import { toldSection } from "./told-section";
import { anchorOf, resultSection } from "./result-section";

/** The report as one page. */
export function reportPage(report: Report, origin: Origin): string {
    const { stack, home, regions, cloud, results } = report;
    const { sign, kind } = lookOf(...results);
    const content = markup`<a class="skip" href="#results">Skip to the results</a>
<header>
<div>
<p class="eyebrow">Vigil ${places[cloud]}</p>
<h1><span class="${kind}">${sign}</span> <span>${stack}: ${verdict(report)}</span></h1>
<p class="aside">${count(regions.length, "Region")}, home ${home}</p>
<dl class="origin">${originFacts(origin).map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</div>
${tiles(report)}
</header>
<main>
${faultSection(faultsOf(report))}${matrixSection(report)}${toldSection(report)}<section aria-labelledby="path">
<h2 id="path">The path of a finding</h2>
<div class="scroll" role="region" aria-labelledby="path" tabindex="0">${mapOf(report)}</div>
<p class="legend">A solid box holds. A dashed one with a ✘ is broken at the hop it names; one with a ? cannot be judged there. Nothing came to a dotted one.</p>
</section>
${listSection(
    "From the finding to the alert",
    latenciesOf(report).map(([name, figures]) => `${name}: ${figures}`),
)}${mailSection(report)}${listSection("Not rehearsed: nothing is proven about these resources", report.notRehearsed)}
${listSection("Notes", report.notes ?? [])}${listSection("Warnings", report.warnings)}${resultSection(report)}</main>
`;
    return framed(`${sign} ${stack}: ${verdict(report)}`, content);
}

const places = { rehearsal: "rehearsal", aws: "drill" } as const;

function verdict(report: Report): string {
    if (isGreen(report)) return "every alert arrives";
    return figuresText(figuresOf(report.results).filter(({ outcome, amount }) => amount > 0 && !isFine(outcome)));
}

function tiles(report: Report): Markup {
    const { counted, byDocuments } = headline(report);
    const figures = figuresOf(counted).map(({ outcome, amount, words }) =>
        tile(amount, words, kindOf(outcome, amount)),
    );
    const rest = byDocuments > 0 ? [tile(byDocuments, "only by documents", "muted")] : [];
    return markup`<dl class="tiles">${[...figures, ...rest]}</dl>`;
}

function kindOf(outcome: Result["outcome"], amount: number): string {
    if (outcome === "arrives") return "good";
    if (outcome === "unproven") return "doubt";
    return amount > 0 && !isFine(outcome) ? "bad" : "muted";
}

function tile(amount: number, words: string, kind: string): Markup {
    return markup`<div class="${kind}"><dt>${words}</dt><dd>${amount}</dd></div>`;
}

/** What is broken, worst first; empty where nothing is. */
function faultSection(faults: readonly Fault[]): Markup {
    if (faults.length === 0) return markup``;
    return markup`<section aria-labelledby="broken">
<h2 id="broken">What is broken</h2>
<ol class="faults">${faults.map(faultItem)}</ol>
</section>
`;
}

function faultItem(fault: Fault): Markup {
    const [{ id }] = fault.results;
    const { sign, kind } = lookOf(...fault.results);
    const [title = "", ...lines] = faultLines(fault);
    return markup`<li class="${kind}">
<h3><span class="${kind}">${sign} ${title}</span></h3>
${lines.map(
    (line) => markup`<p>${line}</p>
`,
)}<p><a href="#${anchorOf(id)}">See every step</a></p>
</li>
`;
}

function mailSection(report: Report): Markup {
    const mails = exampleMails(report);
    if (mails.length === 0) return markup``;
    const digest = mails.some(({ kind }) => kind === "burst") ? ", and the digest of a burst" : "";
    return markup`<section aria-labelledby="mails">
<h2 id="mails">What arrives</h2>
<p class="aside">The most severe alert of each service${digest}, word for word; below it, Amazon SNS adds how to unsubscribe.</p>
<div class="mails">${mails.map(
        (mail) => markup`<article class="mail">
<h3>${eventName(mail)} <span class="aside">from ${mail.region}</span></h3>
${mailBody(mail)}</article>
`,
    )}</div>
</section>
`;
}

function listSection(title: string, items: readonly string[]): Markup {
    if (items.length === 0) return markup``;
    return markup`<section><h2>${title}</h2>
<ul>${items.map((item) => markup`<li>${item}</li>`)}</ul></section>
`;
}
