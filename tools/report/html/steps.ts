import { labelOf, type Step } from "../../proof/report";
import { markup, type Markup } from "./markup";

/** The steps of a result, in order. Where it ends on purpose, it is stopped as well, but nothing is wrong. */
export function stepList(steps: readonly Step[], wrong: boolean): Markup {
    return markup`<ol class="steps">${steps.map((step) => stepItem(step, wrong))}</ol>`;
}

function stepItem({ hop, resource, passed, reason, fix }: Step, wrong: boolean): Markup {
    const [kind, sign, word] = passed
        ? ["good", "✔", "passed"]
        : wrong
          ? ["bad", "✘", "stopped"]
          : ["muted", "–", "stopped"];
    return markup`<li><strong>${hop}</strong> <span class="${kind}">${sign} ${word}</span>
<code>${labelOf(resource)}</code><span class="reason">${reason}${fix && ` Fix: ${fix}`}</span></li>
`;
}
