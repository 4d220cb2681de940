import { EventRule } from "@pulumi/aws/cloudwatch";
import { Schedule } from "@pulumi/aws/scheduler";
import * as pulumi from "@pulumi/pulumi";
import { heartbeat, heartbeatPattern } from "../findings/heartbeat";
import type { Account } from "../policies/account";
import { defaultBusArn, heartbeatPermissions, scheduleTrustPolicy } from "../policies/schedules";
import { alarm, type AlarmTopics } from "./alarm";
import type { FindingsBus } from "./findings-bus";
import { matchedEvents } from "./metrics";
import { keepsName, namePrefix, physicalName } from "./names";
import { serviceRole } from "./service-role";
import { tagsOf } from "./tags";

export interface HeartbeatsArgs {
    /** The home Region, where they are counted. */
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    readonly bus: FindingsBus;
    /** The Regions that send them. */
    readonly regions: readonly string[];
    /** Topics at home for the alarm. */
    readonly tells: AlarmTopics;
}

const hour = 3600;

/**
 * Proof that the way home is open. Every Region puts an event of ours on its default bus four times an hour, which
 * crosses relay and findings bus as a finding does. Home counts what arrives: an alarm goes off when a Region has been
 * silent for two hours, which no alarm in that Region can be trusted to tell.
 */
export class Heartbeats extends pulumi.ComponentResource {
    /** The rule that matches them on the findings bus. */
    public readonly ruleName: pulumi.Output<string>;
    public readonly alarmName: pulumi.Output<string>;
    /** How many arrive in an hour while no Region is silent. */
    public readonly perHour: number;

    constructor(name: string, args: HeartbeatsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:Heartbeats", name, {}, opts);
        const { region: home, bus, regions, tells } = args;
        const { source, detailType } = heartbeat;
        const account = pulumi.output(args.account);
        const tags = tagsOf("Heartbeats");
        const child = { parent: this };
        const named = keepsName(this);

        const { role, permissions } = serviceRole(
            name,
            {
                description: "Lets schedules of all Regions put heartbeats on their default event buses.",
                trust: account.apply((known) => scheduleTrustPolicy(known, "*")),
                permissions: account.apply((known) =>
                    heartbeatPermissions({ account: known, regions, source, detailType }),
                ),
                tags,
            },
            this,
        );
        for (const region of regions) {
            new Schedule(
                `${name}-${region}`,
                {
                    region,
                    name: physicalName("schedule", `${name}-${region}`),
                    description: "Shows that events of this Region come home.",
                    scheduleExpression: `rate(${60 / heartbeat.perHour} minutes)`,
                    flexibleTimeWindow: { mode: "OFF" },
                    target: {
                        arn: account.apply((known) => defaultBusArn(known, region)),
                        roleArn: role.arn,
                        eventbridgeParameters: { source, detailType },
                        input: JSON.stringify({ stack: namePrefix() }),
                        // One that comes hours late would hide that its Region was silent.
                        retryPolicy: { maximumEventAgeInSeconds: 300, maximumRetryAttempts: 5 },
                    },
                },
                { ...named, dependsOn: [permissions] },
            );
        }

        const rule = new EventRule(
            name,
            {
                region: home,
                name: physicalName("rule", name),
                eventBusName: bus.busName,
                description: "Counts the heartbeats of all Regions; it needs no target for that.",
                eventPattern: JSON.stringify(heartbeatPattern(namePrefix())),
                tags,
            },
            named,
        );
        const perHour = heartbeat.perHour * regions.length;
        const { statistic, ...arrived } = matchedEvents({ busName: bus.busName, ruleName: rule.name });
        // The role is the first that is made; three hours later there are two whole hours of heartbeats.
        const start = role.createDate.apply((created) => Math.floor(Date.parse(created) / 1000) + 3 * hour);
        const silence = alarm(
            name,
            {
                region: home,
                description:
                    "For two hours, a Region has sent no heartbeats, or they did not come home: its findings may not, either. " +
                    '"Events by Region" on the dashboard shows which; the weekly mail names it. A Region that has just been ' +
                    "added sets this off for two hours at most.",
                tells,
                tags,
            },
            {
                metricQueries: [
                    { id: "m1", metric: { ...arrived, stat: statistic, period: hour } },
                    {
                        id: "heard",
                        // EPOCH has a value for every period, even where m1 has none (CloudWatch User Guide, "Using metric math").
                        expression: pulumi.interpolate`IF(EPOCH(m1) < ${start}, ${perHour}, FILL(m1, 0))`,
                        label: "Heartbeats in an hour",
                        returnData: true,
                    },
                ],
                evaluationPeriods: 2,
                comparisonOperator: "LessThanOrEqualToThreshold",
                threshold: perHour - heartbeat.perHour,
                treatMissingData: "breaching",
            },
            child,
        );

        this.ruleName = rule.name;
        this.alarmName = silence.name;
        this.perHour = perHour;
        this.registerOutputs({ ruleName: this.ruleName, alarmName: this.alarmName });
    }
}
