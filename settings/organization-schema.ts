import { z } from "zod";
import { agentList } from "./detection-schema";
import { notes } from "./notes";
import { mailAddress } from "./receivers-schema";
import { accountNumber, decoded, flag } from "./value-types";
import { type agentsOf, planNames, scanTypes, type PlanName, type ScanType } from "./vocabulary";

/** What an account is to its organization. */
export const roles = ["standalone", "management", "administrator", "member"] as const;

/** AWS's words for whom a service is switched on: every account, those that join from now on, nobody. */
export const autoEnables = ["ALL", "NEW", "NONE"] as const;
export type AutoEnable = (typeof autoEnables)[number];

const words = autoEnables.join(", ");
/** Anew each time: a note belongs to one schema. */
const word = () => z.enum(autoEnables);

const noted = (meaning: string, absent: string) =>
    word().optional().register(notes, { meaning, allowed: words, example: "ALL", absent });

/** GuardDuty has no auto-enable for AI_ANALYST (API reference, "OrganizationFeatureConfiguration"). */
export type MemberPlan = Exclude<PlanName, "AI_ANALYST">;
export const memberPlans = planNames.filter((name) => name !== "AI_ANALYST");

const planNote = (name: MemberPlan) => ({
    meaning: `The accounts in which GuardDuty switches ${name} on.`,
    example: "ALL",
    absent: "NONE",
});

const plan = (name: MemberPlan) => noted(planNote(name).meaning, "NONE");

const planWithAgents = (name: keyof typeof agentsOf) => {
    const agents = agentList(name, "The agents that GuardDuty installs and updates itself in these accounts.");
    const autoEnable = word().register(notes, { ...planNote(name), allowed: words, absent: "required" });
    return decoded(z.union([word(), z.strictObject({ autoEnable, agents })]))
        .optional()
        .register(notes, { ...planNote(name), allowed: `${words}, { autoEnable: ..., agents: [...] }` });
};

const plans = decoded(
    z.strictObject({
        S3_DATA_EVENTS: plan("S3_DATA_EVENTS"),
        EKS_AUDIT_LOGS: plan("EKS_AUDIT_LOGS"),
        EBS_MALWARE_PROTECTION: plan("EBS_MALWARE_PROTECTION"),
        RDS_LOGIN_EVENTS: plan("RDS_LOGIN_EVENTS"),
        LAMBDA_NETWORK_LOGS: plan("LAMBDA_NETWORK_LOGS"),
        RUNTIME_MONITORING: planWithAgents("RUNTIME_MONITORING"),
        EKS_RUNTIME_MONITORING: planWithAgents("EKS_RUNTIME_MONITORING"),
        AI_PROTECTION: plan("AI_PROTECTION"),
    } satisfies Record<MemberPlan, z.ZodType>),
).prefault({});

const scanType = (type: ScanType) => noted(`The accounts in which Inspector scans ${type}.`, "NONE");
const scanWords = scanTypes.join(", ");

const autoEnable = decoded(
    z.strictObject({
        guardDuty: word().default("ALL").register(notes, {
            meaning: "The accounts in which GuardDuty is switched on.",
            allowed: words,
            example: "ALL",
        }),
        plans,
        macie: noted(
            "The accounts in which Macie is switched on; ALL: those of organization.members, and new ones.",
            "ALL with members, otherwise NEW",
        ),
        inspector: decoded(
            z.union([
                word(),
                z.strictObject({
                    EC2: scanType("EC2"),
                    ECR: scanType("ECR"),
                    LAMBDA: scanType("LAMBDA"),
                    LAMBDA_CODE: scanType("LAMBDA_CODE"),
                    CODE_REPOSITORY: scanType("CODE_REPOSITORY"),
                } satisfies Record<ScanType, z.ZodType>),
            ]),
        )
            .optional()
            .register(notes, {
                meaning: "The same for Inspector: a word for inspector.scan, or one for each scan type.",
                allowed: `${words}, a map of ${scanWords} and such words`,
                example: "ALL",
                absent: "ALL with members, otherwise NEW",
            }),
    }),
)
    .optional()
    .register(notes, {
        meaning: "What the administrator switches on in the organization's accounts.",
        allowed: "a map of guardDuty, plans, macie, inspector",
        group: true,
    });

export const organization = decoded(
    z.strictObject({
        role: z
            .enum(roles)
            .default("standalone")
            .register(notes, {
                meaning: "What this account is to its AWS organization.",
                allowed: roles.join(", "),
                example: "administrator",
            }),
        administrator: accountNumber.optional().register(notes, {
            meaning: "Management: the account that administers the three services.",
            allowed: "an account number",
            example: "123456789012",
            absent: "required for management",
        }),
        watchManagementAccount: flag().optional().register(notes, {
            meaning: "Management: whether this stack switches the services on in this account, too.",
            allowed: "true, false",
            example: "true",
            absent: "false",
        }),
        autoEnable,
        members: decoded(z.record(accountNumber, mailAddress)).optional().register(notes, {
            meaning: "Administrator: the accounts that Macie and Inspector cover on ALL, with their mail addresses.",
            allowed: "a map of account numbers and mail addresses",
            example: '{"123456789012":"account@example.com"}',
            entry: "account@example.com",
            absent: "none",
        }),
    }),
).prefault({});
