import { flat, type Price } from "./price";

/** The hours that AWS's own calculator counts for a month. */
export const hoursOfMonth = 730;

/** What is paid for being there, per month; hours are made a month by `hoursOfMonth`. */
export const fixedPrices = {
    key: {
        unit: "key",
        per: 1,
        tiers: flat(1),
        source: { page: "aws.amazon.com/kms/pricing", asOf: "undated", certainty: "sure" },
        caveat: "the first and the second yearly rotation add $1.00 a month each",
    },
    alarm: {
        unit: "alarm",
        per: 1,
        tiers: flat(0.1),
        source: {
            page: "aws.amazon.com/cloudwatch/pricing; figure from infracost's price list and c3x.dev, us-east-1",
            asOf: "undated",
            certainty: "sure",
        },
        free: "10 alarms of an account",
    },
    dashboard: {
        unit: "dashboard",
        per: 1,
        tiers: flat(3),
        source: {
            page: "aws.amazon.com/cloudwatch/pricing; figure from infracost's price list and others",
            asOf: "undated",
            certainty: "sure",
        },
        free: "3 dashboards of an account, of up to 50 metrics each",
    },
    instance: {
        unit: "t3.micro hour",
        per: 1,
        tiers: flat(0.0104),
        source: {
            page: "aws.amazon.com/ec2/pricing/on-demand; figure from several outputs of infracost, us-east-1",
            asOf: "undated",
            certainty: "sure",
        },
    },
    publicAddress: {
        unit: "address hour",
        per: 1,
        tiers: flat(0.005),
        source: {
            page: "aws.amazon.com/vpc/pricing; AWS blog on public IPv4 addresses, doit.com",
            asOf: "2024-02",
            certainty: "sure",
        },
    },
    volume: {
        unit: "GB",
        per: 1,
        tiers: flat(0.08),
        source: {
            page: "aws.amazon.com/ebs/pricing (gp3), as quoted by one other",
            asOf: "undated",
            certainty: "secondary",
        },
    },
} as const satisfies Record<string, Price>;
