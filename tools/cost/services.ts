/** What the program uses and AWS bills for, by the names on the price pages. */
const services = [
    ...(["GuardDuty", "Macie", "Inspector", "EventBridge", "Lambda", "SQS", "SNS", "S3", "KMS", "CloudWatch"] as const),
    ...(["Firehose", "Glue", "Athena", "EC2", "EBS", "VPC", "ECR"] as const),
];

export type BilledService = (typeof services)[number];

/** How long AWS charges nothing at first. */
const freeTrials: Readonly<Partial<Record<BilledService, string>>> = {
    // GuardDuty User Guide, "Pricing in GuardDuty".
    GuardDuty: "30 days per account, Region and protection plan, from when each is first enabled",
    // Macie User Guide, "Participating in the free trial".
    Macie: "30 days per account and Region; pausing does not stop them, and discovery jobs are not included",
    // Inspector User Guide, "Monitoring usage and cost".
    Inspector: "15 days per scan type; deactivating it does not stop them",
};

interface ServiceFacts {
    readonly service: BilledService;
    readonly pricePage: string;
    readonly freeTrial?: string;
}

/** What is known of these services, in the order of the list above. */
export function factsOf(used: ReadonlySet<string>): ServiceFacts[] {
    return services
        .filter((service) => used.has(service))
        .map((service) => {
            const pricePage = `https://aws.amazon.com/${service.toLowerCase()}/pricing/`;
            const freeTrial = freeTrials[service];
            return { service, pricePage, ...(freeTrial === undefined ? {} : { freeTrial }) };
        });
}

/** Sorts by the order of the list above. */
export function byService(one: Pick<ServiceFacts, "service">, other: Pick<ServiceFacts, "service">): number {
    return services.indexOf(one.service) - services.indexOf(other.service);
}
