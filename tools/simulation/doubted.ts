import type { Trace } from "../proof/prove";
import { labelOf } from "../proof/report";
import type { StackModel } from "./model/stack-model";
import { unproven } from "./steps";

/** Behind each step whose resource is in doubt, a step that says so. */
export function doubted(stack: StackModel, trace: Trace): Trace {
    const steps = trace.steps.flatMap((step) => {
        const doubts = step.passed ? stack.doubts.filter(({ about }) => about.includes(labelOf(step.resource))) : [];
        return [step, ...doubts.map(({ resource, reason }) => unproven(step.hop, resource, reason))];
    });
    return { ...trace, steps };
}
