import { GetFindingsCommand, ListFindingsCommand } from "@aws-sdk/client-guardduty";
import { ListSubscriptionsByTopicCommand } from "@aws-sdk/client-sns";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { topicsOf } from "../../../tools/drill/topics";
import type { Outputs } from "../../../tools/recording/outputs";
import { clientsIn } from "./drilling";

/** What a drill that cleaned up has not left: its queues, their subscriptions, and findings that are not archived. */
export async function tracesOfDrills({ homeRegion, detectorIds, ...outputs }: Outputs): Promise<string[]> {
    const { sqs, sns } = clientsIn(homeRegion);
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: "vigil-drill-" }));
    const listed = await Promise.all(
        topicsOf(outputs).map((TopicArn) => sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))),
    );
    const subscriptions = listed.flatMap(({ Subscriptions = [] }) => Subscriptions);
    const ours = subscriptions.filter(({ Endpoint = "" }) => Endpoint.includes("vigil-drill-"));
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
