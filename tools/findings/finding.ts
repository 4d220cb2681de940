import { findingMessage } from "../../findings/messages";
import { type EventPattern, findingPattern } from "../../findings/patterns";
import { type Service, serviceFacts, serviceKeys } from "../../findings/services";
import { severities, severitiesOf, type Severity } from "../../findings/severity";
import { textOf, textsOf } from "../../notifier/json";
import { matchesEvent, parseEventPattern } from "../evaluators/event-pattern";
import { isJsonObject, type JsonObject, type JsonValue } from "../evaluators/json";
import { madeBy } from "../proof/alert-check";

/** A finding, as its latest event of a period has it. */
export interface Finding {
    readonly service: Service;
    /** A band, or Inspector's own word where it has none yet: UNTRIAGED, INFORMATIONAL. */
    readonly severity: Severity | "UNTRIAGED" | "INFORMATIONAL" | "NONE";
    /** Neither archived nor suppressed nor closed: what alert rules look at. */
    readonly active: boolean;
    /** The events of it in the period. */
    readonly events: number;
    /** The archive's object with the latest. */
    readonly object: string;
    /** What the alert's message makes of the event (`findings/messages.ts`), without what the event lacks. */
    readonly alert: JsonObject;
}

/** The order in which people want them. */
export const severityWords = [...[...severities].reverse(), "UNTRIAGED", "INFORMATIONAL", "NONE"] as const;

const matcherOf = (pattern: EventPattern) => {
    const parsed = parseEventPattern(JSON.stringify(pattern));
    return (event: JsonObject) => matchesEvent(parsed, event);
};

/** What the alert rules ask of severity and of state, apart: a finding keeps its band when it is archived or closes. */
const kinds = serviceKeys.map((service) => {
    const bands = severitiesOf[service].map((severity) => {
        const { severity: band, ...state } = findingPattern(service, severity).detail as EventPattern;
        const matches = matcherOf({ detail: { severity: band ?? [] } });
        return { severity, state, matches, message: findingMessage(service, severity) };
    });
    return { service, bands, isActive: matcherOf({ detail: bands[0]?.state ?? {} }) };
});

/** The finding that an event is about; undefined for lost coverage, and for an event without a finding's ID. */
export function findingOf(event: JsonObject, object: string): Finding | undefined {
    const kind = kinds.find(({ service }) => {
        const { source, detailType } = serviceFacts[service];
        return event.source === source && event["detail-type"] === detailType;
    });
    if (kind === undefined) return undefined;
    const { service, bands, isActive } = kind;
    const own = isJsonObject(event.detail) ? event.detail.severity : undefined;
    const unbanded = (["UNTRIAGED", "INFORMATIONAL"] as const).find((word) => word === own) ?? "NONE";
    const { severity, message } = bands.find(({ matches }) => matches(event)) ?? {
        severity: unbanded,
        // There is no alert of it, so its word is none that the message knows.
        message: findingMessage(service, unbanded as Severity),
    };
    const alert = madeBy(message, event);
    if (alert === undefined || textOf(alert.findingId) === undefined) return undefined;
    return { service, severity, active: isActive(event), events: 1, object, alert: withoutGaps(alert) };
}

/** EventBridge writes `""` for what an event lacks. */
function withoutGaps(from: JsonObject): JsonObject {
    const kept = Object.entries(from).map(([name, value]): [string, JsonValue] => {
        if (Array.isArray(value)) return [name, value.filter((one) => one !== "")];
        return [name, isJsonObject(value) ? withoutGaps(value) : value];
    });
    return Object.fromEntries(
        kept.filter(([, value]) => value !== "" && !(Array.isArray(value) && value.length === 0)),
    );
}

/** Each finding once, by its latest event. */
export class Findings {
    private readonly byId = new Map<string, Finding>();
    /** Events about no finding, such as lost coverage. */
    others = 0;

    add(event: JsonObject, object: string): void {
        const finding = findingOf(event, object);
        if (finding === undefined) {
            this.others++;
            return;
        }
        const key = `${finding.service} ${field(finding, "findingId")}`;
        const before = this.byId.get(key);
        const [latest] = [finding, ...(before ? [before] : [])].sort(byRecency);
        this.byId.set(key, { ...(latest ?? finding), events: (before?.events ?? 0) + 1 });
    }

    /** The most severe first, of these the newest. */
    get sorted(): Finding[] {
        const rank = ({ severity }: Finding) => severityWords.indexOf(severity);
        return [...this.byId.values()].sort((one, other) => rank(one) - rank(other) || byRecency(one, other));
    }
}

/** Objects are read in any order, so what is of the same second goes by them. */
function byRecency(one: Finding, other: Finding): number {
    const [a, b] = [one, other].map((finding) => `${field(finding, "time")} ${finding.object}`);
    return a === b ? 0 : (a ?? "") > (b ?? "") ? -1 : 1;
}

/** A field of the alert as text; empty where it has none. */
export function field({ alert }: Finding, name: string): string {
    return textOf(alert[name]) ?? "";
}

/** What the finding is about: the names and ARNs of the resource, the most telling first, then its type. */
export function resourcesOf({ alert: { resource } }: Finding): string[] {
    const { type, ...names } = isJsonObject(resource) ? resource : {};
    return [...Object.values(names), type].flatMap(textsOf);
}

/** Whether a finding is about a resource: by any of its names, or a part of its ARN. */
export function isAboutResource(finding: Finding, id: string): boolean {
    return resourcesOf(finding).some((name) => name === id || name.split(/[:/]/).includes(id));
}
