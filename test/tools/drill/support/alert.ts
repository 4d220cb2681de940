import type { FakeFinding } from "./fake-findings";
import { guardDutyFinding, macieFinding } from "./finding-forms";
import { home } from "./stack";

/** The alert about a finding, written from what its service tells and not from the message templates. */
export function alertOf(finding: FakeFinding): string {
    const { id, type, service, owner: account, severity, createdAt, updatedAt } = finding;
    const region = `https://${home}.console.aws.amazon.com`;
    const common = { type, account, region: home, findingId: id, time: "2026-06-01T12:00:00Z", severity, sample: true };
    if (service === "macie") {
        const { title, description, severity: words } = macieFinding(finding);
        // The event is without the milliseconds of the API.
        const [firstSeen, lastSeen] = [createdAt, updatedAt].map((time) =>
            new Date(time).toISOString().replace(/\.000Z$/, "Z"),
        );
        return JSON.stringify({
            ...common,
            service: "Macie",
            firstSeen,
            lastSeen,
            count: 1,
            alert: `${severity} Macie finding in ${home}, account ${account}`,
            score: words?.score,
            title,
            description,
            resource: { bucket: "macie-sample-finding-bucket", object: "sample.csv" },
            console: `${region}/macie/home?region=${home}#findings`,
        });
    }
    const { Title: title, Description: description, Severity: score } = guardDutyFinding(finding);
    const none = ["user", "accessKey", "bucket", "eksCluster", "workload", "ecsCluster", "container", "function"];
    const more = ["database", "shardGroup", "volume", "snapshot", "image", "recoveryPoint"];
    return JSON.stringify({
        ...common,
        service: "GuardDuty",
        firstSeen: new Date(createdAt).toISOString(),
        lastSeen: new Date(updatedAt).toISOString(),
        count: 2,
        alert: `${severity} GuardDuty finding in ${home}, account ${account}`,
        score,
        title,
        description,
        resource: {
            type: "Instance",
            instance: "i-99999999",
            ...Object.fromEntries([...none, ...more].map((name) => [name, ""])),
            sequence: ["", "", ""],
        },
        console: `${region}/guardduty/home?region=${home}#/findings?macros=current&fId=${id}`,
    });
}
