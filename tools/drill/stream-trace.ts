import type { Case } from "../proof/case";
import { alertOf, differences } from "../proof/alert-check";
import type { Trace } from "../proof/prove";
import { failed, passed } from "../simulation/steps";
import type { ArchiveCheck } from "./evidence/archive-check";
import { isIdle, isRepeat, type SampleRun } from "./sample-runs";
import { madeStep } from "./traces";

/** The id of the case that asks whether the findings stream keeps a finding. */
export function streamId({ id }: Pick<Case, "id">): string {
    return `${id}/stream`;
}

/** Whether a case asks about the findings stream. */
export function isStreamed({ destination }: Case): boolean {
    return ["findings stream", "stream dead letters", "unwritten records"].includes(destination);
}

/** Whether the stream should have the sample's event by the end of the drill. */
export function isForStream(sampleRun: SampleRun): boolean {
    return madeStep(sampleRun).passed && !isUpdate(sampleRun);
}

/** Whether the service only updated an earlier sample: the event of that comes later, or not at all. */
function isUpdate(sampleRun: SampleRun): boolean {
    return isIdle(sampleRun) || isRepeat(sampleRun);
}

/** A folder of the archive, and the name of the stream that writes there. */
interface Stream {
    readonly name: string;
    readonly check: Pick<ArchiveCheck, "with">;
}

/**
 * The trace of a sample into the archive: its event is there, complete, and says what its alert says. For a sample that
 * was only updated another one of the same service and Region stands, whose event the same rule takes.
 */
export function streamTrace(sampleRun: SampleRun, sampleRuns: readonly SampleRun[], stream: Stream): Trace {
    const isThere = (one: SampleRun) => stream.check.with(one.finding?.id ?? "") !== undefined;
    if (!isUpdate(sampleRun) || isThere(sampleRun)) return traceOf(sampleRun, stream);
    const { source, region } = sampleRun.sent;
    const others = sampleRuns.filter(
        (one) => one.sent.source === source && one.sent.region === region && isForStream(one),
    );
    const standIn = others.find(isThere) ?? others[0];
    if (standIn !== undefined) {
        const remark = "by another sample of the Region, as the service only updated an earlier one";
        return { ...traceOf(standIn, stream), remark };
    }
    const { resource } = madeStep(sampleRun);
    const reason = "The service only updated an earlier sample, whose event comes later or not at all.";
    return { steps: [{ ...passed("service", resource, reason), unproven: true }], arrived: "nothing new" };
}

function traceOf(sampleRun: SampleRun, { name, check }: Stream): Trace {
    const made = madeStep(sampleRun);
    if (!made.passed) return { steps: [made] };
    const archived = check.with(sampleRun.finding?.id ?? "");
    if (archived === undefined) {
        const reason =
            "No object of the archive has the event. Firehose writes every five minutes: try a longer --timeout to see " +
            "whether it is late.";
        return { steps: [made, failed("findings stream", { type: "stream", name }, reason)] };
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
