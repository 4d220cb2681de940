import { type Case, casesOf, routeTo } from "./cases";
import type { Cloud, Trace } from "./cloud";
import type { Expectations } from "./expectations";
import type { Result } from "./report";

/** Sends sample events of every kind through a cloud, and holds what became of them to what was asked for. */
export async function drill(expectations: Expectations, cloud: Cloud): Promise<Result[]> {
    const cases = casesOf(expectations, cloud);
    const traces = await cloud.send(cases);
    return cases.map((sent, index) => resultOf(sent, traces[index] ?? { steps: [] }));
}

function resultOf(sent: Case, trace: Trace): Result {
    const { id, kind, region, source, subject, severity, expected, destination } = sent;
    const { steps, arrived, deadLetter, latencySeconds, remark } = trace;
    const outcome = outcomeOf(sent, trace);
    return {
        id,
        kind,
        region,
        source,
        subject: remark === undefined ? subject : `${subject} (${remark})`,
        ...(severity === undefined ? {} : { severity }),
        route: routeTo(destination),
        expected,
        outcome,
        steps,
        ...(arrived === undefined || outcome === "lost" ? {} : { arrived }),
        ...(outcome === "lost" && deadLetter !== undefined ? { deadLetter } : {}),
        ...(latencySeconds === undefined ? {} : { latencySeconds }),
    };
}

/** A mail to one of three mailboxes is a false alert when it should be suppressed, and not enough when it should arrive. */
function outcomeOf({ expected }: Case, { steps, arrived }: Trace): Result["outcome"] {
    if (expected === "suppressed") return arrived === undefined ? "suppressed" : "falseAlert";
    return arrived !== undefined && steps.every((step) => step.passed) ? "arrives" : "lost";
}
