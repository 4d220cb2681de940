import { replace, set, without } from "../edits";
import type { Fault } from "./fault";

const high = ["rule", "alerts-guardduty-high"] as const;
const inspector = ["rule", "alerts-inspector"] as const;

/** Rules that mail too little or too much. */
export const alertRuleFaults: readonly Fault[] = [
    {
        when: "an alert rule is missing",
        blames: ["alert rule"],
        edit: without("rule", "alerts-macie-high"),
    },
    {
        when: "an alert rule is disabled",
        blames: ["alert rule"],
        edit: set(high, { state: "DISABLED" }),
    },
    {
        when: "an alert rule is disabled by the older of its two properties",
        blames: ["alert rule"],
        edit: set(high, { state: undefined, isEnabled: false }),
    },
    {
        when: "an alert rule has no target",
        blames: ["alert rule"],
        edit: without("target", "alerts-guardduty-critical"),
    },
    {
        when: "an alert rule is on another bus",
        blames: ["alert rule"],
        edit: set(high, { eventBusName: "elsewhere" }),
    },
    {
        when: "the band HIGH begins a little too late",
        blames: ["alert rule"],
        edit: replace(high, `">=",7`, `">",7`),
    },
    {
        when: "the band HIGH ends too early",
        blames: ["alert rule"],
        edit: replace(high, `"<",9`, `"<",8.9`),
    },
    {
        when: "the band HIGH is a list of numbers",
        blames: ["alert rule"],
        edit: replace(high, `{"numeric":[">=",7,"<",9]}`, "7,8"),
    },
    {
        when: "the threshold is one band too low",
        blames: ["alert rule"],
        edit: replace(high, `">=",7`, `">=",4`),
    },
    {
        when: "the threshold is one band too high",
        blames: ["alert rule"],
        edit: without("rule", "alerts-guardduty-high"),
    },
    {
        when: "Macie's severity is looked for in capitals",
        blames: ["alert rule"],
        edit: replace(["rule", "alerts-macie-high"], `"High"`, `"HIGH"`),
    },
    {
        when: "Inspector is looked for under the name in EventBridge's own example",
        blames: ["alert rule"],
        edit: replace(inspector, "aws.inspector2", "inspector2"),
    },
    {
        when: "closed and suppressed findings are mailed",
        blames: ["alert rule"],
        edit: replace(inspector, `,"status":["ACTIVE"]`, ""),
    },
    {
        when: "archived findings are mailed",
        blames: ["alert rule"],
        edit: replace(["rule", "alerts-macie"], `"archived":[false,`, `"archived":[true,false,`),
    },
    {
        when: "no rule is for lost coverage",
        blames: ["alert rule"],
        edit: without("rule", "alerts-coverage"),
    },
    {
        when: "no rule is for the lost coverage of Inspector",
        blames: ["alert rule"],
        edit: without("rule", "alerts-coverage-inspector"),
    },
    {
        when: "no rule is for the alarms of other Regions",
        blames: ["alert rule"],
        edit: without("rule", "alerts-alarms"),
    },
    {
        when: "alarms that are over are looked for",
        blames: ["alert rule"],
        edit: replace(["rule", "alerts-alarms"], `"ALARM"`, `"OK"`),
    },
    {
        when: "an alert goes to a topic that is not there",
        blames: ["alert rule"],
        edit: set(["target", "alerts-macie"], { arn: "arn:aws:sns:eu-west-1:123456789012:gone" }),
    },
    {
        when: "the topic is in another Region than the rules",
        blames: ["alarm action", "alert rule"],
        edit: set(["topic"], { region: "us-east-1" }),
    },
];
