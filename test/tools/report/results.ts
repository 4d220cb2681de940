import type { Hop, Result, Step } from "../../../tools/proof/report";
import { serviceFacts, serviceKeys, type Service } from "../../../findings/services";
import { severitiesOf, type Severity } from "../../../findings/severity";

export const account = "123456789012";

const minimum: Readonly<Record<Service, readonly Severity[]>> = {
    guardDuty: ["HIGH", "CRITICAL"],
    macie: ["HIGH"],
    inspector: ["CRITICAL"],
};

/** All results of a Region; alarms only in the first, which is home. */
export function resultsOf(region: string, index: number): readonly Result[] {
    const findings = serviceKeys.flatMap((source) =>
        severitiesOf[source].map((severity) => finding(region, source, severity, minimum[source].includes(severity))),
    );
    const archived = serviceKeys.map((source) => ({
        ...finding(region, source, "HIGH", false),
        id: `${region}/${source}/archived`,
        subject: "archived finding",
    }));
    const coverage = health(region, "guardDuty", "lost coverage");
    const exports = (["guardDuty", "macie"] as const).map((source) => archive(region, source));
    const alarms = index === 0 ? [health(region, "alarm", "alarm")] : [];
    return [...findings, ...archived, coverage, ...alarms, ...exports];
}

function finding(region: string, source: Service, severity: Severity, mailed: boolean): Result {
    const rule = `aws:cloudwatch/eventRule:EventRule alerts-${source}-${severity.toLowerCase()}`;
    const base = {
        kind: "finding" as const,
        id: `${region}/${source}/${severity}`,
        region,
        source,
        severity,
        subject: `${severity} finding`,
    };
    if (mailed) {
        return {
            ...base,
            route: "alerts",
            expected: "arrives",
            outcome: "arrives",
            steps: [...relayed(region), ...alerted(rule)],
            arrived: mail(region, source, severity),
        };
    }
    const suppressed = step(
        "alert rule",
        rule,
        "The pattern of no alert rule matches: the severity is below the threshold.",
    );
    return {
        ...base,
        route: "alerts",
        expected: "suppressed",
        outcome: "suppressed",
        steps: [...relayed(region), { ...suppressed, passed: false }],
    };
}

function health(region: string, source: Result["source"], subject: string): Result {
    const rule = `aws:cloudwatch/eventRule:EventRule alerts-${subject.replace(" ", "-")}`;
    return {
        kind: source === "alarm" ? "alarm" : "coverageLost",
        id: `${region}/${source}/${subject.replace(" ", "-")}`,
        region,
        source,
        subject,
        route: "alerts",
        expected: "arrives",
        outcome: "arrives",
        steps: [...relayed(region), ...alerted(rule)],
        arrived: JSON.stringify({ alert: `${subject} in ${region}, account ${account}`, region }),
    };
}

function archive(region: string, source: Service): Result {
    const destination = `aws:guardduty/publishingDestination:PublishingDestination export-${region}`;
    return {
        kind: "export",
        id: `${region}/${source}/archive`,
        region,
        source,
        subject: "finding for the archive",
        route: "archive",
        expected: "arrives",
        outcome: "arrives",
        steps: [
            step("publishing destination", destination, "Publishes to the bucket of the archive, under its key."),
            step("findings key", "aws:kms/key:Key findings-archive", `Statement "Let ${source} encrypt" allows it.`),
            step(
                "bucket policy",
                "aws:s3/bucketPolicy:BucketPolicy findings-archive",
                "Statement allows s3:PutObject.",
            ),
        ],
        arrived: `AWSLogs/${account}/${serviceFacts[source].name}/${region}/2025/01/01/finding.jsonl.gz`,
    };
}

function relayed(region: string): readonly Step[] {
    return [
        step(
            "relay rule",
            `aws:cloudwatch/eventRule:EventRule relay-${region}`,
            "The pattern matches source and detail-type.",
        ),
        step(
            "relay role",
            "aws:iam/role:Role findings-bus-relay",
            "EventBridge may assume the role, which may put events.",
        ),
        step("findings bus", "aws:cloudwatch/eventBus:EventBus findings-bus", "The bus is of the same account."),
        step("event archive", "aws:cloudwatch/eventArchive:EventArchive findings-bus", "Keeps the event for 30 days."),
    ];
}

function alerted(rule: string): readonly Step[] {
    return [
        step("alert rule", rule, "The pattern matches the severity and the state."),
        step(
            "message",
            rule.replace("eventRule:EventRule", "eventTarget:EventTarget"),
            "The template gives one line of JSON.",
        ),
        step(
            "topic policy",
            "aws:sns/topicPolicy:TopicPolicy alert-topic",
            'Statement "EventsMayPublish" allows sns:Publish.',
        ),
        step(
            "alert key",
            "aws:kms/key:Key alert-topic",
            'Statement "EventsMayUseKey" allows kms:GenerateDataKey and kms:Decrypt.',
        ),
        {
            ...step(
                "subscription",
                "aws:sns/topicSubscription:TopicSubscription first",
                "A mailbox, without a filter.",
            ),
            receiver: "security@example.com",
        },
    ];
}

function step(hop: Hop, label: string, reason: string): Step {
    const [type = "", name = ""] = label.split(" ");
    return { hop, resource: { type, name }, passed: true, reason };
}

function mail(region: string, source: Service, severity: Severity): string {
    const content = {
        alert: `${severity} ${serviceFacts[source].name} finding in ${region}, account ${account}`,
        severity,
        score: 8.5,
        sample: "",
        type: "UnauthorizedAccess:EC2/TorClient",
        title: 'Someone said "hello" <script>alert(1)</script>',
        description: "Two lines\nof text & more, as attack sequences have them.",
        resource: { type: "Instance", instance: "i-0123456789abcdef0", user: "", sequence: ["", "", ""] },
        console: `https://${region}.console.aws.amazon.com/guardduty/home?region=${region}#/findings`,
    };
    return JSON.stringify(content, undefined, 1).replace(/\n */g, " ");
}
