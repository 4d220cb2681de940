import type { AlertSettings, Settings } from "../../settings";
import { decide } from "../evaluators/policy";
import type { RecordedResource } from "../recording/recorder";
import { resourceTypes } from "../recording/resource-types";
import type { AccountReader } from "./account-reader";
import { type Fact, type ReceiverFacts, unknown } from "./facts";
import type { Finding } from "./finding";
import type { Import } from "./import-file";
import type { Managed } from "./managed";
import { findingsAbout, present } from "./region-case";

export type Receivers = Pick<AlertSettings, "routes" | "events" | "userNotifications">;
type Ask = <T>(question: () => Promise<T>) => Promise<Fact<T>>;

/** Asks only about what the settings name. */
export async function readReceivers(
    reader: AccountReader,
    accountId: string,
    { routes, events, userNotifications }: Receivers,
    ask: Ask,
): Promise<ReceiverFacts> {
    const [slack, teams] = [routes.flatMap((route) => route.slack), routes.flatMap((route) => route.teams)];
    const own = (events?.queues ?? []).filter((arn) => arn.split(":")[4] === accountId);
    return {
        workspaces: slack.length > 0 ? await ask(() => reader.slackWorkspaces()) : undefined,
        teams: teams.length > 0 ? await ask(() => reader.teams()) : undefined,
        hubs: userNotifications ? await ask(() => reader.notificationHubs()) : undefined,
        queues: new Map(
            await Promise.all(own.map(async (arn) => [arn, await ask(() => reader.queuePolicy(arn))] as const)),
        ),
    };
}

export interface ReceiverCase {
    readonly accountId: string;
    readonly facts: ReceiverFacts;
    readonly settings: Pick<Settings, "alerts" | "home">;
    readonly managed: Managed;
    readonly program: readonly RecordedResource[];
}

export function receiverFindings({ accountId, facts, settings, managed, program }: ReceiverCase): Finding[] {
    const { home, alerts } = settings;
    if (alerts === undefined) return [];
    const topicArn = eventsTopicArn(program, home, accountId);
    return [
        ...alerts.routes.flatMap(({ name, slack, teams }) => [
            ...slack.flatMap(({ workspace }) =>
                notLetInto("Slack", `workspace ${workspace}`, name, workspace, facts.workspaces),
            ),
            ...teams.flatMap(({ team }) => notLetInto("Microsoft Teams", `team ${team}`, name, team, facts.teams)),
        ]),
        ...hubFindings(present(facts.hubs) ?? [], home, managed),
        ...[...facts.queues].flatMap(([arn, policy]) =>
            policy === unknown || lets(policy, topicArn, arn)
                ? []
                : findingsAbout(home, "SQS")(
                      "loss",
                      `The policy of the queue ${arn} does not let the events topic send to it.`,
                      `Subscribes it, and every event for it ends in a dead-letter queue. Allow sns.amazonaws.com sqs:SendMessage where aws:SourceArn is ${topicArn}.`,
                  ),
        ),
    ];
}

function notLetInto(
    subject: "Slack" | "Microsoft Teams",
    what: string,
    route: string,
    id: string,
    known: Fact<readonly string[] | undefined>,
): Finding[] {
    if (known === unknown || known?.includes(id) !== false) return [];
    const is = `Amazon Q Developer was not let into the ${what}, which the route ${route} names.`;
    const up = "Fails. Let it in, in the console of Amazon Q Developer in chat applications.";
    return [findingsAbout(undefined, subject)("blocked", is, up)];
}

/** AWS: User Notifications User Guide, "Quotas": an account has three hubs at most. */
const mostHubs = 3;

function hubFindings(hubs: readonly string[], home: string, managed: Managed): Finding[] {
    const say = findingsAbout(home, "User Notifications");
    if (managed.count(resourceTypes.notificationHub) > 0) return [];
    if (hubs.includes(home)) {
        const is = "A notification hub exists, and is not part of this stack.";
        return [say("collision", is, "Fails: a Region has one hub. Import it; what it holds stays.")];
    }
    if (hubs.length < mostHubs) return [];
    const is = `There are notification hubs in ${hubs.join(", ")}.`;
    return [say("blocked", is, `Fails: an account has ${mostHubs} at most. Deregister one of them.`)];
}

/** The hub at home, where it is in the way. It is one for all Regions, so its ID has no Region after an @. */
export function hubImports(facts: ReceiverFacts, home: string, managed: Managed): Import[] {
    const isInTheWay =
        present(facts.hubs)?.includes(home) === true && managed.count(resourceTypes.notificationHub) === 0;
    return isInTheWay ? [{ type: resourceTypes.notificationHub, region: home, id: home }] : [];
}

function eventsTopicArn(program: readonly RecordedResource[], home: string, account: string): string {
    const topic = program.find(
        ({ type, inputs }) =>
            type === resourceTypes.topic &&
            (inputs.tags as { readonly Component?: string } | undefined)?.Component === "EventsTopic",
    );
    return `arn:aws:sns:${home}:${account}:${String(topic?.inputs.name)}`;
}

function lets(policy: string, topicArn: string, queueArn: string): boolean {
    if (policy === "") return false;
    const account = topicArn.split(":")[4] ?? "";
    const request = {
        ...{ principal: "sns.amazonaws.com", action: "sqs:SendMessage", resource: queueArn, resourceAccount: account },
        context: { "aws:SourceArn": topicArn, "aws:SourceAccount": account, "aws:SecureTransport": true },
    };
    return decide({ resourcePolicy: policy, request }).outcome === "Allowed";
}
