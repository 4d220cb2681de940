import type { Case } from "../proof/case";
import { alertOf, differences } from "../proof/alert-check";
import type { Trace } from "../proof/prove";
import { failed, passed } from "../simulation/steps";
import type { Archived } from "./evidence/archive-check";
import { isIdle, type SampleRun } from "./sample-runs";
import { madeStep } from "./traces";

/** The id of the case that asks whether the findings stream keeps a finding. */
export function streamId({ id }: Pick<Case, "id">): string {
    return `${id}/stream`;
}

/** Whether a case asks about the findings stream. */
export function isStreamed({ destination }: Case): boolean {
    return ["findings stream", "stream dead letters", "unwritten records"].includes(destination);
}

/** Whether the stream should have the sample's event. */
export function isForStream(sampleRun: SampleRun): boolean {
    return madeStep(sampleRun).passed && !isIdle(sampleRun);
}

/** The trace of a sample into the archive: its event is there, complete, and says what its alert says. */
export function streamTrace(sampleRun: SampleRun, archived: Archived | undefined, stream: string): Trace {
    const made = madeStep(sampleRun);
    if (isIdle(sampleRun)) {
        const idle = passed(
            "service",
            made.resource,
            "The service only updated an archived sample, so it sent no event.",
        );
        return { steps: [{ ...idle, unproven: true }] };
    }
    if (!made.passed) return { steps: [made] };
    if (archived === undefined) {
        const reason =
            "No object of the archive has the event. Firehose writes every five minutes: try a longer --timeout to see " +
            "whether it is late.";
        return { steps: [made, failed("findings stream", { type: "stream", name: stream }, reason)] };
    }
    const { key, line, problem } = archived;
    const object = { type: "object", name: key };
    if (problem !== undefined) return { steps: [made, failed("findings key", object, problem)] };
    const { finding, arrival } = sampleRun;
    const alert = alertOf(line);
    const wrong = [
        ...differences(alert, finding?.event ?? {}),
        // What was really sent.
        ...(arrival === undefined ? [] : differences(arrival.text, line)),
    ];
    const step =
        wrong.length === 0
            ? passed("line", object, "A line of the object is the event, and the alert's fields follow from it.")
            : failed("line", object, `The event in the object is not that of the alert: ${wrong.join("; ")}.`);
    return { steps: [made, step], arrived: key };
}
