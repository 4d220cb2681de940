import { RolePolicy } from "@pulumi/aws/iam";
import { Schedule } from "@pulumi/aws/scheduler";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import { scheduleTrustPolicy } from "../policies/schedules";
import { weeklyInvocation, weeklyReading } from "../policies/weekly-mail";
import { deadLettersOf, type Way } from "./dead-letters";
import { keepsName, namePrefix, physicalName } from "./names";
import type { Notifier } from "./notifier";
import { serviceRole } from "./service-role";
import { tagsOf } from "./tags";

export interface WeeklyMailArgs extends Way {
    readonly account: pulumi.Input<Account>;
    readonly notifier: Notifier;
    /** As EventBridge Scheduler writes it in cron expressions, for example MON. */
    readonly day: string;
    /** 0 to 23. */
    readonly hour: number;
    /** IANA time zone of day and hour. */
    readonly timeZone: string;
}

/**
 * Has the notifier write one mail a week of what happened, so that its absence is noticed: a schedule that hands the
 * function where to look, and what the function may read for it.
 */
export class WeeklyMail extends pulumi.ComponentResource {
    constructor(name: string, args: WeeklyMailArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:WeeklyMail", name, {}, opts);
        const { region, bus, notifier, topic, events, relays } = args;
        const account = pulumi.output(args.account);
        const named = keepsName(this);
        const deadLetters = deadLettersOf(args);
        const topics = [
            { label: "alert topic", arn: topic.topicArn },
            { label: "mail topic", arn: notifier.mailTopic.topicArn },
            ...notifier.routes.flatMap(({ route, topicArns: { mail } }) =>
                mail ? [{ label: `route ${route.name}`, arn: mail }] : [],
            ),
            ...(events ? [{ label: "events topic", arn: events.topicArn }] : []),
        ];

        const { role, permissions: invocation } = serviceRole(
            name,
            {
                description: "Lets a schedule have the notifier write the weekly mail.",
                trust: account.apply((known) => scheduleTrustPolicy(known, region)),
                permissions: notifier.functionArn.apply(weeklyInvocation),
                tags: tagsOf("WeeklyMail"),
            },
            this,
        );
        const reading = new RolePolicy(
            `${name}-reading`,
            {
                name: physicalName("rolePolicy", `${name}-reading`),
                role: notifier.roleName,
                policy: pulumi
                    .output({
                        regions: [...new Set([region, ...relays.map((relay) => relay.region)])],
                        queueArns: deadLetters.map(({ queue }) => queue.arn),
                        topicArns: topics.map(({ arn }) => arn),
                    })
                    .apply(weeklyReading),
            },
            named,
        );
        const weekly = {
            stack: namePrefix(),
            home: region,
            busName: bus.busName,
            // What machines get would count twice.
            rules: args.rules.rules
                .filter(({ taker }) => taker !== "events topic")
                .map(({ title, ruleName }) => ({ title, ruleName })),
            relays: relays.map((relay) => ({ region: relay.region, ruleName: relay.ruleName })),
            queues: deadLetters.map(({ queue, ...where }) => ({ ...where, url: queue.url })),
            topics,
        };
        new Schedule(
            name,
            {
                region,
                name: physicalName("schedule", name),
                description: "Has the notifier write the weekly mail.",
                scheduleExpression: `cron(0 ${args.hour} ? * ${args.day} *)`,
                scheduleExpressionTimezone: args.timeZone,
                flexibleTimeWindow: { mode: "OFF" },
                target: {
                    arn: notifier.functionArn,
                    roleArn: role.arn,
                    input: pulumi.jsonStringify({ weekly }),
                    retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
                },
            },
            { ...named, dependsOn: [invocation, reading] },
        );
        this.registerOutputs({});
    }
}
