import { z } from "zod";
import { notes } from "./notes";
import type { PlanName, ScanType } from "./vocabulary";

/**
 * Where AWS offers what. These lists move: check them against the pages named here, and correct
 * them here; `vigil:skipUnavailable` then decides what happens in a Region that lacks something.
 */
const asOf = "2026-08";

/** Who says so: the place to look when AWS has moved on. */
export const source = `(settings/regions.ts, as of ${asOf})`;

/** Enabled in every account. docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html */
export const defaultRegions: readonly string[] = [
    ...["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1"],
    ...["eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1"],
    ...["ap-south-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2"],
];

/** Off until an account switches them on. Same page. */
export const optInRegions: readonly string[] = [
    ...["af-south-1", "ca-west-1", "mx-central-1", "il-central-1", "me-central-1", "me-south-1"],
    ...["eu-central-2", "eu-south-1", "eu-south-2"],
    ...["ap-east-1", "ap-east-2", "ap-south-2"],
    ...["ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7"],
];

/** Every region of the commercial partition; GuardDuty is in all of them. */
export const regions: readonly string[] = [...defaultRegions, ...optInRegions];

/** Something a Region may lack. */
export type Offer = "Macie" | "Inspector" | PlanName | ScanType;

type Where = (region: string) => boolean;
const everywhere: Where = () => true;
const except =
    (...lacking: readonly string[]): Where =>
    (region) =>
        !lacking.includes(region);
const onlyIn =
    (...having: readonly string[]): Where =>
    (region) =>
        having.includes(region);

/** Inspector's Lambda code scanning and Code Security, "Region-specific feature availability" on its Regions page. */
const codeScanning = onlyIn(
    ...["us-east-1", "us-east-2", "us-west-2", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2"],
    ...["ap-northeast-1", "ap-southeast-1", "ap-southeast-2"],
);

const availability = {
    // docs.aws.amazon.com/general/latest/gr/macie.html
    Macie: except(
        ...["ca-west-1", "mx-central-1", "me-central-1", "eu-central-2", "eu-south-2", "ap-east-2", "ap-south-2"],
        ...["ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7"],
    ),
    // docs.aws.amazon.com/inspector/latest/user/inspector_regions.html
    Inspector: except("ap-southeast-6"),
    EC2: everywhere,
    ECR: everywhere,
    LAMBDA: everywhere,
    LAMBDA_CODE: codeScanning,
    CODE_REPOSITORY: codeScanning,
} satisfies Record<Exclude<Offer, PlanName>, Where>;

interface PlanFacts {
    /** Whether every stack writes the plan down, on or off, or only one whose stack file names it. */
    readonly written: "always" | "whenNamed";
    /** @default - AWS documents no list of Regions */
    readonly offered?: Where;
}

/**
 * GuardDuty's protection plans: which are written down, and where there are any.
 * docs.aws.amazon.com/guardduty/latest/ug/guardduty_regions.html
 */
export const planFacts: Readonly<Record<PlanName, PlanFacts>> = {
    S3_DATA_EVENTS: { written: "always", offered: everywhere },
    EKS_AUDIT_LOGS: { written: "always", offered: everywhere },
    EBS_MALWARE_PROTECTION: { written: "always", offered: everywhere },
    // Some copies of the page no longer say so.
    RDS_LOGIN_EVENTS: { written: "always", offered: except("ap-east-2") },
    LAMBDA_NETWORK_LOGS: { written: "always", offered: everywhere },
    RUNTIME_MONITORING: { written: "always", offered: everywhere },
    // The older form of the one before, and AWS refuses to be told of both (GuardDuty API Reference,
    // "DetectorFeatureConfiguration").
    EKS_RUNTIME_MONITORING: { written: "whenNamed", offered: everywhere },
    // A Region that has no such plan refuses to have it switched off, too.
    AI_PROTECTION: { written: "whenNamed" },
    // docs.aws.amazon.com/guardduty/latest/ug/guardduty-investigation.html (preview)
    AI_ANALYST: {
        written: "whenNamed",
        offered: onlyIn(
            ...["us-east-1", "us-east-2", "us-west-2", "ca-central-1", "eu-central-1", "eu-north-1"],
            ...["eu-west-1", "eu-west-2", "eu-west-3", "ap-northeast-1"],
        ),
    },
};

/** Whether an account must enable the Region before anything can be created there. */
export function isOptIn(region: string): boolean {
    return optInRegions.includes(region);
}

/**
 * Whether Slack and Teams can hear of a topic there.
 * docs.aws.amazon.com/chatbot/latest/adminguide/chatbot-regions.html
 */
export const takesChat: Where = except("ap-east-2", "ap-southeast-6");

/** The Regions to watch, in the order configured. */
export function watchedRegions({
    regions: watched,
    "aws:region": home,
}: {
    readonly regions?: "all-default" | readonly string[] | undefined;
    readonly "aws:region": string;
}): readonly string[] {
    return watched === "all-default" ? defaultRegions : (watched ?? [home]);
}

/** Whether AWS offers this in the Region; what AWS documents for no Region may be in any. */
export function offers(region: string, offer: Offer): boolean {
    const where = isPlan(offer) ? planFacts[offer].offered : availability[offer];
    return where === undefined || where(region);
}

function isPlan(offer: Offer): offer is PlanName {
    return offer in planFacts;
}

/** Regions of other partitions, whose accounts are separate, and where findings cannot travel between Regions. */
const otherPartition = /^(cn|us-gov|us-iso[a-z]?|eu-isoe|eusc)-/;

/** The name of a Region of the commercial partition. */
export const region = z.string().superRefine((name, context) => {
    if (otherPartition.test(name)) {
        context.addIssue({
            code: "custom",
            message:
                "only the commercial partition is supported: elsewhere Macie and the relay between Regions are missing",
            input: name,
        });
    } else if (!regions.includes(name)) {
        context.addIssue({
            code: "custom",
            message: "no AWS Region of that name is known (settings/regions.ts)",
            input: name,
            params: { known: regions },
        });
    }
});

/** The stack's own region. Not of our namespace, but nothing works without it. */
export const home = region.clone().register(notes, {
    meaning: "Home: the Region of the archive, the bus and the alerts.",
    allowed: "a commercial AWS Region",
    example: "eu-west-1",
    absent: "required",
});
