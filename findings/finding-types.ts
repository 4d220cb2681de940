import { guardDutyTypes, type TypeNames } from "./guardduty-types";
import { serviceKeys, type Service } from "./services";
import { matchesType } from "./type-pattern";

/** Macie's. Source, as of 2026-11: Macie user guide, findings-types. */
const macie: TypeNames = {
    IAMUser: {
        Policy:
            "S3BlockPublicAccessDisabled S3BucketEncryptionDisabled S3BucketPublic S3BucketReplicatedExternally " +
            "S3BucketSharedExternally S3BucketSharedWithCloudFront",
    },
    S3Object: { SensitiveData: "Credentials CustomIdentifier Financial Multiple Personal" },
};

const typesOf: Readonly<Record<Service, readonly string[]>> = {
    guardDuty: written(guardDutyTypes),
    macie: written(macie),
    // Source: Inspector API reference, Finding, `type`.
    inspector: ["CODE_VULNERABILITY", "NETWORK_REACHABILITY", "PACKAGE_VULNERABILITY"],
};

function written(names: TypeNames): string[] {
    return Object.entries(names).flatMap(([resource, purposes]) =>
        Object.entries(purposes).flatMap(([purpose, all]) =>
            all.split(" ").map((name) => `${purpose}:${resource}/${name}`),
        ),
    );
}

export interface FindingType {
    readonly service: Service;
    readonly type: string;
}

/** All types that are known. AWS adds some every year: a pattern such as Impact:* has those that come later, too. */
const findingTypes: readonly FindingType[] = serviceKeys.flatMap((service) =>
    typesOf[service].map((type) => ({ service, type })),
);

/** The known types that a pattern fits, in which `*` is any text. */
export function typesLike(pattern: string): FindingType[] {
    return findingTypes.filter(({ type }) => matchesType(pattern, type));
}

/** What a user may have meant by a pattern that fits none: patterns for a purpose, with and without a resource, and types. */
export const typeWords: readonly string[] = [
    ...new Set(
        findingTypes.flatMap(({ type }) =>
            [/^.*:/, /^.*\//].flatMap((part) => part.exec(type) ?? []).map((part) => `${part}*`),
        ),
    ),
    ...findingTypes.map(({ type }) => type),
];

/**
 * Whether findings of a type can be CRITICAL. GuardDuty's are attack sequences alone; of Inspector's, an open port is
 * HIGH at most.
 *
 * Source: GuardDuty user guide, guardduty_findings-severity; Inspector user guide, findings-understanding-severity.
 */
export function canBeCritical({ service, type }: FindingType): boolean {
    return service === "inspector" ? type !== "NETWORK_REACHABILITY" : type.startsWith("AttackSequence:");
}
