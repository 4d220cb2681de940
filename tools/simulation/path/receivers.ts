import { chatMessage } from "../../../notifier/chat";
import type { Mail as RouteMail } from "../../../notifier/compose";
import type { Settings as MailSettings } from "../../../notifier/settings";
import { knownZone } from "../../../notifier/times";
import { mailRoutes } from "../../../findings/routes";
import type { JsonObject } from "../../evaluators/json";
import { jsonObject } from "../../proof/alert-check";
import { defaultRoute } from "../../proof/audience";
import type { Expectations } from "../../proof/expectations";
import type { Trace } from "../../proof/prove";
import type { Mail, Step } from "../../proof/report";
import type { Gates } from "../gates";
import type { StackModel, Target, Topic } from "../model/stack-model";
import { allPassed, failed, oncePer, walk } from "../steps";
import { channelsOf, chatSteps } from "./chat";
import { deliver, withDuplicates } from "./mailboxes";
import { burstOf, composed } from "./mails";
import { type Notifier, subscribed } from "./notifier";
import { takesAlerts, topicOf } from "./topic";

type Send = (topic: Topic, text: string, event: JsonObject) => Trace;

export interface ReceiversFacts {
    readonly notifier: Notifier | undefined;
    readonly gates: Gates;
    /** Mailboxes that must get every message. */
    readonly emails: readonly string[];
    /** Those who are told beside them. */
    readonly routes: Expectations["routes"];
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
export function receiversOf(stack: StackModel, { notifier, gates, emails, settings, routes }: ReceiversFacts) {
    const mailSettings = oncePer(({ lambda: { settings: file, environment } }: Notifier) => {
        const own = file === undefined ? undefined : jsonObject(file);
        return { ...(settings ?? standard), ...own, timeZone: knownZone(environment.TIME_ZONE) };
    });

    const one: Send = (topic, text, event) => {
        if (!takesAlerts(stack, topic)) return deliver(topic, text, emails);
        if (notifier === undefined && settings !== undefined) {
            const reason = "The settings ask for a notifier, but no function of the stack is told of a mail topic.";
            return { steps: [failed("notifier", topic.resource, reason)] };
        }
        if (notifier === undefined) return deliver(topic, text, emails);
        const others = topic.subscriptions.filter(({ resource }) => resource !== notifier.subscription?.resource);
        const direct = others.length === 0 ? { steps: [] } : deliver({ ...topic, subscriptions: others }, text, []);
        const received = subscribed(topic, notifier, text);
        const mailed = allPassed(received) ? byNotifier(notifier, gates.toNotifier(topic), text, event) : { steps: [] };
        return { ...direct, ...mailed, steps: withDuplicates([...direct.steps, ...received, ...mailed.steps]) };
    };

    /** What a rule sends to the queue of the notifier itself. */
    const pastTopic = (target: Target, text: string, event: JsonObject): Trace =>
        notifier === undefined ? { steps: [] } : byNotifier(notifier, gates.pastTopic(target), text, event);

    function byNotifier(found: Notifier, gate: readonly Step[], text: string, event: JsonObject): Trace {
        const { queue, subscription, lambda } = found;
        const isKept = subscription?.deadLetterArn !== undefined && queue?.deadLetterArn !== undefined;
        const deadLetter = isKept ? "kept" : "lost";
        if (!allPassed(gate)) return { steps: gate, deadLetter };
        const { step, mails } = composed(found, mailSettings(found), text, event, settings);
        const told = mails.flatMap((mail) => {
            const isDefault = mail.route === defaultRoute;
            const arn = isDefault ? (lambda.environment.MAIL_TOPIC_ARN ?? "") : found.routeTopics[mail.route]?.mail;
            const none = `It is told of no topic for the mails of the route ${mail.route}.`;
            const hasMailboxes = routes.some(({ name, emails }) => name === mail.route && emails.length > 0);
            const unmailed: Trace = { steps: hasMailboxes ? [failed("notifier", lambda.resource, none)] : [] };
            return [arn === undefined ? unmailed : tell(mail, arn), show(found, mail)];
        });
        const first = told.find((trace) => trace.mail !== undefined);
        const arrived = told.some((trace) => trace.arrived !== undefined);
        return {
            steps: [...gate, step, ...told.flatMap(({ steps }) => steps)],
            ...(arrived ? { arrived: text } : {}),
            ...(first?.mail && { mail: first.mail }),
            ...(told.every(({ steps }) => allPassed(steps)) ? {} : { deadLetter }),
        };
    }

    /** One mail to the mailboxes of its route. */
    function tell(mail: RouteMail, topicArn: string): Trace {
        const gate = gates.fromNotifier(topicArn);
        const topic = topicOf(stack, topicArn);
        if (topic === undefined || !allPassed(gate)) return { steps: gate };
        const wanted = mail.route === defaultRoute ? emails : routes.find(({ name }) => name === mail.route)?.emails;
        const delivered = deliver(topic, mail.text, wanted ?? [], mail.route);
        return { ...delivered, steps: [...gate, ...delivered.steps], mail: mailAs(topic, mail) };
    }

    /** The same to the chat channels of a route. */
    function show(found: Notifier, mail: RouteMail): Trace {
        const route = routes.find(({ name }) => name === mail.route);
        if (route === undefined || channelsOf(route).length === 0) return { steps: [] };
        const { chat } = found.routeTopics[mail.route] ?? {};
        const none = `It is told of no topic for the chat of the route ${mail.route}.`;
        if (chat === undefined) return { steps: [failed("notifier", found.lambda.resource, none)] };
        const text = chatMessage(mail);
        const steps = walk(
            () => gates.fromNotifier(chat),
            () => chatSteps(stack, found, route, chat, text),
        );
        return { steps, ...(steps.some(({ receiver, passed }) => receiver && passed) ? { arrived: text } : {}) };
    }

    /** The same alert a thousand times at once. */
    const burst: Send = (topic, text, event) => {
        const trace = one(topic, text, event);
        if (notifier === undefined || !allPassed(trace.steps)) return trace;
        const { steps, digest } = burstOf(stack, notifier, mailSettings(notifier), text);
        const mail = notifier.mailTopic && digest ? mailAs(notifier.mailTopic, digest) : trace.mail;
        return { ...trace, steps: [...trace.steps, ...steps], ...(mail && { mail }) };
    };

    return { one, pastTopic, burst };
}
