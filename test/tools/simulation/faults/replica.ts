import { add, replace, set, statement, without } from "../edits";
import type { Fault } from "./fault";

const replication = ["bucketReplication"] as const;
const permissions = ["rolePolicy", "archive-replica"] as const;
const lockType = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";

/** A replica that does not get what is in the archive, or does not lock it. */
export const replicaFaults: readonly Fault[] = [
    {
        when: "nothing copies the archive",
        blames: ["replication: Bucket findings-archive"],
        edit: without(...replication),
    },
    {
        when: "the rule of the replica is disabled",
        blames: ["replication: BucketReplicationConfig archive-replica"],
        edit: replace(replication, `"status":"Enabled"`, `"status":"Disabled"`),
    },
    {
        when: "the replica is to have another folder",
        blames: ["replication: BucketReplicationConfig archive-replica"],
        edit: replace(replication, `"prefix":""`, `"prefix":"AWSLogs/"`),
    },
    {
        when: "the replica does not get what is encrypted",
        blames: ["replication: BucketReplicationConfig archive-replica"],
        edit: replace(replication, "sseKmsEncryptedObjects", "replicaModifications"),
    },
    {
        when: "the replica keeps no versions",
        blames: ["replication: Bucket archive-replica"],
        edit: without("bucketVersioning", "archive-replica"),
    },
    {
        when: "the replica is not locked",
        blames: ["replication: Bucket archive-replica"],
        edit: without("bucketObjectLock"),
    },
    {
        when: "the replica is locked for another time",
        blames: ["replication: BucketObjectLockConfiguration archive-replica"],
        edit: replace(["bucketObjectLock"], `"days":30`, `"days":3`),
    },
    {
        when: "the replication role trusts another service",
        blames: ["replication: Role archive-replica"],
        edit: replace(["role", "archive-replica"], "s3.amazonaws.com", "ec2.amazonaws.com"),
    },
    {
        when: "the replication role may not read locks",
        blames: ["replication: RolePolicy archive-replica"],
        edit: replace(permissions, "s3:GetObjectRetention", "s3:GetObject"),
    },
    {
        when: "the replication role may not decrypt findings",
        blames: ["replication: RolePolicy archive-replica"],
        edit: statement(permissions, "DecryptFindings", () => undefined),
    },
    {
        when: "the replication role may not encrypt copies",
        blames: ["replication: RolePolicy archive-replica"],
        edit: statement(permissions, "EncryptCopies", () => undefined),
    },
    {
        when: "the replica's key is disabled",
        blames: ["replication: Key archive-replica"],
        edit: set(["key", "archive-replica"], { isEnabled: false }),
    },
    {
        when: "the archive itself is locked",
        blames: ["bucket policy: BucketObjectLockConfiguration extra"],
        edit: (state) => {
            const bucket = state.deployment.resources.find(
                ({ type, urn }) => type === "aws:s3/bucket:Bucket" && urn.endsWith("::findings-archive"),
            );
            const rule = { defaultRetention: { mode: "GOVERNANCE", days: 1 } };
            const properties = { region: "eu-west-1", bucket: bucket?.outputs?.bucket, rule };
            const urn = `urn:pulumi:test::vigil::${lockType}::extra`;
            return add({ urn, type: lockType, custom: true, id: "extra", inputs: properties, outputs: properties })(
                state,
            );
        },
    },
];
