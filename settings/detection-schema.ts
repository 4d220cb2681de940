import { z } from "zod";
import { remove, set } from "./pulumi-commands";
import { conflict, decoded, flag, list, switchable } from "./value-types";
import { notes } from "./notes";
import {
    agentsOf,
    publishingFrequencies,
    registryScannings,
    scanTypes,
    type AgentWord,
    type PlanName,
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

const plan = (meaning: string) =>
    flag().default(false).register(notes, { meaning, allowed: trueOrFalse, example: "true" });

/** `true` switches the plan on and installs nothing: AWS's own default, and of use only where agents are by hand. */
const planWithAgents = (words: readonly AgentWord[], meaning: string) =>
    decoded(
        z.union([
            z.boolean(),
            z.strictObject({
                agents: list(z.enum(words)).register(notes, {
                    meaning: "The agents that GuardDuty installs and updates itself; []: all are installed by hand.",
                    allowed: `a list of ${words.join(", ")}`,
                    example: JSON.stringify(words),
                    absent: "no agents",
                }),
            }),
        ]),
    )
        .default(false)
        .register(notes, { meaning, allowed: `${trueOrFalse}, { agents: [...] }`, example: "true" });

/** Protection plans cost money by use, so all are off until asked for. */
const plans = decoded(
    z
        .strictObject({
            S3_DATA_EVENTS: plan("Watches what is read from and written to S3."),
            EKS_AUDIT_LOGS: plan("Watches the audit logs of EKS clusters."),
            EBS_MALWARE_PROTECTION: plan("Scans the volumes of instances that behave suspiciously."),
            RDS_LOGIN_EVENTS: plan("Watches logins to Aurora and RDS databases."),
            LAMBDA_NETWORK_LOGS: plan("Watches the network traffic of Lambda functions."),
            RUNTIME_MONITORING: planWithAgents(
                agentsOf.RUNTIME_MONITORING,
                "Watches processes, files and connections on EC2, Fargate and EKS, wherever an agent runs.",
            ),
            EKS_RUNTIME_MONITORING: planWithAgents(
                agentsOf.EKS_RUNTIME_MONITORING,
                "The older form for EKS alone; not together with RUNTIME_MONITORING.",
            ),
            AI_PROTECTION: plan("Watches calls to Bedrock, AgentCore and SageMaker."),
            AI_ANALYST: plan("Allows investigations by GuardDuty's AI analyst (preview)."),
        } satisfies Record<PlanName, z.ZodType>)
        .superRefine((plans, context) => {
            if (plans.RUNTIME_MONITORING !== false && plans.EKS_RUNTIME_MONITORING !== false) {
                conflict(context, {
                    message: "AWS refuses it together with RUNTIME_MONITORING, which covers EKS",
                    path: ["EKS_RUNTIME_MONITORING"],
                    given: [["guardDuty", "plans", "RUNTIME_MONITORING"]],
                    fix: remove(["guardDuty", "plans", "EKS_RUNTIME_MONITORING"]),
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
                .register(notes, {
                    meaning:
                        "When the images of all ECR repositories are scanned; false: the registry's rules stay as they are.",
                    allowed: `false, ${registryScannings.join(", ")}`,
                    example: "CONTINUOUS_SCAN",
                }),
        })
        .superRefine(({ scan, registryScanning }, context) => {
            if (scan.includes("LAMBDA_CODE") && !scan.includes("LAMBDA")) {
                conflict(context, {
                    message: "LAMBDA_CODE needs LAMBDA beside it",
                    path: ["scan"],
                    given: [],
                    givenAllOf: [["inspector", "scan"]],
                    fix: set(["inspector", "scan"], [...scan, "LAMBDA"]),
                });
            }
            if (registryScanning !== false && !scan.includes("ECR")) {
                conflict(context, {
                    message: "only of use with ECR in vigil:inspector.scan",
                    path: ["registryScanning"],
                    given: [],
                    givenAllOf: [["inspector", "scan"]],
                    fix: set(["inspector", "scan"], [...scan, "ECR"]),
                });
            }
        }),
).register(notes, {
    meaning: "Scans instances, container images and functions for known weaknesses.",
    allowed: `${trueOrFalse}, { scan: [...], registryScanning: ... }`,
    example: "true",
    absent: "true",
});
