import type * as gd from "@aws-sdk/client-guardduty";
import type * as mc from "@aws-sdk/client-macie2";
import type { Severity } from "../../../../findings/severity";
import type { FakeFinding } from "./fake-findings";
import { home } from "./stack";

const scores: Readonly<Record<Severity, number>> = { LOW: 2, MEDIUM: 5, HIGH: 8, CRITICAL: 9.5 };
const macieScores: Readonly<Record<Severity, number>> = { LOW: 1, MEDIUM: 2, HIGH: 3, CRITICAL: 3 };

/** As GuardDuty's API tells of it. */
export function guardDutyFinding(finding: FakeFinding): gd.Finding {
    const { id, type, owner, severity, sample, createdAt, updatedAt, archived } = finding;
    return {
        Id: id,
        Type: type,
        AccountId: owner,
        Region: home,
        Arn: `arn:aws:guardduty:${home}:${owner}:detector/d1/finding/${id}`,
        Severity: scores[severity],
        Title: `A "sample" of ${type}`,
        Description: "Two\nlines",
        CreatedAt: new Date(createdAt).toISOString(),
        UpdatedAt: new Date(updatedAt).toISOString(),
        SchemaVersion: "2.0",
        Resource: { ResourceType: "Instance", InstanceDetails: { InstanceId: "i-99999999" } },
        Service: {
            EventFirstSeen: new Date(createdAt).toISOString(),
            EventLastSeen: new Date(updatedAt).toISOString(),
            Count: 2,
            Archived: archived,
            AdditionalInfo: { Value: JSON.stringify({ sample }), Type: "default" },
        },
    };
}

/** As Macie's API tells of it. */
export function macieFinding(finding: FakeFinding): mc.Finding {
    const { id, type, owner, severity, sample, createdAt, updatedAt, archived } = finding;
    const description = `${severity.charAt(0)}${severity.slice(1).toLowerCase()}` as mc.SeverityDescription;
    return {
        id,
        type: type as mc.FindingType,
        accountId: owner,
        region: home,
        severity: { score: macieScores[severity], description },
        title: `A sample of ${type}`,
        description: "Something in a bucket",
        createdAt: new Date(createdAt),
        updatedAt: new Date(updatedAt),
        count: 1,
        sample,
        archived,
        resourcesAffected: { s3Bucket: { name: "macie-sample-finding-bucket" } },
    };
}
