import { severitiesFrom } from "../../findings/severity";
import { chatMessage } from "../../notifier/chat";
import type { Mail, Settings as MailSettings } from "../../notifier/compose";
import { isJsonObject } from "../evaluators/json";
import { alertOf, isAbout, jsonObject } from "../proof/alert-check";
import { defaultRoute } from "../proof/audience";
import type { Expectations } from "../proof/expectations";
import type { Received } from "./alert-queue";
import { Mails, type Told } from "./mails";
import type { Outputs } from "../recording/outputs";
import type { Heard, SampleRun } from "./sample-runs";
import { type DrilledTopic, drilledTopics } from "./topics";

/** Whether a topic has to have a message of a sample. */
export function isAsked(
    { medium, route = "" }: DrilledTopic,
    { source, severity, audience }: SampleRun["sent"],
    { events }: Pick<Expectations, "events">,
): boolean {
    if (medium !== "events") return audience.includes(route);
    return events !== undefined && severitiesFrom(source, events.minimumSeverity[source]).includes(severity);
}

/** The topics that `RouteMessages` judges; mails of the default route only where nobody asks for them. */
export function judgedTopics(outputs: Outputs, sent: SampleRun["sent"]): DrilledTopic[] {
    return drilledTopics(outputs).filter(
        ({ medium, route }) => medium !== "alerts" && !(route === defaultRoute && sent.audience.includes(route)),
    );
}

/** What came from the topics of routes and of machines, and which sample it tells of. */
export class RouteMessages {
    private readonly ears: readonly { readonly topic: DrilledTopic; readonly ear: Ear }[];

    /** @param settings what mails say of the stack's settings */
    constructor(
        private readonly outputs: Outputs,
        private readonly asked: Expectations,
        settings: MailSettings,
    ) {
        this.ears = drilledTopics(outputs)
            .filter(({ medium }) => medium !== "alerts")
            .map((topic) => ({
                topic,
                ear: topic.medium === "events" ? new EventEar() : new MailEar(topic, settings),
            }));
    }

    /** Takes what arrived, and notes on each sample what tells of it. */
    assign(received: readonly Received[], sampleRuns: readonly SampleRun[]): void {
        for (const { topic, ear } of this.ears) {
            const known = sampleRuns.filter(({ finding }) => finding !== undefined);
            const own = received.filter(({ topicArn }) => topicArn === topic.topicArn);
            ear.hear(own, known, (one) => isAsked(topic, one.sent, this.asked));
        }
    }

    /** The topics that have not had what they have to have of a sample. */
    missing({ sent, heard }: SampleRun): DrilledTopic[] {
        return judgedTopics(this.outputs, sent).filter(
            (topic) => isAsked(topic, sent, this.asked) && heard?.has(topic.topicArn) !== true,
        );
    }
}

interface Ear {
    hear(received: readonly Received[], sampleRuns: readonly SampleRun[], isAsked: (run: SampleRun) => boolean): void;
}

/** Events are about the finding that they name. */
class EventEar implements Ear {
    private readonly received: Received[] = [];

    hear(received: readonly Received[], sampleRuns: readonly SampleRun[]): void {
        this.received.push(...received);
        for (const sampleRun of sampleRuns) {
            const id = sampleRun.finding?.id ?? "";
            const own = this.received.filter(({ text }) => jsonObject(text)?.detail !== undefined && isAbout(text, id));
            const [first] = own;
            if (first === undefined) continue;
            const { topicArn, text, at } = first;
            const seconds = Math.max(0, (at - (sampleRun.askedAt ?? at)) / 1000);
            note(sampleRun, topicArn, { subject: "", text, seconds, copies: 1 });
        }
    }
}

/** Mails and chat messages are about the alert of which the notifier's code would make the same. */
class MailEar implements Ear {
    private readonly received: Received[] = [];
    private readonly told = new Map<SampleRun, Told & { isExact?: boolean }>();
    private readonly wanted: Mails;
    private readonly stray: Mails;

    constructor(
        private readonly topic: DrilledTopic,
        settings: MailSettings,
    ) {
        // Whom it is for is not the question here, but whether it tells of a sample.
        const all = { guardDuty: "LOW", macie: "LOW", inspector: "LOW" } as const;
        const name = topic.route ?? "";
        const own = settings.routes.find((route) => route.name === name) ?? { minimumSeverity: all };
        const route = { ...own, name, regions: [], accounts: [], types: [] };
        const wide = (minimumSeverity: typeof own.minimumSeverity) =>
            new Mails({ ...settings, mute: [], routes: [{ ...route, minimumSeverity }] }, this.shown);
        this.wanted = wide(own.minimumSeverity);
        this.stray = wide(all);
    }

    hear(received: readonly Received[], sampleRuns: readonly SampleRun[], isAsked: (run: SampleRun) => boolean): void {
        const own = received.map((one) => ({ ...one, ...this.read(one) }));
        this.received.push(...own);
        const open = (runs: readonly SampleRun[]) => runs.map((run) => this.toldOf(run));
        const [asked, others] = [sampleRuns.filter(isAsked), sampleRuns.filter((run) => !isAsked(run))];
        this.wanted.assign(own, open(asked));
        this.stray.assign(own, open(others));
        for (const sampleRun of sampleRuns) {
            const { mail, isExact } = this.toldOf(sampleRun);
            // That a digest only counts it says nothing against it.
            if (mail === undefined || (mail.told === "counted" && others.includes(sampleRun))) continue;
            const { subject, text, seconds, told, difference } = mail;
            const copies = this.received.filter((one) => one.subject === subject && one.text === text).length;
            const wrong = isExact ? difference : unnamed(sampleRun, told, text);
            note(sampleRun, this.topic.topicArn, { subject, text, seconds, copies, difference: wrong });
        }
    }

    /** Where the alert topic has no alert of it, one is made of the finding: only the times may differ. */
    private toldOf(sampleRun: SampleRun) {
        const { askedAt, arrival, finding } = sampleRun;
        const known = this.told.get(sampleRun);
        if (known?.mail !== undefined) return known;
        const text = arrival?.text ?? alertOf(finding?.event ?? {});
        const told: Told & { isExact?: boolean } = known ?? { ...(askedAt !== undefined && { askedAt }) };
        Object.assign(told, { arrival: { text, seconds: 0 }, isExact: arrival !== undefined });
        this.told.set(sampleRun, told);
        return told;
    }

    private readonly shown = (mail: Mail) =>
        this.topic.medium === "chat" ? ofChat(chatMessage(mail)) : { subject: mail.subject, text: mail.text };

    private read({ subject = "", text }: Received) {
        return this.topic.medium === "chat" ? ofChat(text) : { subject, text };
    }
}

/** A message of Amazon Q's custom schema as if it were a mail. */
function ofChat(message: string): Pick<Mail, "subject" | "text"> {
    const { content } = jsonObject(message) ?? {};
    const { title, description } = isJsonObject(content) ? content : {};
    return {
        subject: typeof title === "string" ? title : "",
        text: typeof description === "string" ? description : message,
    };
}

function unnamed({ finding }: SampleRun, told: string, text: string): string | undefined {
    const isNamed = told !== "alone" || (finding !== undefined && text.includes(finding.id));
    return isNamed ? undefined : "it does not name the finding";
}

function note(sampleRun: SampleRun, topicArn: string, heard: Heard): void {
    sampleRun.heard = new Map([...(sampleRun.heard ?? []), [topicArn, heard]]);
}
