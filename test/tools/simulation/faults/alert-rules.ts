import { copy, document, replace, set, without } from "../edits";
import type { Fault } from "./fault";

const high = ["rule", "alerts-guardduty-high"] as const;
const critical = ["rule", "alerts-guardduty-critical"] as const;
const inspector = ["rule", "alerts-inspector"] as const;

/** Rules that mail too little or too much. */
export const alertRuleFaults: readonly Fault[] = [
    {
        when: "an alert rule is missing",
        blames: ["alert rule: EventBus findings-bus"],
        edit: without("rule", "alerts-macie-high"),
    },
    {
        when: "an alert rule is disabled",
        blames: ["alert rule: EventRule alerts-guardduty-high"],
        edit: set(high, { state: "DISABLED" }),
    },
    {
        when: "an alert rule is disabled by the older of its two properties",
        blames: ["alert rule: EventRule alerts-guardduty-high"],
        edit: set(high, { state: undefined, isEnabled: false }),
    },
    {
        when: "an alert rule has no target",
        blames: ["alert rule: EventRule alerts-guardduty-critical"],
        edit: without("target", "alerts-guardduty-critical"),
    },
    {
        when: "an alert rule is on another bus",
        blames: ["alert rule: EventBus findings-bus"],
        edit: set(high, { eventBusName: "elsewhere" }),
    },
    {
        when: "the pattern of an alert rule is longer than EventBridge takes",
        blames: ["alert rule: EventRule alerts-guardduty-high"],
        edit: document(high, "eventPattern", (pattern) => ({
            ...pattern,
            source: ["aws.guardduty", "x".repeat(2048)],
        })),
    },
    {
        when: "the band HIGH begins a little too late",
        blames: ["alert rule: EventRule alerts-guardduty-high"],
        edit: replace(high, `">=",7`, `">",7`),
    },
    {
        when: "the band HIGH ends too early",
        blames: ["alert rule: EventRule alerts-guardduty-high"],
        edit: replace(high, `"<",9`, `"<",8.9`),
    },
    {
        when: "the band HIGH is a list of numbers",
        blames: ["alert rule: EventRule alerts-guardduty-high"],
        edit: replace(high, `{"numeric":[">=",7,"<",9]}`, "7,8"),
    },
    {
        when: "the band HIGH is a list of numbers with one decimal",
        blames: ["alert rule: EventRule alerts-guardduty-high"],
        edit: replace(
            high,
            `{"numeric":[">=",7,"<",9]}`,
            Array.from({ length: 20 }, (_, tenth) => 7 + tenth / 10).join(),
        ),
    },
    {
        when: "the bands are AWS's own, which leave a gap",
        blames: ["alert rule: EventRule alerts-guardduty-high"],
        edit: replace(high, `"<",9`, `"<=",8.9`),
    },
    {
        when: "ranges of the band HIGH leave a gap",
        blames: ["alert rule: EventRule alerts-guardduty-high"],
        edit: replace(high, `{"numeric":[">=",7,"<",9]}`, `{"numeric":[">=",7,"<=",7.9]},{"numeric":[">=",8,"<",9]}`),
    },
    {
        when: "the band HIGH begins with what is almost HIGH",
        blames: ["alert rule: EventRule alerts-guardduty-high"],
        edit: replace(high, `">=",7`, `">=",6.95`),
    },
    {
        when: "the band CRITICAL is a list of numbers with one decimal",
        blames: ["alert rule: EventRule alerts-guardduty-critical"],
        edit: replace(critical, `{"numeric":[">=",9]}`, "9,9.1,9.5,10"),
    },
    {
        when: "two rules overlap, so that a finding is mailed twice",
        blames: ["alert rule: EventRule alerts-guardduty-high"],
        edit: replace(high, `">=",7,"<",9`, `">=",7`),
    },
    {
        when: "an alert rule has a second target for the same topic",
        blames: ["alert rule: EventRule alerts-macie-high"],
        edit: copy(["target", "alerts-macie"], "again", { targetId: "again" }),
    },
    {
        when: "archived HIGH findings are mailed",
        blames: ["alert rule: EventRule alerts-guardduty-high"],
        edit: replace(high, `"archived":[false,`, `"archived":[true,false,`),
    },
    {
        when: "the threshold is one band too low",
        blames: ["alert rule: EventRule alerts-guardduty-high"],
        edit: replace(high, `">=",7`, `">=",4`),
    },
    {
        when: "the threshold is one band too high",
        blames: ["alert rule: EventBus findings-bus"],
        edit: without("rule", "alerts-guardduty-high"),
    },
    {
        when: "Macie's severity is looked for in capitals",
        blames: ["alert rule: EventRule alerts-macie-high"],
        edit: replace(["rule", "alerts-macie-high"], `"High"`, `"HIGH"`),
    },
    {
        when: "Inspector is looked for under the name in EventBridge's own example",
        blames: ["alert rule: EventBus findings-bus"],
        edit: replace(inspector, "aws.inspector2", "inspector2"),
    },
    {
        when: "closed and suppressed findings are mailed",
        blames: ["alert rule: EventRule alerts-inspector-critical"],
        edit: replace(inspector, `,"status":["ACTIVE"]`, ""),
    },
    {
        when: "archived findings are mailed",
        blames: ["alert rule: EventRule alerts-macie-high"],
        edit: replace(["rule", "alerts-macie"], `"archived":[false,`, `"archived":[true,false,`),
    },
    {
        when: "no rule is for lost coverage",
        blames: ["alert rule: EventBus findings-bus"],
        edit: without("rule", "alerts-coverage"),
    },
    {
        when: "no rule is for the lost coverage of Inspector",
        blames: ["alert rule: EventBus findings-bus"],
        edit: without("rule", "alerts-coverage-inspector"),
    },
    {
        when: "no rule is for the alarms of other Regions",
        blames: ["alert rule: EventBus findings-bus"],
        edit: without("rule", "alerts-alarms"),
    },
    {
        when: "alarms that are over are looked for",
        blames: ["alert rule: EventRule alerts-alarms"],
        edit: replace(["rule", "alerts-alarms"], `"ALARM"`, `"OK"`),
    },
    {
        when: "an alert goes to a topic that is not there",
        blames: ["alert rule: EventTarget alerts-macie-high"],
        edit: set(["target", "alerts-macie"], { arn: "arn:aws:sns:eu-west-1:123456789012:gone" }),
    },
    {
        when: "the topic is in another Region than the rules",
        blames: ["alarm action: Topic alert-topic", "alert rule: Topic alert-topic"],
        edit: set(["topic"], { region: "us-east-1" }),
    },
];
