import { randomUUID } from "node:crypto";
import {
    DeleteRuleCommand,
    PutRuleCommand,
    PutTargetsCommand,
    RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { clientsIn } from "./clients";
import { type Received, TestQueue } from "./test-queue";

/** A rule of the test's own on the default bus of a Region: it keeps events as the services put them there. */
export class EventWitness {
    private constructor(
        private readonly region: string,
        private readonly rule: string,
        private readonly queue: TestQueue,
    ) {}

    static async in(region: string, sources: readonly string[]): Promise<EventWitness> {
        const { eventBridge } = clientsIn(region);
        const Name = `vigil-engine-test-${randomUUID()}`;
        const { RuleArn } = await eventBridge.send(
            new PutRuleCommand({ Name, EventPattern: JSON.stringify({ source: sources }) }),
        );
        const queue = await TestQueue.for("events", region, RuleArn!);
        await eventBridge.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: "queue", Arn: queue.arn }] }));
        return new EventWitness(region, Name, queue);
    }

    /** Everything that it has seen so far. */
    events(): Promise<readonly Received[]> {
        return this.queue.received();
    }

    async remove(): Promise<void> {
        if (!(await this.queue.remove())) return;
        const { eventBridge } = clientsIn(this.region);
        await eventBridge.send(new RemoveTargetsCommand({ Rule: this.rule, Ids: ["queue"] }));
        await eventBridge.send(new DeleteRuleCommand({ Name: this.rule }));
    }
}
