import { flat, type Price, type Source } from "./price";

const eventBridgePage: Source = {
    page: "aws.amazon.com/eventbridge/pricing; figures from infracost's price list and cloudburn.io, us-east-1",
    asOf: "2026-03",
    certainty: "sure",
};
const snsPage: Source = {
    page: "aws.amazon.com/sns/pricing, as quoted by factualminds.com and others, us-east-1",
    asOf: "2026-06",
    certainty: "sure",
};
const s3Page: Source = {
    page: "aws.amazon.com/s3/pricing; figures from infracost's price list, us-east-1, first 50 TB",
    asOf: "undated",
    certainty: "sure",
};

/** What carries and keeps the findings, per month. */
export const deliveryPrices = {
    relayedEvents: {
        unit: "million events",
        per: 1_000_000,
        tiers: flat(1),
        source: eventBridgePage,
        caveat: "each 64 KB of an event counts as one",
    },
    archivedEventGigabytes: { unit: "GB", per: 1, tiers: flat(0.1), source: eventBridgePage },
    replayableGigabytes: { unit: "GB", per: 1, tiers: flat(0.023), source: eventBridgePage },
    publishedAlerts: {
        unit: "million requests",
        per: 1_000_000,
        tiers: flat(0.5),
        source: snsPage,
        free: "1 million requests a month",
    },
    mails: { unit: "100,000 mails", per: 100_000, tiers: flat(2), source: snsPage, free: "1,000 mails a month" },
    httpsCalls: {
        unit: "million calls",
        per: 1_000_000,
        tiers: flat(0.6),
        source: snsPage,
        free: "100,000 calls a month",
    },
    queueRequests: {
        unit: "million requests",
        per: 1_000_000,
        tiers: flat(0.4),
        source: {
            page: "aws.amazon.com/sqs/pricing, as quoted by cloudburn.io and infracost's price list, us-east-1",
            asOf: "2026-03",
            certainty: "sure",
        },
        free: "1 million requests a month",
    },
    storedGigabytes: { unit: "GB", per: 1, tiers: flat(0.023), source: s3Page },
    writes: { unit: "1,000 requests", per: 1_000, tiers: flat(0.005), source: s3Page },
    coldGigabytes: {
        unit: "GB",
        per: 1,
        tiers: flat(0.004),
        source: {
            page: "aws.amazon.com/s3/pricing (Glacier Instant Retrieval), as quoted by several",
            asOf: "2026",
            certainty: "secondary",
        },
        caveat: "an object below 128 KB counts as 128 KB; the moves into it are not priced here",
    },
    keyRequests: {
        unit: "10,000 requests",
        per: 10_000,
        tiers: flat(0.03),
        source: {
            page: "aws.amazon.com/kms/pricing; figure from infracost's price list and wring.co",
            asOf: "2026-03",
            certainty: "sure",
        },
        free: "20,000 requests a month",
    },
    imageGigabytes: {
        unit: "GB",
        per: 1,
        tiers: flat(0.1),
        source: {
            page: "aws.amazon.com/ecr/pricing, as quoted by cloudburn.io and wring.co",
            asOf: "2026-03",
            certainty: "sure",
        },
    },
} as const satisfies Record<string, Price>;
