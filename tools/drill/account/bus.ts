import { DescribeArchiveCommand, DescribeEventBusCommand, ListArchivesCommand } from "@aws-sdk/client-eventbridge";
import { readPattern } from "../../simulation/model/read-events";
import type { EventArchive, EventBus } from "../../simulation/model/stack-model";
import type { Clients } from "../../aws/clients";
import { allPages } from "../../aws/pages";
import { permitted } from "../../aws/permission";
import { policyIn, unlessMissing } from "../../aws/policy-text";

/** The findings bus; none when somebody deleted it. */
export async function readBus({ eventBridge, region }: Clients, busArn: string): Promise<EventBus[]> {
    const name = busArn.split("/").at(-1) ?? "";
    const bus = await unlessMissing(
        permitted("events:DescribeEventBus", () => eventBridge.send(new DescribeEventBusCommand({ Name: name }))),
    );
    if (bus === undefined) return [];
    return [
        {
            resource: { type: "event bus", name },
            region,
            name,
            arn: bus.Arn ?? busArn,
            policy: policyIn(bus.Policy, { type: "bus policy", name }),
        },
    ];
}

/** What keeps the events of the bus for replay. */
export async function readEventArchives({ eventBridge, region }: Clients, busArn: string): Promise<EventArchive[]> {
    const listed = await allPages(async (NextToken) => {
        const { Archives, NextToken: next } = await permitted("events:ListArchives", () =>
            eventBridge.send(new ListArchivesCommand({ EventSourceArn: busArn, NextToken })),
        );
        return { items: Archives, next };
    });
    return Promise.all(
        listed.map(async ({ ArchiveName: name = "" }) => {
            const { EventPattern } = await permitted("events:DescribeArchive", () =>
                eventBridge.send(new DescribeArchiveCommand({ ArchiveName: name })),
            );
            const pattern = EventPattern === undefined || EventPattern === "" ? undefined : readPattern(EventPattern);
            return { resource: { type: "event archive", name }, region, name, busArn, pattern };
        }),
    );
}
