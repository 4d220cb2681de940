import { coverageServices, type CoverageService, harmlessScanStatusReasons } from "./coverage";
import type { EventPattern } from "./event-pattern";
import { typesLike } from "./finding-types";
import { heartbeatPattern } from "./heartbeat";
import { serviceFacts, serviceKeys, type Service } from "./services";
import { severitiesOf, type Severity } from "./severity";

export type { EventPattern } from "./event-pattern";

/**
 * GuardDuty's severity is a number with decimals. Half-open ranges leave no gap: a list of literals would miss 7.35,
 * and AWS's own "7.0 to 8.9" would miss 8.95. Below 1.0 GuardDuty documents nothing, and nothing is mailed.
 *
 * Source: GuardDuty user guide, guardduty_findings-severity.
 */
export const guardDutyBands: Readonly<Record<Severity, readonly (string | number)[]>> = {
    LOW: [">=", 1, "<", 4],
    MEDIUM: [">=", 4, "<", 7],
    HIGH: [">=", 7, "<", 9],
    CRITICAL: [">=", 9],
};

/** Macie writes "High". Source: Macie user guide, findings-severity. */
const macieWord = (severity: Severity) => severity.charAt(0) + severity.slice(1).toLowerCase();

/**
 * Anything but archived. `archived` may be missing or null (GuardDuty sends null for other fields it has no value for;
 * the skeleton in Macie's findings-publish-event-schemas puts it outside `detail`, its examples inside), and a finding
 * must not be lost for that. `anything-but` would not do: it never matches a missing field.
 */
const notArchived: EventPattern["archived"] = [false, null, { exists: false }];

/**
 * What `detail` of a finding in one of some bands looks like.
 *
 * Inspector's INFORMATIONAL and UNTRIAGED are no band and never mailed: the first asks for nothing, the second has no
 * score yet, and Inspector sends an event whenever a finding changes, so it comes again once it has one. Both cross the
 * relay, so the archive of the findings bus has them. A finding that closes is such a change, too, and perhaps one that
 * is suppressed: only ACTIVE is mailed (Inspector user guide, findings-managing-automating-responses).
 */
const details: Readonly<Record<Service, (severities: readonly Severity[]) => EventPattern>> = {
    guardDuty: (severities) => ({
        severity: severities.map((severity) => ({ numeric: guardDutyBands[severity] })),
        service: { archived: notArchived },
    }),
    macie: (severities) => ({
        severity: { description: severities.map(macieWord) },
        archived: notArchived,
    }),
    inspector: (severity) => ({ severity, status: ["ACTIVE"] }),
};

/**
 * The active findings of one service in one severity band or several, for the alert rules on the findings bus. The bands
 * of a service do not overlap, so a finding is mailed once.
 *
 * A word the service does not know is refused: its rule would stand there and never match.
 */
export function findingPattern(service: Service, ...asked: readonly Severity[]): EventPattern {
    const { name } = serviceFacts[service];
    const unknown = asked.filter((severity) => !severitiesOf[service].includes(severity));
    if (unknown.length > 0) {
        throw new RangeError(
            `${name} has no severity ${unknown.join()}; it knows ${severitiesOf[service].join(", ")}.`,
        );
    }
    return findingsWith(service, details[service](asked));
}

function findingsWith(service: Service, detail: EventPattern): EventPattern {
    const { source, detailType } = serviceFacts[service];
    return { source: [source], "detail-type": [detailType], detail };
}

/** Findings that somebody or something has settled, of every severity: what no `findingPattern` matches for its state. */
export const settledPattern: EventPattern = {
    $or: [
        findingsWith("guardDuty", { service: { archived: [true] } }),
        findingsWith("macie", { archived: [true] }),
        findingsWith("inspector", { status: [{ "anything-but": "ACTIVE" }] }),
    ],
};

/** Active findings whose severity is no band. */
export const unratedPattern = findingsWith("inspector", {
    severity: ["UNTRIAGED", "INFORMATIONAL"],
    status: ["ACTIVE"],
});

/** EventBridge refuses longer ones (EventBridge User Guide, "Amazon EventBridge quotas"). */
const longestPattern = 2048;

/**
 * The active findings of a service's bands whose types are muted: as many patterns as their length asks for, none where
 * no muted type is one of the service's. A type that fits several of the muted ones may match two patterns.
 *
 * @param mute finding types, in which `*` is any text
 */
export function mutedPatterns(service: Service, asked: readonly Severity[], mute: readonly string[]): EventPattern[] {
    const own = mute.filter((pattern) => typesLike(pattern).some((known) => known.service === service));
    return asked.length === 0 ? [] : shortEnough(own.map(typeMatcher));

    function shortEnough(type: readonly EventPattern[string][]): EventPattern[] {
        if (type.length === 0) return [];
        const pattern = findingsWith(service, { ...details[service](asked), type });
        if (type.length === 1 || JSON.stringify(pattern).length <= longestPattern) return [pattern];
        const half = Math.ceil(type.length / 2);
        return [type.slice(0, half), type.slice(half)].flatMap(shortEnough);
    }
}

/** EventBridge takes few rules with `wildcard`, and no two `*` in a row. */
function typeMatcher(pattern: string): EventPattern[string] {
    const [first = "", ...others] = pattern.split(/\*+/);
    const [last, ...more] = others;
    if (last === undefined) return pattern;
    if (more.length > 0 || (first !== "" && last !== "")) return { wildcard: [first, ...others].join("*") };
    if (first !== "") return { prefix: first };
    return last === "" ? { exists: true } : { suffix: last };
}

/**
 * A service stopped looking at something: findings that will not come. For an alert rule on the findings bus.
 *
 * GuardDuty sends one `detail-type` for good news and one for bad (GuardDuty user guide, the "Runtime coverage and
 * troubleshooting" page of EC2, ECS and EKS alike). Inspector sends one for both (Inspector user guide,
 * eventbridge-integration): its status is `statusCodeValue` there, though the API calls it `statusCode`.
 */
export const coverageLostPatterns: Readonly<Record<CoverageService, EventPattern>> = {
    guardDuty: { source: ["aws.guardduty"], "detail-type": ["GuardDuty Runtime Protection Unhealthy"] },
    inspector: {
        source: ["aws.inspector2"],
        "detail-type": ["Inspector2 Coverage"],
        detail: {
            scanStatus: {
                statusCodeValue: ["INACTIVE"],
                reason: [{ "anything-but": harmlessScanStatusReasons }, { exists: false }],
            },
        },
    },
};

/** An alarm that goes off, and one that is over; a new alarm's first data is no news. */
const alarmStates: readonly EventPattern[] = [
    { state: { value: ["ALARM"] } },
    { state: { value: ["OK"] }, previousState: { value: ["ALARM"] } },
];

/** Source: CloudWatch user guide, cloudwatch-and-eventbridge. */
const alarm = {
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    detail: { $or: alarmStates },
} satisfies EventPattern;

/** Alarms, for their alert rule on the findings bus: only our own get there. */
export const alarmPattern: EventPattern = alarm;

/** Every finding of the three services, whatever its severity or state, and lost coverage. */
const kept: readonly EventPattern[] = [
    {
        source: serviceKeys.map((service) => serviceFacts[service].source),
        "detail-type": serviceKeys.map((service) => serviceFacts[service].detailType),
    },
    ...coverageServices.map((service) => coverageLostPatterns[service]),
];

/** What the archive keeps of the findings bus: no alarms and no heartbeats. */
export const archivedPattern: EventPattern = { $or: kept };

/**
 * What crosses from the default bus of a Region to the findings bus: what is kept (the rules there decide what is
 * mailed), the heartbeats of a stack, and the given alarms. What others have on the same default bus stays where it is.
 */
export function relayPattern(alarmArns: readonly string[], stack: string): EventPattern {
    const alarms: readonly EventPattern[] = alarmArns.length > 0 ? [{ ...alarm, resources: alarmArns }] : [];
    return { $or: [...kept, heartbeatPattern(stack), ...alarms] };
}
