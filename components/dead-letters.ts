import type { AlertRules } from "./alert-rules";
import type { AlertTopic } from "./alert-topic";
import type { DeadLetterQueue } from "./dead-letter-queue";
import type { EventsTopic } from "./events-topic";
import type { FindingsBus } from "./findings-bus";
import type { FindingsStream } from "./findings-stream";
import type { Notifier } from "./notifier";
import type { RegionalRelay } from "./regional-relay";

/** What findings pass on their way to people and machines. */
export interface Way {
    /** The home Region. */
    readonly region: string;
    readonly bus: FindingsBus;
    readonly topic: AlertTopic;
    readonly rules: AlertRules;
    /** @default - the mailboxes are on the alert topic */
    readonly notifier?: Notifier | undefined;
    /** @default - no machine gets events */
    readonly events?: EventsTopic | undefined;
    readonly stream: FindingsStream;
    /** Of all Regions. */
    readonly relays: readonly RegionalRelay[];
}

/** All dead-letter queues of a way, those of relays by their Regions. */
export function deadLettersOf({ region, topic, rules, notifier, events, stream, relays }: Way) {
    const atHome: readonly [label: string, queue: DeadLetterQueue | undefined][] = [
        ["alerts", rules.deadLetterQueue],
        ["endpoints", topic.deadLetterQueue],
        ["notifier", notifier?.deadLetterQueue],
        ["events", events?.deadLetterQueue],
        ["stream", stream.deadLetterQueue],
    ];
    return [
        ...atHome.flatMap(([label, queue]) => (queue ? [{ label, region, queue }] : [])),
        ...relays.map((relay) => ({ label: relay.region, region: relay.region, queue: relay.deadLetterQueue })),
    ];
}
