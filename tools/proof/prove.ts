import { type Case, casesOf, routeTo } from "./cases";
import type { Cloud, Passage } from "./cloud";
import type { Expectations } from "./expectations";
import type { Journey } from "./report";

/** Sends sample events of every kind through a cloud, and holds what became of them to what was asked for. */
export async function drill(expectations: Expectations, cloud: Cloud): Promise<Journey[]> {
    const cases = casesOf(expectations, cloud);
    const passages = await cloud.send(cases);
    return cases.map((sent, index) => journeyOf(sent, passages[index] ?? { steps: [] }));
}

function journeyOf(sent: Case, passage: Passage): Journey {
    const { id, region, source, subject, severity, expected, destination } = sent;
    const { steps, arrived, deadLetter, latencySeconds, remark } = passage;
    const outcome = outcomeOf(sent, passage);
    return {
        id,
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

/** A mail to one of three mailboxes is a leak when it should be quiet, and not enough when it should arrive. */
function outcomeOf({ expected }: Case, { steps, arrived }: Passage): Journey["outcome"] {
    if (expected === "quiet") return arrived === undefined ? "quiet" : "leaked";
    return arrived !== undefined && steps.every((step) => step.passed) ? "arrives" : "lost";
}
