import type { Settings as MailSettings } from "../../../notifier/settings";
import { knownZone } from "../../../notifier/times";
import { mailRoutes } from "../../../settings/mail-routes";
import type { JsonObject } from "../../evaluators/json";
import type { Trace } from "../../proof/prove";
import type { Mail } from "../../proof/report";
import type { Gates } from "../gates";
import type { StackModel, Topic } from "../model/stack-model";
import { allPassed, failed } from "../steps";
import { deliver, withDuplicates } from "./mailboxes";
import { burstOf, composed } from "./mails";
import { type Notifier, subscribed } from "./notifier";
import { takesAlerts } from "./topic";

type Send = (topic: Topic, text: string, event: JsonObject) => Trace;

export interface ReceiversFacts {
    readonly notifier: Notifier | undefined;
    readonly gates: Gates;
    /** Mailboxes that must get every message. */
    readonly emails: readonly string[];
    /** What mails say of the settings, if a notifier has to write them. */
    readonly settings: MailSettings | undefined;
}

const standard: MailSettings = {
    accountNames: {},
    mute: [],
    routes: mailRoutes({ minimumSeverity: { guardDuty: "LOW", macie: "LOW", inspector: "LOW" }, routes: [] }),
    timeZone: "UTC",
};

/** A mail as mail programs show it. */
function mailAs({ displayName }: Topic, { subject, text }: Mail): Mail {
    return { subject, text, ...(displayName === undefined ? {} : { from: displayName }) };
}

/** Everybody who gets what is published to a topic: those who subscribe to it, and the mailboxes behind the notifier. */
export function receiversOf(stack: StackModel, { notifier, gates, emails, settings }: ReceiversFacts) {
    const mailSettings = (found: Notifier) => {
        return { ...(settings ?? standard), timeZone: knownZone(found.lambda.environment.TIME_ZONE) };
    };

    const one: Send = (topic, text, event) => {
        if (!takesAlerts(stack, topic)) return deliver(topic, text, emails);
        if (notifier === undefined && settings !== undefined) {
            const reason = "The settings ask for a notifier, but no function of the stack is told of a mail topic.";
            return { steps: [failed("notifier", topic.resource, reason)] };
        }
        if (notifier === undefined) return deliver(topic, text, emails);
        const others = topic.subscriptions.filter(({ resource }) => resource !== notifier.subscription?.resource);
        const direct = others.length === 0 ? { steps: [] } : deliver({ ...topic, subscriptions: others }, text, []);
        const mailed = byNotifier(notifier, topic, text, event);
        return { ...direct, ...mailed, steps: withDuplicates([...direct.steps, ...mailed.steps]) };
    };

    function byNotifier(found: Notifier, topic: Topic, text: string, event: JsonObject): Trace {
        const { mailTopic, queue, subscription } = found;
        const received = subscribed(topic, found, text);
        if (!allPassed(received)) return { steps: received };
        const gate = gates.toNotifier(topic);
        const steps = [...received, ...gate];
        const isKept = subscription?.deadLetterArn !== undefined && queue?.deadLetterArn !== undefined;
        if (mailTopic === undefined || !allPassed(gate)) return { steps, deadLetter: isKept ? "kept" : "lost" };
        const { step, mail } = composed(found, mailSettings(found), text, event);
        const delivered = mail === undefined ? { steps: [] } : deliver(mailTopic, mail.text, emails);
        return {
            ...delivered,
            steps: [...steps, step, ...delivered.steps],
            ...(delivered.arrived === undefined ? {} : { arrived: text }),
            ...(mail && { mail: mailAs(mailTopic, mail) }),
        };
    }

    /** The same alert a thousand times at once. */
    const burst: Send = (topic, text, event) => {
        const trace = one(topic, text, event);
        if (notifier === undefined || !allPassed(trace.steps)) return trace;
        const { steps, digest } = burstOf(stack, notifier, mailSettings(notifier), text);
        const mail = notifier.mailTopic && digest ? mailAs(notifier.mailTopic, digest) : trace.mail;
        return { ...trace, steps: [...trace.steps, ...steps], ...(mail && { mail }) };
    };

    return { one, burst };
}
