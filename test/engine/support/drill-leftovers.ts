import { GetFindingsCommand, ListFindingsCommand } from "@aws-sdk/client-guardduty";
import { ListSubscriptionsByTopicCommand } from "@aws-sdk/client-sns";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import type { Outputs } from "../../../tools/drill/outputs";
import { clientsIn } from "./drilling";

/** What a drill that cleaned up has not left: its queues, their subscriptions, and findings that are not archived. */
export async function tracesOfDrills({ homeRegion, alertTopicArn, detectorIds }: Outputs): Promise<string[]> {
    const { sqs, sns } = clientsIn(homeRegion);
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: "vigil-drill-" }));
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: alertTopicArn }));
    const ours = Subscriptions.filter(({ Endpoint = "" }) => Endpoint.includes("vigil-drill-"));
    const findings = await Promise.all(Object.entries(detectorIds).map(activeFindings));
    return [...QueueUrls, ...ours.map(({ Endpoint }) => `subscription of ${Endpoint!}`), ...findings.flat()];
}

async function activeFindings([region, DetectorId]: [string, string]): Promise<string[]> {
    const { guardDuty } = clientsIn(region);
    const { FindingIds = [] } = await guardDuty.send(new ListFindingsCommand({ DetectorId }));
    if (FindingIds.length === 0) return [];
    const { Findings = [] } = await guardDuty.send(
        new GetFindingsCommand({ DetectorId, FindingIds: FindingIds.slice(-50) }),
    );
    return Findings.filter(({ Service }) => Service?.Archived !== true).map(({ Type }) => `${Type!} in ${region}`);
}
