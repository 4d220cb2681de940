import type { Hop, Step } from "../../proof/report";
import type { Rule } from "../../simulation/model/stack-model";
import { failed } from "../../simulation/steps";
import { drillQueue } from "../alert-queue";
import { isAbout } from "../../proof/alert-check";
import type { Depths } from "./depths";
import type { NotifierEvidence } from "./notifier";
import type { DeadLetter } from "./dead-letters";

/** What was kept during the drill. */
export interface Evidence {
    /** Of the dead-letter queues. */
    readonly before: Depths;
    readonly after: Depths;
    readonly deadLetters: readonly DeadLetter[];
    /** Undefined where mailboxes are on the alert topic. */
    readonly notifier: NotifierEvidence | undefined;
}

/** By how many messages a dead-letter queue grew during the drill. */
export function lettersIn({ before, after }: Pick<Evidence, "before" | "after">, url: string): number {
    return (after.get(url) ?? 0) - (before.get(url) ?? 0);
}

/** The dead letter with a finding in it, if any. */
export function letterAbout({ deadLetters }: Evidence, findingId: string | undefined): DeadLetter | undefined {
    return findingId === undefined ? undefined : deadLetters.find(({ body }) => isAbout(body, findingId));
}

/** Says where a dead letter is, and why where it tells: `The dead-letter queue relay-letters has it: NO_PERMISSIONS, "…"`. */
export function letterText({ errorCode, errorMessage, queueUrl }: DeadLetter): string {
    return `The dead-letter queue ${queueUrl.split("/").at(-1) ?? ""} has it${errorCode === "" ? "" : `: ${errorCode}, "${errorMessage}"`}`;
}

/**
 * Where an alert was lost although no document says why: by its dead letter, if there is one.
 *
 * @param relays the relay rules of the finding's Region
 */
export function likeliestLoss(letter: DeadLetter | undefined, relays: readonly Rule[]): Step {
    if (letter !== undefined) {
        const isRelay = relays.some(({ arn }) => arn === letter.ruleArn);
        const resource = { type: "rule", name: letter.ruleArn.split("/").at(-1) ?? "" };
        return failed(isRelay ? "relay role" : refusedHop(letter), resource, `${letterText(letter)}.`);
    }
    return failed(
        "subscription",
        drillQueue,
        "No document stops the alert and no dead-letter queue has it, but it did not arrive in time: try a longer --timeout " +
            "to see whether it is lost or late.",
    );
}

/** AWS: EventBridge user guide, "Using dead-letter queues", error codes. */
function refusedHop({ errorCode, errorMessage }: DeadLetter): Hop {
    if (/json/i.test(errorCode)) return "message";
    if (/kms/i.test(errorCode + errorMessage)) return "alert key";
    return /permission/i.test(errorCode) ? "topic policy" : "alert rule";
}
