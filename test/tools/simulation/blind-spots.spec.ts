import assert from "node:assert/strict";
import { blamedIn, recordDev, rehearseOver } from "./stacks";

/** No finding needs them: they are settings of the services and the bucket, names, a picture, and questions. */
const notOnTheWay: readonly string[] = [
    "aws:athena/namedQuery:NamedQuery",
    "aws:athena/workgroup:Workgroup",
    "aws:cloudwatch/dashboard:Dashboard",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:cloudwatch/logStream:LogStream",
    "aws:glue/catalogDatabase:CatalogDatabase",
    "aws:glue/catalogTable:CatalogTable",
    "aws:guardduty/detectorFeature:DetectorFeature",
    "aws:kms/alias:Alias",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketVersioning:BucketVersioning",
];

describe("the rehearsal", () => {
    it("misses every type of resource that is on the way, and no other", async () => {
        const dev = await recordDev();
        const custom = dev.state.deployment.resources.filter((resource) => resource.custom);
        const unmissed: string[] = [];
        for (const type of new Set(custom.map((resource) => resource.type))) {
            const report = await rehearseOver(dev, ({ version, deployment: { resources } }) => ({
                version,
                deployment: { resources: resources.filter((resource) => resource.type !== type) },
            }));
            if (blamedIn(report).length === 0) unmissed.push(type);
        }
        assert.deepEqual(unmissed.sort(), notOnTheWay);
    });
});
