import { InvokeCommand } from "@aws-sdk/client-lambda";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { clientsIn } from "./clients";

/** A schedule as a state has it. */
export interface Schedule {
    readonly region: string;
    readonly target: {
        readonly arn: string;
        readonly input: string;
        readonly eventbridgeParameters?: { readonly source: string; readonly detailType: string };
    };
}

/** All schedules of a state, as `pulumi stack export` prints it. */
export function schedulesIn(state: string): Schedule[] {
    const { deployment } = JSON.parse(state) as { deployment: { resources: { type: string; inputs: Schedule }[] } };
    return deployment.resources
        .filter(({ type }) => type === "aws:scheduler/schedule:Schedule")
        .map(({ inputs }) => inputs);
}

/** Does by hand what EventBridge Scheduler does when the time has come, as emulators run no schedules. */
export async function run({ region, target }: Schedule): Promise<void> {
    const { arn, input, eventbridgeParameters: event } = target;
    const { eventBridge, lambda } = clientsIn(region);
    if (event === undefined) {
        const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName: arn, Payload: input }));
        if (FunctionError !== undefined) throw new Error(`${arn} failed: ${Payload?.transformToString()}`);
        return;
    }
    const entry = { EventBusName: arn, Source: event.source, DetailType: event.detailType, Detail: input };
    const { Entries = [], FailedEntryCount } = await eventBridge.send(new PutEventsCommand({ Entries: [entry] }));
    if (FailedEntryCount !== 0) throw new Error(`${arn} did not take the event: ${JSON.stringify(Entries)}`);
}
