import { count } from "../cli/lists";
import type { DrillOrder } from "./drill-account";
import { samplersOf } from "./drill-account";
import { cleanLeftovers, findLeftovers } from "./leftovers";

export interface CleanOrder extends Pick<DrillOrder, "stack" | "outputs" | "expectations" | "clientsIn" | "agree"> {
    readonly say: (text: string) => void;
}

/** Removes what drills of a stack left that were cut short, and gives the exit code. */
export async function cleanAccount(order: CleanOrder): Promise<number> {
    const { stack, outputs, clientsIn, agree, say } = order;
    const leftovers = await findLeftovers(clientsIn, outputs, stack);
    const { queues, subscriptions } = leftovers;
    if (queues.length + subscriptions.length === 0) {
        say("No drill has left anything.\n");
        return 0;
    }
    await agree(
        `Drills of the stack "${stack}" left ${count(queues.length, "queue")} and ${count(subscriptions.length, "subscription")}, ` +
            "and perhaps samples. All go, those of a drill that runs right now as well.",
    );
    const { done, problems } = await cleanLeftovers({
        home: clientsIn(outputs.homeRegion),
        samplers: samplersOf(order),
        leftovers,
    });
    say(`Cleaned up: ${done}.\n`);
    if (problems.length === 0) return 0;
    say(`${["Not everything could be cleaned up:", ...problems].join("\n  - ")}\n`);
    return 1;
}
