import { createInterface } from "node:readline/promises";
import { serviceKeys, type Service } from "../../findings/services";
import type { Settings as MailSettings } from "../../notifier/compose";
import type { ClientsIn } from "../aws/clients";
import { count } from "../cli/lists";
import type { Progress } from "../cli/progress";
import { UserError } from "../cli/user-error";
import type { Expectations } from "../proof/expectations";
import type { StackModel } from "../simulation/model/stack-model";
import type { Clock } from "./clock";
import type { Outputs } from "../recording/outputs";
import type { DrilledMembers } from "./members";
import { isOnTopic, isRepeat, type SampleRun } from "./sample-runs";
import { topicsOf } from "./topics";

/** What a drill is asked to do, and with what. */
export interface DrillOrder {
    readonly stack: string;
    readonly outputs: Outputs;
    readonly expectations: Expectations;
    /** What mails say of the stack's settings. */
    readonly mailSettings: MailSettings;
    readonly clientsIn: ClientsIn;
    /** Where an administrator has samples made besides; none without it. */
    readonly members?: DrilledMembers | undefined;
    readonly clock: Clock;
    readonly progress: Progress;
    /** Milliseconds to wait for alerts at most, and to stay at least for those that should not arrive. */
    readonly timeout: number;
    readonly settle: number;
    readonly keep: boolean;
    readonly allowPending: boolean;
    /** Shows the plan; rejects when the user does not want it. */
    readonly agree: (plan: string) => Promise<void>;
    readonly printError: (text: string) => void;
    readonly signal: AbortSignal;
}

/** The part of a stack's expectations that was asked for on the command line. */
export function narrowed(
    expectations: Expectations,
    regions: readonly string[] | undefined,
    services: readonly string[] | undefined,
): Expectations {
    const watched = expectations.regions.map(({ region }) => region);
    const wrongRegions = (regions ?? []).filter((region) => !watched.includes(region));
    if (wrongRegions.length > 0) {
        throw new UserError(
            `--regions ${wrongRegions.join(",")}: the stack is not there. It is in ${watched.join(", ")}.`,
        );
    }
    const wrongServices = (services ?? []).filter((service) => !serviceKeys.includes(service as Service));
    if (wrongServices.length > 0) {
        throw new UserError(
            `--services ${wrongServices.join(",")}: there is no such service. Choose from ${serviceKeys.join(", ")}.`,
        );
    }
    const kept = expectations.regions
        .filter(({ region }) => regions?.includes(region) ?? true)
        .map((one) => ({ ...one, services: one.services.filter((service) => services?.includes(service) ?? true) }))
        .filter((one) => one.services.length > 0);
    if (kept.length === 0) {
        throw new UserError(
            "With these --regions and --services nothing is left: the stack has none of these services there.",
        );
    }
    return { ...expectations, regions: kept };
}

/** What the drill is about to do, and what it costs. */
export function planText(
    { stack, outputs, timeout, keep, expectations, members }: DrillOrder,
    { topics }: StackModel,
    sampleRuns: readonly SampleRun[],
): string {
    const { accountId, homeRegion } = outputs;
    const listeningTo = topicsOf(outputs)
        .map((arn) => arn.split(":").at(-1))
        .join(" and ");
    const regions = new Set(sampleRuns.map(({ sent }) => sent.region)).size;
    const alerts = sampleRuns.filter(({ sent }) => isOnTopic(sent)).length;
    const notifierQueue = outputs.notifier ? outputs.notifier.queueUrl.split("/").at(-1) : undefined;
    const subscribers = topics.flatMap(({ subscriptions }) =>
        subscriptions.filter(({ pending, endpoint }) => !pending && endpoint.split(":").at(-1) !== notifierQueue),
    );
    // Routes and machines get what they ask for.
    const atMost = topicsOf(outputs).length > 2 ? "at most " : "";
    const repeats = sampleRuns.filter(isRepeat).length;
    const lasting = sampleRuns.filter(({ sampler }) => sampler.archive === undefined);
    const ofMembers = sampleRuns.filter(({ sampler }) => sampler.member !== undefined).length;
    const theirs = members ? `, ${ofMembers} of them in ${members.accounts.join(", ")} as ${members.role}` : "";
    const steps = [
        `make a throw-away queue in ${homeRegion} and subscribe it to ${listeningTo}`,
        `make ${count(sampleRuns.length, "sample finding")} in ${count(regions, "Region")}, one after the other${theirs}`,
        `thereby send ${atMost}${count(alerts + 1, "message")} to each of ${count(subscribers.length, "subscriber")}: ${alerts} alerts, and one that announces them`,
        `wait for them, up to ${timeout / 60_000} minutes`,
        keep
            ? "leave queue, subscription and samples (--keep)"
            : "archive the samples it made, and remove queue and subscription",
    ];
    const late = `${count(repeats, "sample")} can only update an earlier one, whose alert waits for the publishing frequency.`;
    const lastingOf = (service: Service) => lasting.filter(({ sampler }) => sampler.service === service).length;
    const [ofMacie, ofGuardDuty] = [lastingOf("macie"), lastingOf("guardDuty")];
    const stays = `Macie archives nothing: its ${count(ofMacie, "sample finding")} will be listed for 90 days.`;
    const staysToo = `Only the administrator archives a member's findings: GuardDuty will list its ${count(ofGuardDuty, "sample finding")} for 90 days.`;
    const isUndrilled = expectations.members !== undefined && members === undefined;
    return [
        `The drill of the stack "${stack}" in the account ${accountId} will`,
        ...steps.map((step) => `  - ${step}`),
        ...(repeats > 0 ? [late] : []),
        ...(ofMacie > 0 ? [stays] : []),
        ...(ofGuardDuty > 0 ? [staysToo] : []),
        ...(isUndrilled
            ? ["It makes no samples in members: pass --member-role NAME, a role in each of them, for that."]
            : []),
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
 * Asks for confirmation, unless it was given beforehand.
 *
 * @throws UserError when there is no terminal, or the answer is no
 */
export async function confirm(question: string, { yes, env, stdin, stderr, signal }: Asking): Promise<void> {
    if (yes || isOn(env.CI)) return;
    if (!stdin.isTTY) throw new UserError("Not a terminal: pass --yes to confirm.");
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

/** "a,b" as a list, for an option. */
export function listed(text: string): string[] {
    return text
        .split(",")
        .map((word) => word.trim())
        .filter((word) => word !== "");
}

/** A number above zero, for an option. */
export function positive(name: string): (text: string) => number {
    return (text) => {
        const number = Number(text);
        if (Number.isFinite(number) && number > 0) return number;
        throw new UserError(`${name} ${text}: that is not a number above zero.`);
    };
}
