interface ServiceFacts {
    readonly pricePage: string;
    /** How long AWS charges nothing at first. */
    readonly freeTrial?: string;
}

/** What the program uses and AWS bills for, by the names on the price pages. */
export const services = {
    GuardDuty: {
        pricePage: "https://aws.amazon.com/guardduty/pricing/",
        // GuardDuty User Guide, "Pricing in GuardDuty".
        freeTrial: "30 days per account, Region and protection plan, from when each is first enabled",
    },
    Macie: {
        pricePage: "https://aws.amazon.com/macie/pricing/",
        // Macie User Guide, "Participating in the free trial".
        freeTrial: "30 days per account and Region; pausing does not stop them, and discovery jobs are not included",
    },
    Inspector: {
        pricePage: "https://aws.amazon.com/inspector/pricing/",
        // Inspector User Guide, "Monitoring usage and cost".
        freeTrial: "15 days per scan type; deactivating it does not stop them",
    },
    EventBridge: { pricePage: "https://aws.amazon.com/eventbridge/pricing/" },
    SQS: { pricePage: "https://aws.amazon.com/sqs/pricing/" },
    SNS: { pricePage: "https://aws.amazon.com/sns/pricing/" },
    S3: { pricePage: "https://aws.amazon.com/s3/pricing/" },
    KMS: { pricePage: "https://aws.amazon.com/kms/pricing/" },
    CloudWatch: { pricePage: "https://aws.amazon.com/cloudwatch/pricing/" },
    EC2: { pricePage: "https://aws.amazon.com/ec2/pricing/" },
    EBS: { pricePage: "https://aws.amazon.com/ebs/pricing/" },
    VPC: { pricePage: "https://aws.amazon.com/vpc/pricing/" },
    ECR: { pricePage: "https://aws.amazon.com/ecr/pricing/" },
} as const satisfies Record<string, ServiceFacts>;

export type BilledService = keyof typeof services;

/** What is known of these services, in the order of the list above. */
export function factsOf(used: ReadonlySet<string>): (ServiceFacts & { readonly service: string })[] {
    return Object.entries<ServiceFacts>(services)
        .filter(([service]) => used.has(service))
        .map(([service, facts]) => ({ service, ...facts }));
}

/** Sorts by the order of the list above. */
export function byService(
    one: { readonly service: BilledService },
    other: { readonly service: BilledService },
): number {
    const order = Object.keys(services);
    return order.indexOf(one.service) - order.indexOf(other.service);
}
