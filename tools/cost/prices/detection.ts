import { flat, type Price, type Source } from "./price";

const guardDutyPage: Source = {
    page: "aws.amazon.com/guardduty/pricing, worked examples for us-east-1, as transcribed by two others",
    asOf: "2026-10",
    certainty: "sure",
};
const logTiers: Price["tiers"] = [
    { upTo: 500, usd: 1 },
    { upTo: 2_500, usd: 0.5 },
    { upTo: Infinity, usd: 0.25 },
];

/** Amazon GuardDuty, per account and Region and month. */
export const guardDutyPrices = {
    cloudTrailEvents: { unit: "million events", per: 1_000_000, tiers: flat(4), source: guardDutyPage },
    logs: {
        unit: "GB",
        per: 1,
        tiers: logTiers,
        source: guardDutyPage,
        caveat: "a cheaper tier for very large volumes is not known",
    },
    s3DataEvents: {
        unit: "million events",
        per: 1_000_000,
        tiers: [
            { upTo: 500, usd: 0.8 },
            { upTo: Infinity, usd: 0.4 },
        ],
        source: guardDutyPage,
        caveat: "a cheaper tier for very large volumes is not known",
    },
    eksAuditEvents: {
        unit: "million events",
        per: 1_000_000,
        tiers: [
            { upTo: 100, usd: 1.6 },
            { upTo: Infinity, usd: 0.8 },
        ],
        source: guardDutyPage,
        caveat: "a cheaper tier for very large volumes is not known",
    },
    runtimeVcpus: {
        unit: "vCPU",
        per: 1,
        tiers: [
            { upTo: 500, usd: 1.5 },
            { upTo: 5_000, usd: 0.75 },
            { upTo: Infinity, usd: 0.25 },
        ],
        source: guardDutyPage,
        caveat: "whether EC2, Fargate and EKS climb the tiers together is not known; they do here",
    },
    scannedVolumes: { unit: "GB", per: 1, tiers: flat(0.03), source: guardDutyPage },
    databaseVcpus: { unit: "vCPU", per: 1, tiers: flat(1), source: guardDutyPage },
    databaseAcus: { unit: "ACU", per: 1, tiers: flat(0.25), source: guardDutyPage },
    lambdaLogs: {
        unit: "GB",
        per: 1,
        tiers: logTiers,
        source: { ...guardDutyPage, certainty: "secondary" },
        caveat: "only the first tier is sure; the others are those of the flow logs",
    },
    aiEvents: {
        unit: "GB",
        per: 1,
        tiers: flat(1),
        source: { ...guardDutyPage, certainty: "secondary" },
        caveat: "known for the first 500 GB only",
    },
} as const satisfies Record<string, Price>;

const maciePage: Source = {
    page: "aws.amazon.com/macie/pricing, worked examples for US East, as transcribed by two others",
    asOf: "2026-10",
    certainty: "sure",
};

/** Amazon Macie, per account and Region and month. */
export const maciePrices = {
    buckets: { unit: "bucket", per: 1, tiers: flat(0.1), source: maciePage },
    monitoredObjects: { unit: "100,000 objects", per: 100_000, tiers: flat(0.01), source: maciePage },
    inspectedGigabytes: {
        unit: "GB",
        per: 1,
        tiers: flat(1),
        source: maciePage,
        free: "1 GB a month",
        caveat: "known for the first 50 TB only",
    },
} as const satisfies Record<string, Price>;

const inspectorPage: Source = {
    page: "aws.amazon.com/inspector/pricing, as quoted by a design document, for eu-west-1",
    asOf: "2024-07",
    certainty: "secondary",
};
const inspectorImages: Source = {
    page: "aws.amazon.com/inspector/pricing, as quoted by cloudburn.io for us-east-1 and a design document for eu-west-1",
    asOf: "2026-03",
    certainty: "sure",
};

/** Amazon Inspector, per account and Region and month. */
export const inspectorPrices = {
    instances: { unit: "instance", per: 1, tiers: flat(1.2528), source: inspectorPage },
    pushedImages: { unit: "image", per: 1, tiers: flat(0.09), source: inspectorImages },
    rescans: { unit: "re-scan", per: 1, tiers: flat(0.01), source: inspectorImages },
} as const satisfies Record<string, Price>;
