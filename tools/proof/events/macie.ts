import type { JsonObject } from "../../evaluators/json";
import { sampleFindingTypes } from "../../../findings/samples";
import { serviceFacts } from "../../../findings/services";
import type { Severity } from "../../../findings/severity";
import { eventOf, type Origin, sampleId } from "./event";

/** Macie's own words and scores. AWS: Macie user guide, "Severity scoring for Macie findings". */
const severity: Readonly<Partial<Record<Severity, JsonObject>>> = {
    LOW: { score: 1, description: "Low" },
    MEDIUM: { score: 2, description: "Medium" },
    HIGH: { score: 3, description: "High" },
};

/**
 * A sample finding as Macie sends it to EventBridge.
 *
 * AWS: Macie user guide, "EventBridge event schema for Macie findings" (the full examples, not the skeleton) and
 * "Working with sample findings".
 */
export function macieFinding(origin: Origin, band: Severity, archived = false): JsonObject {
    const { account, partition, region } = origin;
    const type = sampleFindingTypes.macie.find((sample) => sample.severity === band)?.type ?? "";
    const bucket = "macie-sample-finding-bucket";
    const key = 'keys/"old"\\deploy.pem';
    return eventOf(origin, {
        source: serviceFacts.macie.source,
        detailType: serviceFacts.macie.detailType,
        detail: {
            schemaVersion: "1.0",
            id: sampleId(`macie ${region} ${type} ${String(archived)}`),
            accountId: account,
            partition,
            region,
            type,
            title: "Sensitive or exposed data in a bucket",
            description: `Macie found something in the object ${key} or its bucket.`,
            severity: severity[band] ?? {},
            createdAt: "2026-03-14T02:11:07Z",
            updatedAt: "2026-03-14T02:16:30Z",
            count: 1,
            resourcesAffected: {
                s3Bucket: { arn: `arn:${partition}:s3:::${bucket}`, name: bucket },
                s3Object: { bucketArn: `arn:${partition}:s3:::${bucket}`, key, path: `${bucket}/${key}` },
            },
            category: type.startsWith("Policy:") ? "POLICY" : "CLASSIFICATION",
            classificationDetails: null,
            policyDetails: null,
            sample: true,
            archived,
        },
    });
}
