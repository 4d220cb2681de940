import { compose, remember, type Limits, type Mail, type Memories, type Settings } from "../../../notifier/compose";
import type { JsonObject } from "../../evaluators/json";
import { grouped } from "../../cli/lists";
import { missingInMail } from "../../proof/alert-check";
import { sampleTime } from "../../proof/events/event";
import type { Step } from "../../proof/report";
import type { StackModel } from "../model/stack-model";
import { failed, passed } from "../steps";
import type { Notifier } from "./notifier";

const now = new Date(sampleTime);

/** SNS suspends a mailbox that gets more in a second. AWS: SNS developer guide, "Email notifications". */
const mostPerSecond = 10;

/** How many alerts come at once in a burst. */
const burst = 1000;

export interface Composed {
    readonly step: Step;
    readonly mails: readonly Mail[];
}

/** The mails that the notifier's own code makes of an alert, by the settings that it has; `asked` are those of the stack. */
export function composed(
    notifier: Notifier,
    settings: Settings,
    text: string,
    event: JsonObject,
    asked?: Pick<Settings, "accountNames">,
): Composed {
    const { lambda, subscription } = notifier;
    // What SNS wraps around a message that is not to be delivered raw; SNS developer guide, "Raw message delivery".
    const message = subscription?.raw === false ? JSON.stringify({ Type: "Notification", Message: text }) : text;
    const { mails } = compose([{ id: "1", text: message }], {}, limitsOf(notifier), settings, now);
    const missing = mails.flatMap((mail) => missingInMail(mail, event, asked?.accountNames));
    const [first] = mails;
    if (first === undefined)
        return { step: passed("notifier", lambda.resource, "It makes no mail of this: no route asks for it."), mails };
    if (missing.length === 0) {
        const whom =
            mails.length === 1 && first.route === "default" ? "" : ` for ${mails.map(({ route }) => route).join(", ")}`;
        const reason = `It mails "${first.subject}"${whom}, and says what it should.`;
        return { step: passed("notifier", lambda.resource, reason), mails };
    }
    const envelope = "Raw delivery is off, so the notifier gets SNS's envelope and not the alert: ";
    const [resource, why] = subscription?.raw === false ? [subscription.resource, envelope] : [lambda.resource, ""];
    return { step: failed("notifier", resource, `${why}the mail lacks ${missing.join(", ")}.`), mails };
}

function limitsOf({ lambda: { environment } }: Notifier): Limits {
    return { mailsPerBatch: Number(environment.MAILS_PER_BATCH), mailsPerHour: Number(environment.MAILS_PER_HOUR) };
}

/** What becomes of a thousand alerts at once; the digest of the first batch shows it. */
export interface Burst {
    readonly steps: readonly Step[];
    readonly digest?: Mail;
}

/**
 * Whether a thousand alerts at once are all in mails, and no mailbox gets more of these than SNS takes: every run of the
 * function publishes one in a second, and alarms publish straight to the topic.
 */
export function burstOf(stack: StackModel, notifier: Notifier, settings: Settings, text: string): Burst {
    const { lambda, mapping, mailTopic, routeTopics } = notifier;
    if (mapping === undefined || mailTopic === undefined) return { steps: [] };
    const { batchSize, window, maximumConcurrency, resource } = mapping;
    const limits = limitsOf(notifier);
    const topics = Object.values(routeTopics).reduce((sum, media) => sum + Object.keys(media).length, 1);
    const longest = topics * (limits.mailsPerBatch + 1);
    const alarms = stack.alarms.filter(({ actions, okActions }) => [...actions, ...okActions].includes(mailTopic.arn));
    const allowed = mostPerSecond - alarms.length;
    const hop = "event source mapping";
    if (window === 0) {
        const reason = "Its window is 0 s: it gathers nothing, so every alert of a burst is mailed by itself.";
        return { steps: [failed(hop, resource, reason)] };
    }
    if (longest > lambda.timeout) {
        const reason = `A run publishes up to ${longest} mails, one a second, but Lambda stops it after ${lambda.timeout} s.`;
        return { steps: [failed("notifier", lambda.resource, reason)] };
    }
    if (maximumConcurrency === undefined || maximumConcurrency > allowed) {
        const runs =
            maximumConcurrency === undefined ? "as many runs as there is room for" : `${maximumConcurrency} runs`;
        const reason =
            `At a time ${runs} publish one mail a second each, and ${alarms.length} alarms may go off beside them: SNS ` +
            `suspends a mailbox that gets more than ${mostPerSecond} in a second.`;
        // Lambda allows no fewer than two.
        return { steps: [failed(hop, allowed < 2 ? mailTopic.resource : resource, reason)] };
    }
    const { step, digest } = told(notifier, settings, alertsLike(text), limits, batchSize);
    const rate = `In a second a mailbox gets ${maximumConcurrency} mails and ${alarms.length} alarms at most.`;
    return { steps: [step, passed(hop, resource, rate)], ...(digest && { digest }) };
}

/** The same alert about many findings. */
function alertsLike(text: string): { id: string; text: string }[] {
    const alert = JSON.parse(text) as JsonObject;
    return Array.from({ length: burst }, (_, index) => ({
        id: String(index),
        text: JSON.stringify({ ...alert, sample: "", findingId: `finding ${index}` }),
    }));
}

function told(
    { lambda: { resource } }: Notifier,
    settings: Settings,
    alerts: readonly { id: string; text: string }[],
    limits: Limits,
    batchSize: number,
): Pick<Composed, "step"> & { readonly digest?: Mail } {
    let memories: Memories = {};
    const mails: Mail[] = [];
    for (let start = 0; start < alerts.length; start += batchSize) {
        const made = compose(alerts.slice(start, start + batchSize), memories, limits, settings, now).mails;
        memories = remember(memories, made, now);
        mails.push(...made);
    }
    const problems = [...grouped(mails, ({ route }) => route)].flatMap(([route, own]) => {
        const covered = own.flatMap(({ covers }) => covers);
        const once = new Set(covered).size;
        const words = once < alerts.length ? `${alerts.length - once} are in no mail` : "some are in two mails";
        return covered.length === alerts.length && once === alerts.length ? [] : [`${words} of the route ${route}`];
    });
    if (mails.length === 0 || problems.length > 0) {
        const what = problems.length === 0 ? "none is in a mail" : problems.join(", ");
        return { step: failed("notifier", resource, `Of ${alerts.length} alerts at once ${what}.`) };
    }
    const reason = `It makes ${mails.length} mails of ${alerts.length} alerts at once, and counts every one.`;
    const digest = mails.find(({ covers }) => covers.length > 1);
    return { step: passed("notifier", resource, reason), ...(digest && { digest }) };
}
