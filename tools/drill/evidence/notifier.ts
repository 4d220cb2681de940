import { GetObjectCommand } from "@aws-sdk/client-s3";
import { mailsThisHour, memoryOf, readMemories } from "../../../notifier/memory";
import type { Clients } from "../../aws/clients";
import { unlessMissing } from "../../aws/permission";
import type { Step } from "../../proof/report";
import { failed } from "../../simulation/steps";
import { askLambda } from "../account/functions";
import type { Outputs } from "../../recording/outputs";
import { depthOf } from "./depths";

/** What the parts of the notifier say of themselves. */
export interface NotifierEvidence {
    readonly functionName: string;
    /** Why it does not run; undefined if it can. */
    readonly functionProblem: string | undefined;
    /** Why the function is not given the messages of the queue; undefined if it is, as far as Lambda tells. */
    readonly mappingProblem: string | undefined;
    /** Messages in the queue. */
    readonly waiting: number;
    /** Mails that it remembers to have sent in this hour; undefined where its memory cannot be read. */
    readonly mails: number | undefined;
}

/** Asks the notifier's function, event source mapping, queue and memory; undefined for a stack that has none. */
export async function readNotifier(
    home: Clients,
    { notifier }: Pick<Outputs, "notifier">,
    now: number,
): Promise<NotifierEvidence | undefined> {
    if (!notifier) return undefined;
    const { functionName, queueUrl } = notifier;
    const { own, mappings } = await askLambda(home, functionName);
    const {
        State = "gone",
        StateReason = "",
        LastUpdateStatus = "Successful",
        LastUpdateStatusReason = "",
    } = own ?? {};
    const mapping = mappings.find(({ EventSourceArn = "" }) => EventSourceArn.endsWith(`:${nameIn(queueUrl)}`));
    const { State: mapped = "gone", LastProcessingResult: result = "" } = mapping ?? {};
    const isActive = State === "Active" || State === "Inactive";
    return {
        functionName,
        functionProblem: !isActive
            ? `it is ${State} ${StateReason}`.trim()
            : LastUpdateStatus === "Failed"
              ? `its last update failed: ${LastUpdateStatusReason}`
              : undefined,
        mappingProblem:
            mapped !== "Enabled" ? `it is ${mapped}` : /problem|error|fail/i.test(result) ? result : undefined,
        waiting: (await unlessMissing(depthOf(home, queueUrl))) ?? 0,
        mails: await mailsRemembered(home, own?.Environment?.Variables?.MEMORY_BUCKET, now),
    };
}

async function mailsRemembered({ s3 }: Clients, Bucket: string | undefined, now: number): Promise<number | undefined> {
    if (Bucket === undefined) return undefined;
    const object = await unlessMissing(s3.send(new GetObjectCommand({ Bucket, Key: "memory.json" })));
    const text = await object?.Body?.transformToString();
    return text === undefined ? undefined : mailsThisHour(memoryOf(readMemories(text), "default"), new Date(now));
}

/**
 * Where the mail of an alert that reached the alert topic was lost, by what the notifier's parts say.
 *
 * @param letter where its dead letter is, if there is one
 */
export function likeliestMailLoss(evidence: NotifierEvidence, queueUrl: string, letter: string | undefined): Step {
    const { functionName: name, functionProblem, mappingProblem, waiting, mails } = evidence;
    const lambda = { type: "function", name };
    const queue = { type: "queue", name: nameIn(queueUrl) };
    if (functionProblem !== undefined)
        return failed("notifier", lambda, `The function cannot have mailed the alert: ${functionProblem}.`);
    if (mappingProblem !== undefined) {
        const mapping = { type: "event source mapping", name: `of ${name}` };
        return failed("event source mapping", mapping, `The function may not be given the alert: ${mappingProblem}.`);
    }
    if (letter !== undefined) return failed("notifier", lambda, `The function failed five times: ${letter}.`);
    if (waiting > 0) {
        const reason = `${waiting} messages wait, so the function does not take them: its role or a key may be broken, or it is busy.`;
        return failed("notifier role", queue, reason);
    }
    const sent = mails === undefined ? "Its memory cannot be read" : `It remembers ${mails} mails of this hour`;
    const reason = `The queue is empty, and no mail tells of the alert. ${sent}; its log is /aws/lambda/${name}.`;
    return failed("mail topic", lambda, reason);
}

function nameIn(queueUrl: string): string {
    return queueUrl.split("/").at(-1) ?? "";
}
