import type { RecordedResource } from "../recording/recorder";
import type { BilledService } from "./driver";
import { fixedPrices, hoursOfMonth } from "./prices/fixed";
import { costOf, type Price } from "./prices/price";

/** Something that costs by being there. */
export interface FixedPart {
    readonly service: BilledService;
    readonly what: string;
    readonly price: Price | undefined;
    /** US dollars for a month of one; `undefined` if the price is not known. */
    readonly usd: number | undefined;
}

type Parts = (resource: RecordedResource) => FixedPart[];

const partsOfTypes: Readonly<Record<string, Parts>> = {
    "aws:kms/key:Key": () => [monthly("KMS", "key", fixedPrices.key)],
    "aws:cloudwatch/metricAlarm:MetricAlarm": () => [monthly("CloudWatch", "alarm", fixedPrices.alarm)],
    "aws:cloudwatch/dashboard:Dashboard": () => [monthly("CloudWatch", "dashboard", fixedPrices.dashboard)],
    "aws:ec2/instance:Instance": ({ inputs }) => [
        instance(String(inputs.instanceType)),
        ...(inputs.associatePublicIpAddress === true
            ? [monthly("EC2", "public IPv4 address", fixedPrices.publicAddress, hoursOfMonth)]
            : []),
        volume(inputs.rootBlockDevice),
    ],
};

/** The parts of a resource that cost by being there; none for most. */
export function fixedParts(resource: RecordedResource): FixedPart[] {
    return partsOfTypes[resource.type]?.(resource) ?? [];
}

/** Whether anything here says what a type costs, be it nothing. */
export function isPriced(type: string): boolean {
    return type in partsOfTypes || costByUseOrNothing.test(type);
}

/**
 * What costs by use, or nothing of its own: everything else that the program makes. Written as a list, so that a new
 * type is not taken for free.
 */
const costByUseOrNothing = new RegExp(
    "^aws:(" +
        [
            "cloudwatch/event(Archive|Bus|BusPolicy|Rule|Target)",
            "ec2/(defaultSecurityGroup|internetGateway|routeTable|routeTableAssociation|securityGroup|subnet|vpc)",
            "ecr/(lifecyclePolicy|registryScanningConfiguration|repository)",
            "guardduty/(detector|detectorFeature|publishingDestination)",
            "iam/(instanceProfile|role|rolePolicy|rolePolicyAttachment)",
            "inspector2/enabler",
            "kms/(alias|keyPolicy)",
            "macie2/(account|classificationExportConfiguration)",
            "s3/bucket\\w*",
            "sns/topic(Policy|Subscription)?",
            "sqs/queue(Policy)?",
        ].join("|") +
        "):",
);

function monthly(service: BilledService, what: string, price: Price, units = 1): FixedPart {
    return { service, what, price, usd: costOf(price, units) };
}

function instance(type: string): FixedPart {
    return type === "t3.micro"
        ? monthly("EC2", "t3.micro instance", fixedPrices.instance, hoursOfMonth)
        : { service: "EC2", what: `${type} instance`, price: undefined, usd: undefined };
}

/** The root volume of an Amazon Linux 2023 image has 8 GB unless it is told otherwise. */
function volume(device: unknown): FixedPart {
    const { volumeSize = 8 } = (device ?? {}) as { readonly volumeSize?: number };
    return monthly("EC2", `${volumeSize} GB gp3 volume`, fixedPrices.volume, volumeSize);
}
