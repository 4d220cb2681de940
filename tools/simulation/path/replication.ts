import type { Expectations } from "../../proof/expectations";
import type { Trace } from "../../proof/prove";
import type { Step } from "../../proof/report";
import { ask } from "../access";
import { callers } from "../callers";
import type { Bucket, Key, StackModel } from "../model/stack-model";
import { allPassed, failed, inBrief, passed, walk } from "../steps";
import { archiveBucket, encryptionContext } from "./archive";
import { useKey } from "./encrypted";
import { roleSteps } from "./role";

const hop = "replication";

/**
 * Whether S3 copies an object of the archive to the replica.
 *
 * AWS: S3 user guide, "Setting up permissions for live replication", "Replicating encrypted objects" and "Object Lock
 * considerations".
 */
export function replicate(stack: StackModel, object: string, asked: Expectations["replica"]): Trace {
    const archive = archiveBucket(stack);
    const replication = archive?.replication;
    if (archive === undefined || replication === undefined || asked === undefined) {
        const of = archive?.resource ?? { type: "bucket", name: "of the archive" };
        return { steps: [failed(hop, of, "Nothing copies what is written to the archive.")] };
    }
    const { resource, roleArn, bucketArn, keyArn } = replication;
    const replica = stack.buckets.find(({ arn }) => arn === bucketArn);
    const [source, own] = [archive.keyName, keyArn].map((name) =>
        stack.keys.find((key) => name !== undefined && key.names.includes(name)),
    );
    if (replica === undefined || source === undefined || own === undefined) {
        const missing = replica === undefined ? bucketArn : own === undefined ? keyArn : (archive.keyName ?? "its key");
        return { steps: [failed(hop, resource, `The stack does not have ${missing}.`)] };
    }
    const from = { bucket: archive, key: source, context: encryptionContext(archive, object) };
    const to = { bucket: replica, key: own, context: encryptionContext(replica, object) };
    const wanted = wantedOf(from, to, object, asked.objectLock !== undefined);
    const use = {
        hop,
        user: resource,
        roleArn,
        session: "s3-replication",
        trusted: callers.replicationToRole(),
    } as const;
    const steps = walk(
        () => settingSteps(archive, replica, own, object, asked),
        () =>
            roleSteps(stack, { ...use, wanted }, ({ caller, identityPolicies }) => {
                const by = (context = {}) => ({
                    identityPolicies,
                    caller: { ...caller, context: { ...caller.context, ...context } },
                });
                const put = { action: "s3:ReplicateObject", target: `${replica.arn}/${object}` };
                const document = "bucket policy";
                return walk(
                    () => useKey(stack, { hop, key: source, actions: onSource, ...by(from.context) }),
                    () => useKey(stack, { hop, key: own, actions: onOwn, ...by(to.context) }),
                    () => (replica.policy ? ask(stack, { hop, document, of: replica, ...put, ...by() }) : []),
                );
            }),
    );
    return { steps: inBrief(steps), ...(allPassed(steps) ? { arrived: `s3://${replica.name}/${object}` } : {}) };
}

const onSource = ["kms:Decrypt"] as const;
const onOwn = ["kms:Encrypt", "kms:GenerateDataKey"] as const;

interface Place {
    readonly bucket: Bucket;
    readonly key: Key;
    readonly context: ReturnType<typeof encryptionContext>;
}

function wantedOf(from: Place, to: Place, object: string, isLocked: boolean) {
    const versions = ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"];
    const locks = isLocked ? ["s3:GetObjectRetention", "s3:GetObjectLegalHold"] : [];
    const on = (target: string, actions: readonly string[], context = {}) =>
        actions.map((action) => ({ action, target, context }));
    return [
        ...on(`${to.bucket.arn}/${object}`, ["s3:ReplicateObject", "s3:ReplicateTags"]),
        ...on(from.bucket.arn, ["s3:GetReplicationConfiguration", "s3:ListBucket"]),
        ...on(`${from.bucket.arn}/${object}`, [...versions, ...locks]),
        ...on(from.key.arn, onSource, from.context),
        ...on(to.key.arn, onOwn, to.context),
    ];
}

/** Whether the configuration is about the object, and the replica as the settings want it. */
function settingSteps(
    archive: Bucket,
    replica: Bucket,
    key: Key,
    object: string,
    { region, objectLock }: NonNullable<Expectations["replica"]>,
): Step {
    const { resource, enabled, prefix, copiesEncrypted } = archive.replication ?? { resource: archive.resource };
    const { retention } = replica;
    const lock = objectLock && `${objectLock.mode} for ${objectLock.days} days`;
    const locked = retention && `${retention.mode} for ${retention.days} days`;
    const problems = [
        [!enabled, resource, "It is disabled."],
        [!object.startsWith(prefix ?? ""), resource, `It copies ${prefix ?? ""} only.`],
        [!copiesEncrypted, resource, "It copies nothing that is under a key of KMS, as everything in the archive is."],
        [!archive.isVersioned, archive.resource, "The archive keeps no versions, of which S3 makes copies."],
        [!replica.isVersioned, replica.resource, "The replica keeps no versions, so S3 copies nothing to it."],
        [replica.region !== region, replica.resource, `The replica is in ${replica.region}, not in ${region}.`],
        [key.region !== replica.region, key.resource, `The key is in ${key.region}, the replica in ${replica.region}.`],
        [
            lock !== locked,
            retention?.resource ?? replica.resource,
            `It locks ${locked ?? "nothing"}, not ${lock ?? "so"}.`,
        ],
    ] as const;
    const found = problems.find(([applies]) => applies);
    return found === undefined
        ? passed(hop, resource, `It copies everything to ${replica.arn} under ${key.arn}.`)
        : failed(hop, found[1], found[2]);
}
