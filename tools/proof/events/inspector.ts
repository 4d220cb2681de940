import type { JsonObject } from "../../evaluators/json";
import { serviceFacts } from "../../../findings/services";
import type { Severity } from "../../../findings/severity";
import { eventOf, type Origin, sampleId } from "./event";

/** Inspector's words; the last two are no band and never mailed. */
export type InspectorSeverity = Severity | "INFORMATIONAL" | "UNTRIAGED";

const scores: Partial<Record<InspectorSeverity, number>> = { LOW: 2.1, MEDIUM: 5.5, HIGH: 7.8, CRITICAL: 9.8 };

/**
 * A finding as Inspector sends it to EventBridge.
 *
 * AWS: Inspector user guide, "Amazon EventBridge schema for Amazon Inspector events", whose package finding has line
 * feeds and double quotes in its description.
 */
export function inspectorFinding(
    origin: Origin,
    severity: InspectorSeverity,
    status: "ACTIVE" | "CLOSED" | "SUPPRESSED" = "ACTIVE",
): JsonObject {
    const { account, partition, region } = origin;
    const id = sampleId(`inspector ${region} ${severity} ${status}`);
    const instance = "i-0f1e2d3c4b5a69788";
    const updatedAt = "Sat Mar 14 02:16:30.202 UTC 2026";
    const score = scores[severity];
    return eventOf(origin, {
        source: serviceFacts.inspector.source,
        detailType: serviceFacts.inspector.detailType,
        resources: [instance],
        detail: {
            awsAccountId: account,
            description: 'Tinytls trusts every certificate:\n\t"no one" is who it asks.',
            findingArn: `arn:${partition}:inspector2:${region}:${account}:finding/${id}`,
            firstObservedAt: updatedAt,
            lastObservedAt: updatedAt,
            updatedAt,
            remediation: { recommendation: { text: "None Provided" } },
            resources: [{ id: instance, partition, region, type: "AWS_EC2_INSTANCE", tags: {} }],
            severity,
            status,
            title: "CVE-2026-40002 - tinytls",
            type: "PACKAGE_VULNERABILITY",
            ...(score === undefined ? {} : { inspectorScore: score }),
            exploitAvailable: "NO",
            fixAvailable: "YES",
        },
    });
}

/**
 * Inspector stops scanning an instance, or begins again.
 *
 * AWS: the same page, "Amazon EventBridge schema for Amazon Inspector coverage events".
 */
export function inspectorCoverage(origin: Origin, status: "ACTIVE" | "INACTIVE"): JsonObject {
    return eventOf(origin, {
        source: serviceFacts.inspector.source,
        detailType: "Inspector2 Coverage",
        resources: ["i-0f1e2d3c4b5a69788"],
        detail: {
            scanStatus: { reason: status === "ACTIVE" ? "SUCCESSFUL" : "STALE_INVENTORY", statusCodeValue: status },
            scanType: "PACKAGE",
            eventTimestamp: "2026-03-14T02:17:40.000001Z",
            version: "1.0",
        },
    });
}
