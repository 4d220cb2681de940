import { z } from "zod";
import { set } from "./pulumi-commands";
import { planFacts } from "./regions";
import { conflict, decoded, flag, list, switchable } from "./value-types";
import { notes } from "./notes";
import {
    agentsOf,
    publishingFrequencies,
    registryScannings,
    scanTypes,
    type AgentWord,
    type PlanName,
    type ScanType,
} from "./vocabulary";

const trueOrFalse = "true, false";

const publishEvery = (service: string) =>
    z
        .enum(publishingFrequencies)
        .default("FIFTEEN_MINUTES")
        .register(notes, {
            meaning: `How often ${service} republishes updated findings; new ones are sent at once.`,
            allowed: publishingFrequencies.join(", "),
            example: "FIFTEEN_MINUTES",
        });

const plan = (name: PlanName, meaning: string) =>
    planSetting(name, flag()).register(notes, { ...planNote(name, meaning), allowed: trueOrFalse });

/** A plan that not every stack writes down stays as it is where it is not named. */
function planSetting<Asked>(name: PlanName, on: z.ZodType<Asked>): z.ZodType<Asked | undefined> {
    return planFacts[name].written === "always" ? z.prefault(on, false) : z.optional(on);
}

function planNote(name: PlanName, meaning: string) {
    return { meaning, example: "true", absent: planFacts[name].written === "always" ? "false" : "stays as it is" };
}

/** The agents of a plan that GuardDuty installs itself. */
export function agentList(name: keyof typeof agentsOf, meaning: string) {
    const words: readonly AgentWord[] = agentsOf[name];
    return list(z.enum(words)).register(notes, {
        meaning,
        allowed: `a list of ${words.join(", ")}`,
        example: JSON.stringify(words),
        absent: "no agents",
    });
}

/** `true` switches the plan on and installs nothing: AWS's own default, and of use only where agents are by hand. */
const planWithAgents = (name: keyof typeof agentsOf, meaning: string) => {
    const agents = agentList(
        name,
        "The agents that GuardDuty installs and updates itself; []: all are installed by hand.",
    );
    return planSetting(name, decoded(z.union([z.boolean(), z.strictObject({ agents })]))).register(notes, {
        ...planNote(name, meaning),
        allowed: `${trueOrFalse}, { agents: [...] }`,
    });
};

/** Protection plans cost money by use, so all are off until asked for. */
const plans = decoded(
    z
        .strictObject({
            S3_DATA_EVENTS: plan("S3_DATA_EVENTS", "Watches what is read from and written to S3."),
            EKS_AUDIT_LOGS: plan("EKS_AUDIT_LOGS", "Watches the audit logs of EKS clusters."),
            EBS_MALWARE_PROTECTION: plan(
                "EBS_MALWARE_PROTECTION",
                "Scans the volumes of instances that behave suspiciously.",
            ),
            RDS_LOGIN_EVENTS: plan("RDS_LOGIN_EVENTS", "Watches logins to Aurora and RDS databases."),
            LAMBDA_NETWORK_LOGS: plan("LAMBDA_NETWORK_LOGS", "Watches the network traffic of Lambda functions."),
            RUNTIME_MONITORING: planWithAgents(
                "RUNTIME_MONITORING",
                "Watches processes, files and connections on EC2, Fargate and EKS, wherever an agent runs.",
            ),
            EKS_RUNTIME_MONITORING: planWithAgents(
                "EKS_RUNTIME_MONITORING",
                "The older form for EKS alone; not together with RUNTIME_MONITORING.",
            ),
            AI_PROTECTION: plan("AI_PROTECTION", "Watches calls to Bedrock, AgentCore and SageMaker."),
            AI_ANALYST: plan("AI_ANALYST", "Allows investigations by GuardDuty's AI analyst (preview)."),
        } satisfies Record<PlanName, z.ZodType>)
        .superRefine((plans, context) => {
            if (plans.RUNTIME_MONITORING && plans.EKS_RUNTIME_MONITORING) {
                conflict(context, {
                    message: "AWS refuses it together with RUNTIME_MONITORING, which covers EKS",
                    path: ["EKS_RUNTIME_MONITORING"],
                    given: [["guardDuty", "plans", "RUNTIME_MONITORING"]],
                    fix: set(["guardDuty", "plans", "EKS_RUNTIME_MONITORING"], "false"),
                });
            }
        }),
).prefault({});

export const guardDuty = decoded(z.strictObject({ publishEvery: publishEvery("GuardDuty"), plans })).prefault({});

export const macie = switchable(z.strictObject({ publishEvery: publishEvery("Macie") })).register(notes, {
    meaning: "Watches how S3 buckets are protected and shared.",
    allowed: `${trueOrFalse}, { publishEvery: ... }`,
    example: "true",
    absent: "true",
});

export const inspector = switchable(
    z
        .strictObject({
            scan: list(z.enum(scanTypes), { minimum: 1 })
                .default(["EC2", "ECR", "LAMBDA"])
                .register(notes, {
                    meaning: "What is scanned; what is not listed is switched off.",
                    allowed: `a list of ${scanTypes.join(", ")}`,
                    example: '["EC2","ECR","LAMBDA"]',
                }),
            registryScanning: decoded(z.union([z.literal(false), z.enum(registryScannings)]))
                .default(false)
                .transform((when) => (when === false ? undefined : when))
                .register(notes, {
                    meaning:
                        "When the images of all ECR repositories are scanned; false: the registry's rules stay as they are.",
                    allowed: `false, ${registryScannings.join(", ")}`,
                    example: "CONTINUOUS_SCAN",
                }),
        })
        .superRefine(({ scan, registryScanning }, context) => {
            const wanting = (type: ScanType, path: readonly string[], message: string) => {
                const fix = set(["inspector", "scan"], [...scan, type]);
                conflict(context, { message, path, given: [], givenAllOf: [["inspector", "scan"]], fix });
            };
            if (scan.includes("LAMBDA_CODE") && !scan.includes("LAMBDA"))
                wanting("LAMBDA", ["scan"], "LAMBDA_CODE needs LAMBDA beside it");
            if (registryScanning !== undefined && !scan.includes("ECR"))
                wanting("ECR", ["registryScanning"], "only of use with ECR in vigil:inspector.scan");
        }),
).register(notes, {
    meaning: "Scans instances, container images and functions for known weaknesses.",
    allowed: `${trueOrFalse}, { scan: [...], registryScanning: ... }`,
    example: "true",
    absent: "true",
});
