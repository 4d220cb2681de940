import { randomUUID } from "node:crypto";
import { PublishBatchCommand } from "@aws-sdk/client-sns";
import { clientsIn } from "./clients";

/** An alert as the rules of Inspector make it; each of another finding. */
export function inspectorAlert(severity = "CRITICAL"): Readonly<Record<string, unknown>> {
    return {
        alert: `${severity} Inspector finding in eu-west-1, account 123456789012`,
        service: "Inspector",
        severity,
        score: 9.8,
        exploitAvailable: "YES",
        fixAvailable: "YES",
        type: "PACKAGE_VULNERABILITY",
        title: "CVE-2026-12345 - openssl",
        description: "A buffer overflow in the parsing of certificates.",
        account: "123456789012",
        region: "eu-west-1",
        resource: { type: "AWS_EC2_INSTANCE", id: `i-${randomUUID().replaceAll("-", "").slice(0, 17)}` },
        findingId: `arn:aws:inspector2:eu-west-1:123456789012:finding/${randomUUID().replaceAll("-", "")}`,
        time: "2026-03-14T02:17:45Z",
        console: "https://eu-west-1.console.aws.amazon.com/inspector/v2/home?region=eu-west-1#/findings/all",
    };
}

/** Publishes alerts as fast as SNS takes them: ten in a request, twenty requests at a time. */
export async function publishAlerts(topicArn: string, count: number): Promise<void> {
    const { sns } = clientsIn(topicArn.split(":")[3] ?? "");
    const requests = Array.from({ length: Math.ceil(count / 10) }, (_, request) => ({
        TopicArn: topicArn,
        PublishBatchRequestEntries: Array.from({ length: Math.min(10, count - request * 10) }, (_entry, entry) => ({
            Id: String(entry),
            Message: JSON.stringify(inspectorAlert()),
        })),
    }));
    const work = async () => {
        for (let request = requests.pop(); request !== undefined; request = requests.pop()) {
            const { Failed = [] } = await sns.send(new PublishBatchCommand(request));
            if (Failed.length > 0) throw new Error(`SNS refused alerts: ${JSON.stringify(Failed)}`);
        }
    };
    await Promise.all(Array.from({ length: 20 }, work));
}
