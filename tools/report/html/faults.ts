import { labelOf } from "../../proof/report";
import { faultEnd, faultReach, faultTitle, type Fault } from "../faults";
import { anchorOf } from "./results";
import { markup, type Markup } from "./markup";

/** What is broken, worst first; empty where nothing is. */
export function faultSection(faults: readonly Fault[]): Markup {
    if (faults.length === 0) return markup``;
    return markup`<section aria-labelledby="broken">
<h2 id="broken">What is broken</h2>
<ol class="faults">${faults.map(faultItem)}</ol>
</section>
`;
}

function faultItem(fault: Fault): Markup {
    const { step, results } = fault;
    return markup`<li>
<h3><span class="bad">✘ ${faultTitle(fault)}</span> ${step && markup`<code>${labelOf(step.resource)}</code>`}</h3>
${step && markup`<p class="cause">${step.reason}</p>`}
${step?.fix && markup`<p><strong>Fix:</strong> ${step.fix}</p>`}
<p>${faultReach(fault)} ${faultEnd(fault)} <a href="#${anchorOf(results[0].id)}">See every step</a></p>
</li>
`;
}
