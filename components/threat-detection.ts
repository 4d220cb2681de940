import { Detector, DetectorFeature } from "@pulumi/aws/guardduty";
import * as pulumi from "@pulumi/pulumi";
import { tagsOf } from "./tags";

export interface ThreatDetectionArgs {
    readonly region: string;
    /** False suspends GuardDuty: nothing is watched, nothing is billed, and findings and settings stay. */
    readonly enabled: boolean;
    /**
     * How often GuardDuty reports repeat occurrences of a finding; new findings go out within five minutes.
     *
     * @default - the organization's administrator decides
     */
    readonly publishEvery?: "FIFTEEN_MINUTES" | "ONE_HOUR" | "SIX_HOURS" | undefined;
    /** The protection plans to write down, on or off; others stay as they are. */
    readonly plans: readonly ProtectionPlan[];
    /** Leave GuardDuty on when this is destroyed: an administrator with members may not switch it off. */
    readonly retainOnDelete?: boolean;
    /** Another Region's, to be made before this one. */
    readonly after?: ThreatDetection;
}

/** GuardDuty's detector in a Region, whoever made it. */
export interface Detection {
    readonly detectorId: pulumi.Output<string>;
    readonly detectorArn: pulumi.Output<string>;
}

export interface ProtectionPlan {
    readonly name: string;
    readonly enabled: boolean;
    /** Which security agents GuardDuty installs and updates by itself; empty for a plan without agents. */
    readonly agents: readonly { readonly name: string; readonly enabled: boolean }[];
}

/**
 * Amazon GuardDuty in one Region: its detector, and its protection plans written down as on or off, because a fresh
 * detector comes with paid plans on and because a plan that is merely no longer mentioned stays as it was.
 *
 * Destroying the detector deletes its findings for good.
 */
export class ThreatDetection extends pulumi.ComponentResource implements Detection {
    public readonly detector: Detector;
    public readonly detectorId: pulumi.Output<string>;
    public readonly detectorArn: pulumi.Output<string>;

    constructor(name: string, args: ThreatDetectionArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:ThreatDetection", name, {}, opts);
        const { region } = args;
        const decided = args.publishEvery === undefined ? ["status"] : [];

        const detector = new Detector(
            name,
            {
                region,
                enable: args.enabled,
                findingPublishingFrequency: args.publishEvery,
                tags: tagsOf("ThreatDetection"),
            },
            { parent: this, dependsOn: args.after?.detector, retainOnDelete: args.retainOnDelete },
        );
        const feature = (plan: ProtectionPlan, dependsOn?: DetectorFeature[]) =>
            new DetectorFeature(
                planName(name, plan),
                {
                    region,
                    detectorId: detector.id,
                    name: plan.name,
                    status: status(plan),
                    additionalConfigurations: plan.agents.map((agent) => ({ name: agent.name, status: status(agent) })),
                },
                // GuardDuty lists the agents in an order of its own, and another order would be a replacement on every
                // preview. The agents' choice is in the resource's name instead: creating one is an update of the
                // detector, and deleting one does nothing. What an administrator switches on later is for it to decide.
                { parent: this, dependsOn, ignoreChanges: ["additionalConfigurations", ...decided] },
            );
        const off = args.plans.filter(({ enabled }) => !enabled).map((plan) => ({ plan, resource: feature(plan) }));
        const otherRuntime = off.filter(({ plan }) => isRuntime(plan)).map(({ resource }) => resource);
        for (const plan of args.plans.filter(({ enabled }) => enabled))
            feature(plan, isRuntime(plan) ? otherRuntime : []);

        this.detector = detector;
        this.detectorId = detector.id;
        this.detectorArn = detector.arn;
        this.registerOutputs({ detectorId: this.detectorId, detectorArn: this.detectorArn });
    }
}

/** AWS refuses to have both on (GuardDuty API Reference, "DetectorFeatureConfiguration"), so one goes off first. */
function isRuntime({ name }: ProtectionPlan): boolean {
    return name === "RUNTIME_MONITORING" || name === "EKS_RUNTIME_MONITORING";
}

function planName(name: string, plan: ProtectionPlan): string {
    const agents = plan.agents.filter(({ enabled }) => enabled).map((agent) => agent.name);
    return [name, plan.name, ...agents].join("-");
}

function status({ enabled }: { readonly enabled: boolean }): "ENABLED" | "DISABLED" {
    return enabled ? "ENABLED" : "DISABLED";
}
