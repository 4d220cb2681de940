import { heartbeat } from "../../../findings/heartbeat";
import { serviceFacts, serviceKeys } from "../../../findings/services";
import { matchesEvent, mismatchesOf } from "../../evaluators/event-pattern";
import type { JsonObject } from "../../evaluators/json";
import { jsonObject } from "../../proof/alert-check";
import { eventOf } from "../../proof/events/event";
import type { Trace } from "../../proof/prove";
import type { Step } from "../../proof/report";
import type { Alarm, EventBus, Rule, StackModel } from "../model/stack-model";
import { failed, passed } from "../steps";
import { scheduleSteps } from "./schedules";

const hour = 3600;

/** What shows that the way home is open: schedules, the rule that counts at home, and the alarm on it. */
export function heartbeatsOf(stack: StackModel, asked: readonly string[]) {
    const schedules = stack.schedules.filter(({ targetArn }) => targetArn.endsWith(":event-bus/default"));
    const senders = [...new Set([...asked, ...schedules.map(({ region }) => region)])];
    const counters = stack.rules.filter((rule) => rule.bus !== "default" && isForHeartbeats(rule));

    /** The heartbeat that a Region puts on its default bus. */
    function sent(region: string): { readonly steps: readonly Step[]; readonly event: JsonObject } {
        const schedule = schedules.find((one) => one.region === region);
        const none = { type: "schedule", name: `of ${region}` };
        if (schedule === undefined)
            return { steps: [failed("schedule", none, `No schedule sends heartbeats in ${region}.`)], event: {} };
        const { source, detailType, targetArn, resource } = schedule;
        if (targetArn.split(":")[3] !== region)
            return { steps: [failed("schedule", resource, `Its bus is ${targetArn}, not of ${region}.`)], event: {} };
        const context = { "events:source": source, "events:detail-type": detailType };
        const rate = `rate(${60 / heartbeat.perHour} minutes)`;
        return {
            steps: scheduleSteps(stack, schedule, rate, { action: "events:PutEvents", context }),
            event: eventOf({ ...stack, region }, { source, detailType, detail: jsonObject(schedule.input) ?? {} }),
        };
    }

    /** A heartbeat is counted by the one rule without a target that matches it. */
    function counted({ name, region, resource }: EventBus, event: JsonObject): Trace {
        const rules = counters.filter((rule) => rule.bus === name && rule.region === region && isCounting(rule, event));
        const [rule] = rules;
        if (rule !== undefined && rules.length === 1) {
            const reason = `Rule ${rule.name} counts it, and has no target.`;
            return {
                steps: [passed("heartbeat rule", rule.resource, reason)],
                arrived: `MatchedEvents of ${rule.name}`,
            };
        }
        const [blamed] = counters.length === 1 ? counters : [];
        const reason = `${rules.length === 0 ? "No rule" : "More than one rule"} without a target on the bus ${name} counts it.`;
        return { steps: [failed("heartbeat rule", blamed?.resource ?? resource, reason)] };
    }

    /** The alarm that goes off when a Region is silent. */
    function silence(): { readonly step: Step; readonly alarm?: Alarm } {
        const alarms = stack.alarms.filter(
            ({ metric, calculation }) => metric === "AWS/Events MatchedEvents" && calculation,
        );
        const own = alarms.find(({ region, dimensions: { RuleName, EventBusName } }) =>
            counters.some((rule) => rule.name === RuleName && rule.bus === EventBusName && rule.region === region),
        );
        const [blamed = counters[0] ?? { resource: { type: "alarm", name: "on heartbeats" } }] = own ? [own] : alarms;
        const wrong = own === undefined ? "No alarm counts what the heartbeat rule matches" : difference(own);
        if (own === undefined || wrong !== undefined)
            return { step: failed("heartbeat alarm", blamed.resource, `${wrong ?? ""}.`) };
        const reason = `It goes off when no more than ${heartbeat.perHour * (senders.length - 1)} arrive in an hour, twice running.`;
        return { step: passed("heartbeat alarm", own.resource, reason), alarm: own };
    }

    /** What an alarm calculates otherwise than the program would have it for these Regions. */
    function difference({ calculation = {} }: Alarm): string | undefined {
        const all = heartbeat.perHour * senders.length;
        const role = stack.roles.find(({ arn }) => schedules.some(({ roleArn }) => roleArn === arn));
        const start = Math.floor(Date.parse(role?.createDate ?? "") / 1000) + 3 * hour;
        const wanted = {
            expression: `IF(EPOCH(m1) < ${Number.isNaN(start) ? "TIME" : start}, ${all}, FILL(m1, 0))`,
            ...{ period: hour, stat: "Sum", comparisonOperator: "LessThanOrEqualToThreshold" },
            ...{ threshold: all - heartbeat.perHour, evaluationPeriods: 2, datapointsToAlarm: 2 },
            treatMissingData: "breaching",
        };
        const [wrong] = Object.entries(wanted).filter(([name, value]) => value !== calculation[name]);
        return wrong && `Its ${wrong[0]} is ${JSON.stringify(calculation[wrong[0]])}, not ${JSON.stringify(wrong[1])}`;
    }

    return { sent, counted, silence };
}

/** Other rules without a target count findings, and should count nothing else. */
function isForHeartbeats({ targets, pattern }: Rule): boolean {
    if (targets.length > 0) return false;
    if ("refusal" in pattern) return true;
    const takes = (source: string) => {
        const mismatches = mismatchesOf(pattern.pattern, { source });
        return mismatches.length === 0 || mismatches.some(({ path }) => path !== "source");
    };
    return takes(heartbeat.source) || !serviceKeys.some((service) => takes(serviceFacts[service].source));
}

function isCounting({ enabled, pattern }: Rule, event: JsonObject): boolean {
    return enabled && "pattern" in pattern && matchesEvent(pattern.pattern, event);
}
