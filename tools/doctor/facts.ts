import type { FailedCall } from "../aws/permission";
import type { AccountReader } from "./account-reader";
import type { Relationship } from "./organization-reader";

/** What AWS did not tell; `AccountFacts.unread` says why. */
export const unknown = "unknown";
export type Fact<T> = T | typeof unknown;
/** Asks AWS, and takes what it does not tell as unknown. */
export type Ask = <T>(question: () => Promise<T>) => Promise<Fact<T>>;

/** The Regions of an account. */
export interface AccountRegions {
    readonly accountId: string;
    readonly regions: readonly RegionFacts[];
}

/** An account as it is, as far as Vigil will meet it. */
export interface AccountFacts extends AccountRegions {
    readonly organization: Fact<Organization | undefined>;
    readonly quotas: Fact<readonly Quota[]>;
    readonly receivers: ReceiverFacts;
    readonly archive: ArchiveFacts;
    readonly delegation: DelegationFacts;
    /** Every question that was not answered. */
    readonly unread: readonly Unread[];
}

/** What receivers of alerts need in the account beforehand; undefined where the settings have no such receiver. */
export interface ReceiverFacts {
    /** IDs of the Slack workspaces and the teams that Amazon Q Developer was let into. */
    readonly workspaces: Fact<readonly string[] | undefined>;
    readonly teams: Fact<readonly string[] | undefined>;
    /** The Regions that have a notification hub. */
    readonly hubs: Fact<readonly string[] | undefined>;
    /** The queues of this account that get events, by ARN, with their policies; the empty text where there is none. */
    readonly queues: ReadonlyMap<string, Fact<string>>;
}

/** What the archive needs in the account beforehand. */
export interface ArchiveFacts {
    /** False where the replica's Region is known to be off. */
    readonly replicaOpen: boolean;
    /** The bucket for access logs; `undefined`: this account has none of that name, or none is asked for. */
    readonly logBucket: Fact<Answer<"logBucket"> | undefined>;
    /** Whether the readers of this account exist, by ARN. */
    readonly readers: ReadonlyMap<string, Fact<boolean>>;
}

/** What the organization has arranged; `undefined` for what the role does not need, too. */
export interface DelegationFacts {
    /** The active accounts. Known to an administrator. */
    readonly accounts: Fact<readonly string[] | undefined>;
    /** What central policies decide for this account, as JSON. */
    readonly policies: Readonly<Record<"GuardDuty" | "Inspector", Fact<string | undefined>>>;
    /** The ARN of GuardDuty's service-linked role in the management account. */
    readonly guardDutyRole: Fact<string | undefined>;
    /** What this account administers, by Region. */
    readonly members: ReadonlyMap<string, MemberFacts>;
}

/** The accounts that AWS lists as members, whatever has become of them; `undefined` where another account administers. */
export type MemberFacts = Readonly<Record<keyof RegionFacts["administrators"], Fact<Relationship[] | undefined>>>;

/** A question that was not answered, and where. */
export interface Unread extends Pick<FailedCall, "action" | "because" | "message"> {
    /** `undefined` for a question about the whole account. */
    readonly region: string | undefined;
}

/** `undefined` stands for what does not exist, or cannot exist in this Region. */
export interface RegionFacts {
    readonly region: string;
    /** False for an opt-in Region that is not enabled in the account; nothing else is read there. */
    readonly open: Fact<boolean>;
    readonly detector: Fact<Detector | undefined>;
    readonly destination: Fact<Destination | undefined>;
    readonly macie: Fact<Macie | undefined>;
    readonly macieExport: Fact<MacieExport | undefined>;
    readonly inspector: Fact<Inspector>;
    readonly registryRules: Fact<RegistryRules | undefined>;
    /**
     * The accounts that decide here, where an organization has such an account: maybe this one. The management account is
     * told of those that it has named.
     */
    readonly administrators: {
        readonly guardDuty: Fact<string | undefined>;
        readonly macie: Fact<string | undefined>;
        readonly inspector: Fact<string | undefined>;
    };
}

/** What a question to the account is answered with, where there is anything. */
type Answer<Question extends keyof AccountReader> = NonNullable<Awaited<ReturnType<AccountReader[Question]>>>;

export type Organization = Answer<"organization">;
export type Quota = Answer<"quotas">[number];
export type Detector = Answer<"detector">;
export type Plan = Detector["plans"][number];
export type Destination = Answer<"destination">;
export type Macie = Answer<"macie">;
export type MacieExport = Answer<"macieExport">;
export type Inspector = Answer<"inspector">;
export type RegistryRules = Answer<"registryRules">;
