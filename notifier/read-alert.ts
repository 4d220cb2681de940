import { alarmsLink } from "../findings/console-links";
import { type Service, serviceFacts, serviceKeys } from "../findings/services";
import { severities } from "../findings/severity";
import { coverageAdvice, findingAdvice } from "./advice";
import type { Alert, Details } from "./alert";
import { type Fact, remarkFacts, resourceFacts } from "./facts";
import { isMap, type JsonMap, parsedMap, textOf } from "./json";
import { hashOf } from "./memory";
import { lines, oneLine } from "./plain-text";
import { readTime } from "./times";

/** A message as it comes out of the queue: its ID there, and its text. */
export interface Message {
    readonly id: string;
    readonly text: string;
}

/** Of a message that nobody can read, this much is mailed: SNS takes 256 KiB, and wrapping adds to it. */
const unreadableBytes = 100_000;

/**
 * Reads a message of the alert topic: the program's own (`findings/messages.ts`), and CloudWatch's about an alarm of
 * home (CloudWatch user guide, AlarmThatSendsEmail). Any other is to be mailed as it is, so there is no error.
 *
 * @returns "no news" for an alarm that got its first data, and all of it good, and for a drill that announces itself
 */
export function readAlert({ id, text }: Message): Alert | "no news" {
    const json = parsedMap(text);
    if (json === undefined) return unreadable(id, text);
    // `npm run drill` says so on the mail topic itself.
    if (typeof json.drill === "string") return "no news";
    const service = serviceKeys.find((key) => serviceFacts[key].name === json.service);
    if (service !== undefined) return serviceAlert(id, service, json) ?? unreadable(id, text);
    const { AlarmName, NewStateValue: state, OldStateValue: before } = json;
    if (AlarmName === undefined) return alarmAlert(id, json) ?? unreadable(id, text);
    if (state === "INSUFFICIENT_DATA" || (state === "OK" && before !== "ALARM")) return "no news";
    return alarmAlert(id, relayedForm(json)) ?? unreadable(id, text);
}

function unreadable(messageId: string, text: string): Alert {
    const start = Buffer.from(text).subarray(0, unreadableBytes).toString();
    const [first = ""] = start.trimStart().split(/[\r\n]/, 1);
    const ending = start.length < text.length ? ["[... the rest is cut off]"] : [];
    return {
        messageId,
        level: "UNREADABLE",
        kind: "unreadable",
        sender: "Vigil",
        sample: false,
        title: oneLine(first, 120) || "an empty message",
        type: "a message that Vigil cannot read",
        count: 0,
        details: () => ({ ...nothing, description: [...lines(start, unreadableBytes, 2000), ...ending] }),
    };
}

const nothing: Details = { what: [], description: [], where: [], when: [], advice: {} };

function serviceAlert(messageId: string, service: Service, json: JsonMap): Alert | undefined {
    const common = { messageId, service, sender: serviceFacts[service].name, ...placeOf(json) };
    const severity = severities.find((known) => known === json.severity);
    if (severity !== undefined) return { ...common, level: severity, ...findingFacts(service, json) };
    if ("severity" in json || !("console" in json)) return undefined;
    return { ...common, level: "COVERAGE LOST", ...coverageFacts(service, json) };
}

function findingFacts(service: Service, json: JsonMap) {
    const type = oneLine(textOf(json.type) ?? "", 150);
    const sample = json.sample === true;
    const findingId = textOf(json.findingId);
    const title = oneLine(textOf(json.title) ?? "", 300).replace(sample ? /^\[SAMPLE\] */ : "", "");
    const details = (): Details => ({
        what: [["Type", type], ...remarkFacts(json)],
        description: lines(textOf(json.description) ?? "", 1500, 20),
        where: resourceFacts(isMap(json.resource) ? json.resource : {}),
        when: timesOf(json, { firstSeen: "First seen", lastSeen: "Last seen", time: "Reported" }),
        advice: findingAdvice(service, type),
    });
    return {
        kind: "finding",
        sample,
        title: title || type || "a finding without a title",
        type: type || "a finding without a type",
        count: typeof json.count === "number" ? json.count : 0,
        details,
        ...(findingId === undefined || sample ? {} : { hash: hashOf(findingId) }),
    } as const;
}

function coverageFacts(service: Service, json: JsonMap) {
    const where = resourceFacts(json);
    const reason = oneLine(textOf(json.reason) ?? textOf(json.resourceType) ?? "", 80);
    const details = (): Details => ({
        ...nothing,
        what: remarkFacts(json),
        where,
        when: timesOf(json, { time: "Lost" }),
        advice: coverageAdvice(service),
    });
    return {
        kind: "coverage",
        sample: false,
        title: coverageTitle(where),
        type: reason === "" ? "coverage lost" : `coverage lost: ${reason}`,
        count: 0,
        details,
    } as const;
}

/** `EC2 i-0123456789abcdef0`. */
function coverageTitle(where: readonly Fact[]): string {
    const type = where.find(([label]) => label === "Resource type");
    const resource = where.find((fact) => fact !== type);
    return [type, resource].flatMap((fact) => fact?.[1] ?? []).join(" ") || "a resource";
}

/** What CloudWatch writes, in the words of a relayed alarm. Its `Region` is a name, "EU (Ireland)", hence the ARN. */
function relayedForm(json: JsonMap): JsonMap {
    const { AlarmName, NewStateValue, AlarmDescription, NewStateReason, AWSAccountId, StateChangeTime } = json;
    const region = textOf(json.AlarmArn)?.split(":")[3] ?? "";
    return {
        alarm: AlarmName,
        state: NewStateValue,
        description: AlarmDescription,
        reason: NewStateReason,
        account: AWSAccountId,
        region,
        time: StateChangeTime,
        console: alarmsLink.replaceAll("<region>", region),
    };
}

function alarmAlert(messageId: string, json: JsonMap): Alert | undefined {
    if (json.state !== "ALARM" && json.state !== "OK") return undefined;
    const isOver = json.state === "OK";
    const reason = oneLine(textOf(json.reason) ?? "", 600);
    return {
        messageId,
        level: isOver ? "ALL CLEAR" : "ALARM",
        kind: "alarm",
        sender: "Vigil",
        sample: false,
        title: oneLine(textOf(json.alarm) ?? "", 255) || "an alarm without a name",
        type: isOver ? "an alarm that is over" : "an alarm",
        ...placeOf(json),
        count: 0,
        details: () => ({
            ...nothing,
            what: [["Reason", reason]],
            description: lines(textOf(json.description) ?? "", 2000, 20),
            when: timesOf(json, { time: isOver ? "Over since" : "Since" }),
            advice: { why: isOver ? over : raised },
        }),
    };
}

const raised = "Something between the services and this mailbox is broken, so alerts may be getting lost.";
const over = "The alarm is over. Alerts from while it lasted may be missing; each service's console has them all.";

/** Account, Region and the link that the program wrote, each only if it is what it should be. */
function placeOf(json: JsonMap): Pick<Alert, "account" | "region" | "link"> {
    const valid = (value: unknown, pattern: RegExp) =>
        typeof value === "string" && pattern.test(value) ? value : undefined;
    return {
        account: valid(json.account, /^\d{12}$/),
        region: valid(json.region, /^[a-z]{2}[a-z-]+-\d{1,2}$/),
        link: valid(json.console, /^https:\/\/[a-z0-9-]+\.console\.aws\.amazon\.com\/[!-~]{1,400}$/),
    };
}

function timesOf(json: JsonMap, labels: Readonly<Record<string, string>>): Details["when"] {
    return Object.entries(labels).flatMap(([name, label]) => {
        const time = readTime(textOf(json[name]));
        return time === undefined ? [] : [[label, time] as const];
    });
}
