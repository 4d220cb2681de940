import { createInterface } from "node:readline/promises";
import { count } from "../cli/lists";
import { UserError } from "../cli/user-error";
import type { AccountModel } from "./account/account-model";
import type { Outputs } from "./outputs";
import { isRepeat, type SampleRun } from "./samples/sample-run";

export interface Plan {
    readonly stack: string;
    readonly outputs: Outputs;
    readonly model: AccountModel;
    readonly sampleRuns: readonly SampleRun[];
    /** Minutes. */
    readonly timeout: number;
    readonly keep: boolean;
}

/** What the drill is about to do, and what it costs. */
export function planText({ stack, outputs, model, sampleRuns, timeout, keep }: Plan): string {
    const { accountId, homeRegion, alertTopicArn } = outputs;
    const regions = new Set(sampleRuns.map(({ sent }) => sent.region)).size;
    const loud = sampleRuns.filter(({ sent }) => sent.expected === "arrives").length;
    const subscribers = model.topics.flatMap(({ subscriptions }) => subscriptions.filter(({ pending }) => !pending));
    const repeats = sampleRuns.filter(isRepeat);
    const macie = sampleRuns.filter(({ sampler }) => sampler.archive === undefined).length;
    const topic = alertTopicArn.split(":").at(-1) ?? "";
    const steps = [
        `make a throw-away queue in ${homeRegion} and subscribe it to ${topic}`,
        `make ${count(sampleRuns.length, "sample finding")} in ${count(regions, "region")}, one after the other`,
        `thereby send ${count(loud + 1, "message")} to each of ${count(subscribers.length, "subscriber")}: ${loud} alerts, and one that announces them`,
        `wait for them, up to ${timeout} minutes`,
        keep
            ? "leave queue, subscription and samples (--keep)"
            : "archive the samples it made, and remove queue and subscription",
    ];
    const notes = [
        ...(repeats.length > 0
            ? [
                  `${count(repeats.length, "sample")} can only update an earlier one, whose alert waits for the publishing frequency.`,
              ]
            : []),
        ...(macie > 0
            ? [`Macie archives nothing: its ${count(macie, "sample finding")} will be listed for 90 days.`]
            : []),
    ];
    return [
        `The drill of the stack "${stack}" in the account ${accountId} will`,
        ...steps.map((step) => `  - ${step}`),
        ...notes,
        "It costs a few cents at most: requests to SQS, SNS, EventBridge, KMS, S3 and CloudWatch. Sample findings are free.",
    ].join("\n");
}

export interface Asking {
    readonly yes: boolean;
    readonly env: NodeJS.ProcessEnv;
    readonly stdin: NodeJS.ReadStream;
    readonly stderr: NodeJS.WriteStream;
    readonly signal: AbortSignal;
}

/**
 * Asks, unless it was answered beforehand.
 *
 * @throws UserError when nobody is there to answer, or the answer is no
 */
export async function confirm(question: string, { yes, env, stdin, stderr, signal }: Asking): Promise<void> {
    if (yes || isOn(env.CI)) return;
    if (!stdin.isTTY) throw new UserError("Nobody is here to be asked: say --yes if that is what you want.");
    const dialogue = createInterface({ input: stdin, output: stderr });
    try {
        const answer = await dialogue.question(`${question} [y/N] `, { signal });
        if (!/^y(es)?$/i.test(answer.trim())) throw new UserError("Nothing was done.");
    } finally {
        dialogue.close();
    }
}

function isOn(variable: string | undefined): boolean {
    return variable !== undefined && !/^(|0|false)$/i.test(variable);
}
