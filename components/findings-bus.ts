import { EventArchive, EventBus, EventBusPolicy } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import { findingsBusPolicy } from "../policies/findings-bus";
import { relayPermissions, relayTrustPolicy } from "../policies/relay-role";
import { keepsName, physicalName } from "./names";
import { serviceRole } from "./service-role";
import { tagsOf } from "./tags";

export interface FindingsBusArgs {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    /** Days that every event can be replayed. */
    readonly replayDays: number;
}

/**
 * The bus on which the findings of all Regions meet, an archive of its events for replay, and the role under which the
 * relays of the Regions put them there.
 */
export class FindingsBus extends pulumi.ComponentResource {
    public readonly busName: pulumi.Output<string>;
    public readonly busArn: pulumi.Output<string>;
    /** ARN pattern of the rules on the bus. */
    public readonly ruleArns: pulumi.Output<string>;
    /** Name of the relay rule, the same in every Region; only rules of this name may use the relay role. */
    public readonly relayRuleName = physicalName("rule", "relay");
    public readonly relayRoleArn: pulumi.Output<string>;

    constructor(name: string, args: FindingsBusArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:FindingsBus", name, {}, opts);
        const { region } = args;
        const ruleName = this.relayRuleName;
        const tags = tagsOf("FindingsBus");
        const child = { parent: this };
        const named = keepsName(this);

        const bus = new EventBus(name, { region, name: physicalName("eventBus", name), tags }, named);
        new EventArchive(
            name,
            {
                region,
                name: physicalName("eventArchive", name),
                eventSourceArn: bus.arn,
                retentionDays: args.replayDays,
            },
            named,
        );

        const { role: relayRole } = serviceRole(
            `${name}-relay`,
            {
                description: "Lets the relay rules of all Regions put findings on the findings bus.",
                trust: pulumi.output({ account: args.account, ruleName }).apply(relayTrustPolicy),
                permissions: bus.arn.apply(relayPermissions),
                tags,
            },
            this,
        );
        new EventBusPolicy(
            name,
            {
                region,
                eventBusName: bus.name,
                policy: pulumi.jsonStringify(
                    pulumi
                        .output({ account: args.account, busArn: bus.arn, relayRoleArn: relayRole.arn })
                        .apply(findingsBusPolicy),
                ),
            },
            child,
        );

        this.busName = bus.name;
        this.busArn = bus.arn;
        this.ruleArns = bus.arn.apply((arn) => `${arn.replace(":event-bus/", ":rule/")}/*`);
        this.relayRoleArn = relayRole.arn;
        this.registerOutputs({ busName: this.busName, busArn: this.busArn, relayRoleArn: this.relayRoleArn });
    }
}
