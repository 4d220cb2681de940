import assert from "node:assert/strict";
import type { DoctorAction } from "../../../tools/aws/actions";
import { permitted } from "../../../tools/aws/permission";
import type { AccountReader } from "../../../tools/doctor/account-reader";
import type {
    AccountFacts,
    ArchiveFacts,
    DelegationFacts,
    Detector,
    ReceiverFacts,
    RegionFacts,
} from "../../../tools/doctor/facts";
import type { Finding } from "../../../tools/doctor/finding";
import { nothingManaged, type Managed } from "../../../tools/doctor/managed";
import type { RegionCase } from "../../../tools/doctor/region-case";
import { parseSettings, type RegionSettings, type Settings } from "../../../settings";

export const account = "111122223333";
export const administrator = "999999999999";

/** A region with nothing in it. */
export const emptyRegion: RegionFacts = {
    region: "eu-west-1",
    open: true,
    detector: undefined,
    destination: undefined,
    macie: undefined,
    macieExport: undefined,
    inspector: { scan: [] },
    registryRules: { scanType: "BASIC", rules: [] },
    administrators: { guardDuty: undefined, macie: undefined, inspector: undefined },
};

/** Settings of the other roles. */
export const asAdministrator = { "vigil:organization": { role: "administrator" } };
export const asMember = { "vigil:organization": { role: "member" } };
export const asManagement = { "vigil:organization": { role: "management" as const, administrator } };
export const asWatchedManagement = {
    "vigil:organization": { role: "management", administrator, watchManagementAccount: true },
};

/** A detector exactly as the settings of `settings()` want it. */
export const detector: Detector = {
    id: "d".repeat(32),
    enabled: true,
    publishEvery: "FIFTEEN_MINUTES",
    plans: [
        { name: "S3_DATA_EVENTS", enabled: true, agents: [] },
        { name: "EKS_AUDIT_LOGS", enabled: false, agents: [] },
        { name: "EBS_MALWARE_PROTECTION", enabled: false, agents: [] },
        { name: "RDS_LOGIN_EVENTS", enabled: false, agents: [] },
        { name: "LAMBDA_NETWORK_LOGS", enabled: false, agents: [] },
        {
            name: "RUNTIME_MONITORING",
            enabled: true,
            // Another order than that of the settings, as GuardDuty likes it.
            agents: [
                { name: "EKS_ADDON_MANAGEMENT", enabled: false },
                { name: "EC2_AGENT_MANAGEMENT", enabled: true },
                { name: "ECS_FARGATE_AGENT_MANAGEMENT", enabled: false },
            ],
        },
        { name: "EKS_RUNTIME_MONITORING", enabled: false, agents: [{ name: "EKS_ADDON_MANAGEMENT", enabled: false }] },
        { name: "AI_PROTECTION", enabled: false, agents: [] },
        { name: "AI_ANALYST", enabled: false, agents: [] },
    ],
};

export const macie = { enabled: true, publishEvery: "FIFTEEN_MINUTES" };

/** Settings as a stack file would have them, with two plans on. */
export function settings(config: Readonly<Record<string, unknown>> = {}): Settings {
    const plans = { S3_DATA_EVENTS: true, RUNTIME_MONITORING: { agents: ["EC2"] } };
    const whole = {
        "aws:region": "eu-west-1",
        "vigil:guardDuty": { plans },
        "vigil:alerts": { emails: ["security@example.com"] },
        ...config,
    };
    const texts = Object.entries(whole).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
    ]);
    return parseSettings(Object.fromEntries(texts) as Record<string, string>);
}

/** The one region of such settings. */
export function regionSettings(config: Readonly<Record<string, unknown>> = {}): RegionSettings {
    return settings(config).regions[0]!;
}

/** A stack that has every resource, of these ids where there can be several, and this archive. */
export const allManaged: Managed = {
    source: "state",
    has: () => true,
    count: () => Number.MAX_SAFE_INTEGER,
    bucket: "our-archive",
};

/** The facts of a stack whose receivers need nothing. */
export const noReceivers: ReceiverFacts = {
    workspaces: undefined,
    teams: undefined,
    hubs: undefined,
    queues: new Map(),
};

/** The facts of a stack whose archive needs nothing. */
export const plainArchive: ArchiveFacts = { replicaOpen: true, logBucket: undefined, readers: new Map() };

/** The facts of an account that its organization has nothing for. */
export const noDelegation: DelegationFacts = {
    accounts: undefined,
    policies: { GuardDuty: undefined, Inspector: undefined },
    guardDutyRole: undefined,
    members: new Map(),
};

/** An account with this one empty Region. */
export function accountFacts(facts: Partial<AccountFacts> = {}): AccountFacts {
    return {
        ...{ accountId: account, organization: undefined, quotas: [], regions: [emptyRegion], unread: [] },
        ...{ receivers: noReceivers, archive: plainArchive, delegation: noDelegation, ...facts },
    };
}

/** A region for the verdict: empty, foreign and with the settings of `settings()`, but for what is given. */
export function regionCase(
    facts: Partial<RegionFacts>,
    { managed = nothingManaged, config }: { managed?: Managed; config?: Readonly<Record<string, unknown>> } = {},
): RegionCase {
    const { regions, organization } = settings(config);
    return { accountId: account, facts: { ...emptyRegion, ...facts }, settings: regions[0]!, organization, managed };
}

/** Findings as lines, without the region that is always the same. What they say must be whole sentences. */
export function lines(findings: readonly Finding[]): string[] {
    for (const text of findings.flatMap(({ is, up }) => [is, up])) assert.match(text, /\.$/);
    return findings.map(({ kind, subject, is, up }) => `${kind} ${subject}: ${is} => ${up}`);
}

/** An account that answers everything, with nothing in it but what is given. */
export function fakeReader(answers: Partial<AccountReader> = {}): AccountReader {
    return {
        accountId: () => Promise.resolve(account),
        organization: () => Promise.resolve(undefined),
        activeAccounts: () => Promise.resolve([]),
        centralPolicy: () => Promise.resolve(undefined),
        guardDutyRole: () => Promise.resolve(undefined),
        guardDutyDelegate: () => Promise.resolve(undefined),
        macieDelegate: () => Promise.resolve(undefined),
        administersGuardDuty: () => Promise.resolve(false),
        administersMacie: () => Promise.resolve(false),
        guardDutyMembers: () => Promise.resolve([]),
        macieMembers: () => Promise.resolve([]),
        inspectorMembers: () => Promise.resolve([]),
        openRegions: () => Promise.resolve([]),
        quotas: () => Promise.resolve([]),
        detector: () => Promise.resolve(undefined),
        guardDutyAdministrator: () => Promise.resolve(undefined),
        destination: () => Promise.resolve(undefined),
        macie: () => Promise.resolve(undefined),
        macieAdministrator: () => Promise.resolve(undefined),
        macieExport: () => Promise.resolve(undefined),
        inspector: () => Promise.resolve({ scan: [] }),
        inspectorAdministrator: () => Promise.resolve(undefined),
        registryRules: () => Promise.resolve({ scanType: "BASIC", rules: [] }),
        slackWorkspaces: () => Promise.resolve([]),
        teams: () => Promise.resolve([]),
        notificationHubs: () => Promise.resolve([]),
        queuePolicy: () => Promise.resolve(""),
        logBucket: () => Promise.resolve(undefined),
        principalExists: () => Promise.resolve(true),
        ...answers,
    };
}

/** What every service throws, by the name that tells them apart. */
export function awsError(name: string, message = "No."): Error {
    return Object.assign(new Error(message), { name, $fault: "client", $metadata: {} });
}

export const denied = awsError("AccessDeniedException");
export const deniedByOrganization = awsError("AccessDeniedException", "explicit deny in a service control policy");
export const tooSlow = awsError("TimeoutError", "too slow");

/** A question that ends in an error of AWS. */
export function refusing(action: DoctorAction, error: Error): () => Promise<never> {
    return () => permitted(action, () => Promise.reject(error));
}
