import { type JsonMap, textsOf } from "./json";
import { oneLine } from "./plain-text";

/** A line of a mail: a label of ours and a value, cleaned; no line if that is empty. */
export type Fact = readonly [label: string, value: string];

/** Values of one list that a mail shows. */
const listed = 10;

/** The fields of alerts that say what is affected (`findings/messages.ts`), in the order of a mail. */
const resourceLabels: Readonly<Record<string, string>> = {
    instance: "Instance",
    bucket: "Bucket",
    object: "Object",
    user: "User",
    accessKey: "Access key",
    eksCluster: "EKS cluster",
    workload: "Workload",
    ecsCluster: "ECS cluster",
    container: "Container",
    function: "Function",
    database: "Database",
    shardGroup: "Shard group",
    volume: "Volume",
    snapshot: "Snapshot",
    image: "Image",
    recoveryPoint: "Recovery point",
    sequence: "Resource",
    id: "Resource",
    resources: "Resource",
    type: "Resource type",
    resourceType: "Resource type",
};

/** What is known of a finding or a loss besides its texts. */
const remarkLabels: Readonly<Record<string, string>> = {
    score: "Score",
    exploitAvailable: "Exploit known",
    fixAvailable: "Fix available",
    scanType: "Scan type",
    reason: "Reason",
    issue: "Issue",
    fargateIssues: "Issue",
    findingId: "Finding ID",
};

function facts(labels: Readonly<Record<string, string>>, from: JsonMap): Fact[] {
    return Object.entries(labels).flatMap(([name, label]) => {
        const values = textsOf(from[name]).map((value) => oneLine(value, 300));
        const shown = values.filter((value) => value !== "").slice(0, listed);
        const more = values.length > listed ? [`and ${values.length - listed} more`] : [];
        return [...shown, ...more].map((value): Fact => [label, value]);
    });
}

export const resourceFacts = (resource: JsonMap) => facts(resourceLabels, resource);
export const remarkFacts = (alert: JsonMap) => facts(remarkLabels, alert);
