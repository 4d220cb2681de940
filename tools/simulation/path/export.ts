import { type ExportingService, isExporting } from "../../../findings/services";
import { isOptIn } from "../../../settings/regions";
import { isJsonObject, type JsonObject } from "../../evaluators/json";
import type { Trace } from "../../proof/prove";
import { type Step } from "../../proof/report";
import { type Caller, callers, macieSources, type Owner } from "../callers";
import type { FindingsExport, Key, RunningService, StackModel } from "../model/stack-model";
import { allPassed, failed, passed, walk } from "../steps";
import { type Writing, writeSteps } from "./archive";

const hop = "publishing destination";
const onBucket = ["s3:GetBucketLocation"] as const;

type Exporter = RunningService & { readonly service: ExportingService };

interface Archive extends Writing {
    readonly destination: FindingsExport;
    readonly key: Key;
}

/** What differs between the services that export. */
interface ExportFacts {
    /** Everyone who calls for one export. */
    readonly callers: (owner: Owner, exporter: Exporter) => readonly Caller[];
    readonly keyActions: readonly string[];
    /** The folder of an object, as the user guide describes it; the IDs are samples. */
    readonly folder: (account: string, region: string) => string;
}

const exportFacts = {
    guardDuty: {
        callers: (owner, { region, id }) => [callers.guardDutyExport(owner, region, id)],
        keyActions: ["kms:GenerateDataKey"],
        folder: (account, region) => `AWSLogs/${account}/GuardDuty/${region}/2026/03/14`,
    },
    macie: {
        callers: (owner, { region }) => macieSources.map((source) => callers.macieExport(owner, region, source)),
        keyActions: ["kms:GenerateDataKey", "kms:Encrypt"],
        folder: (account, region) => `AWSLogs/${account}/Macie/${region}/3ce05dbb7ec5505def334104bf297fa1`,
    },
} as const satisfies Record<ExportingService, ExportFacts>;

/**
 * Exports a finding of a service in a Region to the bucket.
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
    const facts: ExportFacts = exportFacts[exporter.service];
    const steps = walk(
        () =>
            passed(hop, archive.destination.resource, `It exports to ${archive.bucket.arn} under ${archive.key.arn}.`),
        ...facts
            .callers(stack, exporter)
            .map((caller) => () => writeSteps(stack, archive, { caller, onBucket, onKey: facts.keyActions })),
    );
    return { steps, ...(allPassed(steps) ? { arrived: archive.object } : {}) };
}

function isExporter(running: RunningService): running is Exporter {
    return isExporting(running.service);
}

function isArchived({ detail }: JsonObject): boolean {
    return isJsonObject(detail) && isJsonObject(detail.service) && detail.service.archived === true;
}

/** Destination, bucket and key; or why they do not fit together. */
function archiveOf(stack: StackModel, { service, region, id, resource }: Exporter): Archive | Step {
    const destination = stack.exports.find((one) => one.service === service && one.region === region);
    if (destination === undefined) return failed(hop, resource, `Nothing exports its findings from ${region}.`);
    const { bucketArn, keyArn, prefix, detectorId } = destination;
    const bucket = stack.buckets.find(({ arn }) => arn === bucketArn);
    const key = stack.keys.find(({ arn }) => arn === keyArn);
    const refuse = (reason: string) => failed(hop, destination.resource, reason);
    if (service === "guardDuty" && detectorId !== id)
        return refuse(`It is of the detector ${detectorId ?? "(none)"}, but ${region} has ${id}.`);
    if (bucket === undefined) return refuse(`The bucket ${bucketArn} is not in the stack.`);
    if (key === undefined) return refuse(`The key ${keyArn ?? "(none)"} is not in the stack.`);
    if (key.region !== bucket.region) {
        return refuse(
            `The key is in ${key.region}, but the bucket is in ${bucket.region}; both must be in one Region.`,
        );
    }
    if (isOptIn(bucket.region) && bucket.region !== region)
        return refuse(`The bucket is in the opt-in Region ${bucket.region}, to which no other Region can export.`);
    if (service === "guardDuty" && prefix !== undefined)
        return refuse(`It has the prefix ${prefix}, and the export cannot be set up without a marker object for it.`);
    return { destination, bucket, key, namesKey: true, object: objectKey(stack.account, service, region, prefix) };
}

function objectKey(account: string, service: ExportingService, region: string, prefix?: string): string {
    const folder = exportFacts[service].folder(account, region);
    const object = `${folder}/5eed0000-0000-4000-8000-000000000001.jsonl.gz`;
    return prefix === undefined ? object : `${prefix.replace(/\/$/, "")}/${object}`;
}
