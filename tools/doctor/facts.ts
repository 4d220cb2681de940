import type { FailedCall } from "../aws/permission";

/** What AWS did not tell; `AccountFacts.unread` says why. */
export const unknown = "unknown";
export type Fact<T> = T | typeof unknown;

/** An account as it is, as far as Vigil will meet it. */
export interface AccountFacts {
    readonly accountId: string;
    readonly organization: Fact<Organization | undefined>;
    readonly quotas: Fact<readonly Quota[]>;
    readonly regions: readonly RegionFacts[];
    /** Every question that was not answered. */
    readonly unread: readonly Unread[];
}

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
    /** The accounts that decide here, where an organization has such an account. */
    readonly administrators: {
        readonly guardDuty: Fact<string | undefined>;
        readonly macie: Fact<string | undefined>;
        readonly inspector: Fact<string | undefined>;
    };
}

export interface Organization {
    readonly id: string;
    readonly managementAccountId: string;
}

export interface Quota {
    /** The Pulumi type of what is counted. */
    readonly type: string;
    readonly noun: string;
    readonly used: number;
    readonly limit: number;
}

export interface Detector {
    readonly id: string;
    /** False: suspended. */
    readonly enabled: boolean;
    readonly publishEvery: string;
    readonly plans: readonly Plan[];
}

export interface Plan {
    readonly name: string;
    readonly enabled: boolean;
    readonly agents: readonly { readonly name: string; readonly enabled: boolean }[];
}

export interface Destination {
    readonly id: string;
    /** ARN of the bucket, and the prefix in it. */
    readonly arn: string;
    readonly status: string;
}

export interface Macie {
    /** False: paused. */
    readonly enabled: boolean;
    readonly publishEvery: string;
}

export interface MacieExport {
    readonly bucket: string;
}

export interface Inspector {
    /** Scan types that are on or on their way there, in AWS's terms. */
    readonly scan: readonly string[];
}

export interface RegistryRules {
    readonly scanType: string;
    /** `FREQUENCY filter`, one for each filter of each rule. */
    readonly rules: readonly string[];
}
