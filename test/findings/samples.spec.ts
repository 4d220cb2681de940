import assert from "node:assert/strict";
import { sampleFindingTypes } from "../../findings/samples";
import { severitiesOf } from "../../findings/severity";

/**
 * The types of Macie with one severity only. Source: Macie API reference, findings-sample; Macie user guide,
 * findings-severity.
 */
const macieSeverities = new Map([
    ["SensitiveData:S3Object/Credentials", "HIGH"],
    ["SensitiveData:S3Object/CustomIdentifier", "MEDIUM"],
    ["Policy:IAMUser/S3BucketPublic", "HIGH"],
    ["Policy:IAMUser/S3BucketSharedExternally", "HIGH"],
    ["Policy:IAMUser/S3BucketReplicatedExternally", "HIGH"],
    ["Policy:IAMUser/S3BucketEncryptionDisabled", "LOW"],
    ["Policy:IAMUser/S3BlockPublicAccessDisabled", "HIGH"],
    ["Policy:IAMUser/S3BucketSharedWithCloudFront", "MEDIUM"],
]);

describe("sampleFindingTypes", () => {
    for (const service of ["guardDuty", "macie"] as const) {
        it(`has some of every band of ${service}, ascending`, () => {
            const bands = sampleFindingTypes[service].map(({ severity }) => severity);
            assert.deepEqual([...new Set(bands)], severitiesOf[service]);
        });

        it(`names no type of ${service} twice`, () => {
            const types = sampleFindingTypes[service].map(({ type }) => type);
            assert.equal(new Set(types).size, types.length);
        });
    }

    it("spells GuardDuty's types as purpose, resource and name", () => {
        const misspelt = sampleFindingTypes.guardDuty.filter(
            ({ type }) => !/^[A-Z]\w+:[A-Z]\w+\/[A-Z][\w&.!]+$/.test(type),
        );
        assert.deepEqual(misspelt, []);
    });

    it("has critical ones only of attack sequences, and all attack sequences critical", () => {
        assert.deepEqual(
            sampleFindingTypes.guardDuty.filter(({ severity }) => severity === "CRITICAL"),
            sampleFindingTypes.guardDuty.filter(({ type }) => type.startsWith("AttackSequence:")),
        );
    });

    it("only has types that Macie can make, with the severity it gives them", () => {
        const wrong = sampleFindingTypes.macie.filter(({ type, severity }) => macieSeverities.get(type) !== severity);
        assert.deepEqual(wrong, []);
    });

    it("leads a band of Macie with a sample that is always new", () => {
        const leaders = (["MEDIUM", "HIGH"] as const).map((word) =>
            sampleFindingTypes.macie.find(({ severity }) => severity === word),
        );
        assert.deepEqual(
            leaders.map((leader) => leader?.type),
            ["SensitiveData:S3Object/CustomIdentifier", "SensitiveData:S3Object/Credentials"],
        );
    });
});
