import { isJsonObject, type JsonObject } from "../../evaluators/json";
import { isOptIn } from "../../../settings/regions";
import type { Trace } from "../../proof/prove";
import { type Step, labelOf } from "../../proof/report";
import { ask } from "../access";
import type { Bucket, FindingsExport, Key, RunningService, StackModel } from "../model/stack-model";
import { type Caller, callers, encryptionHeaders, macieSources } from "../callers";
import { allPassed, failed, passed, walk } from "../steps";
import { askKey, disabled } from "./key";

const hop = "publishing destination";

type Exporter = RunningService & { readonly service: "guardDuty" | "macie" };

interface Archive {
    readonly destination: FindingsExport;
    readonly bucket: Bucket;
    readonly key: Key;
    readonly object: string;
}

/**
 * Writes what a service found in a Region to the bucket.
 *
 * AWS: GuardDuty user guide, "Exporting generated GuardDuty findings to Amazon S3 buckets"; Macie user guide, "Storing
 * and retaining sensitive data discovery results".
 */
export function exportToBucket(stack: StackModel, source: string, region: string, event: JsonObject): Trace {
    const exporter = stack.services.filter(isExporter).find((one) => one.service === source && one.region === region);
    if (exporter === undefined)
        return { steps: [failed(hop, { type: "service", name: source }, `Nothing exports from ${region}.`)] };
    if (isArchived(event))
        return { steps: [failed(hop, exporter.resource, "GuardDuty exports active findings, not archived ones.")] };
    const archive = archiveOf(stack, exporter);
    if ("hop" in archive) return { steps: [archive] };
    const steps = walk(
        () =>
            passed(hop, archive.destination.resource, `It exports to ${archive.bucket.arn} under ${archive.key.arn}.`),
        ...callersOf(stack, exporter).flatMap((caller) => [
            () => encryption(stack, archive, exporter.service, caller),
            () => writing(stack, archive, caller),
        ]),
    );
    return { steps, ...(allPassed(steps) ? { arrived: archive.object } : {}) };
}

function isExporter(service: RunningService): service is Exporter {
    return service.service !== "inspector";
}

function isArchived({ detail }: JsonObject): boolean {
    return isJsonObject(detail) && isJsonObject(detail.service) && detail.service.archived === true;
}

/** Macie comes twice: to try the export out, and to write. */
function callersOf(stack: StackModel, { service, region, id }: Exporter): Caller[] {
    return service === "guardDuty"
        ? [callers.guardDutyExport(stack, region, id)]
        : macieSources.map((source) => callers.macieExport(stack, region, source));
}

/** Destination, bucket and key; or why they do not fit together. */
function archiveOf(stack: StackModel, { service, region, id, resource }: Exporter): Archive | Step {
    const destination = stack.exports.find(
        (one) => one.service === service && one.region === region && (service === "macie" || one.detectorId === id),
    );
    if (destination === undefined) return failed(hop, resource, `Nothing exports its findings from ${region}.`);
    const { bucketArn, keyArn, prefix } = destination;
    const bucket = stack.buckets.find(({ arn }) => arn === bucketArn);
    const key = stack.keys.find(({ arn }) => arn === keyArn);
    const refuse = (reason: string) => failed(hop, destination.resource, reason);
    if (bucket === undefined) return refuse(`The bucket ${bucketArn} is not in the stack.`);
    if (key === undefined) return refuse(`The key ${keyArn ?? "(none)"} is not in the stack.`);
    if (key.region !== bucket.region)
        return refuse(`The key is in ${key.region}, but the bucket in ${bucket.region}; both must be in one Region.`);
    if (isOptIn(bucket.region) && bucket.region !== region)
        return refuse(`The bucket is in the opt-in Region ${bucket.region}, into which no other Region may export.`);
    if (service === "guardDuty" && prefix !== undefined)
        return refuse(`It has the prefix ${prefix}, without whose marker object the export cannot be set up.`);
    return { destination, bucket, key, object: objectKey(stack.account, service, region, prefix) };
}

/** The layout that both user guides describe; the IDs are samples. */
function objectKey(account: string, service: Exporter["service"], region: string, prefix?: string): string {
    const folders = {
        guardDuty: `AWSLogs/${account}/GuardDuty/${region}/2026/03/14`,
        macie: `AWSLogs/${account}/Macie/${region}/3ce05dbb7ec5505def334104bf297fa1`,
    };
    const folder = prefix === undefined ? folders[service] : `${prefix.replace(/\/$/, "")}/${folders[service]}`;
    return `${folder}/5eed0000-0000-4000-8000-000000000001.jsonl.gz`;
}

function encryption(stack: StackModel, { key }: Archive, service: Exporter["service"], caller: Caller): Step[] {
    const actions = service === "macie" ? ["kms:GenerateDataKey", "kms:Encrypt"] : ["kms:GenerateDataKey"];
    return walk(
        () => disabled("findings key", key),
        ...actions.map((action) => () => askKey(stack, { hop: "findings key", key, caller, action })),
    );
}

function writing(stack: StackModel, { bucket, key, object }: Archive, { principal, context }: Caller): Step[] {
    const gate = {
        hop: "bucket policy",
        document: `bucket policy of ${labelOf(bucket.resource)}`,
        resource: bucket.resource,
        policy: bucket.policy,
    } as const;
    const withHeaders = { ...context, ...encryptionHeaders(key.arn) };
    return walk(
        () =>
            ask(
                { ...gate, request: { principal, action: "s3:GetBucketLocation", resource: bucket.arn, context } },
                stack,
            ),
        () =>
            ask(
                {
                    ...gate,
                    request: {
                        principal,
                        action: "s3:PutObject",
                        resource: `${bucket.arn}/${object}`,
                        context: withHeaders,
                    },
                },
                stack,
            ),
    );
}
