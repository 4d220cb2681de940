import assert from "node:assert/strict";
import { parseSettings } from "../../settings";
import { least, oneProblem, refusal, type Config } from "./configs";

const emails = ["security@example.com"];
const https = ["https://pager.example.com/"];
const people = { emails: ["payments@example.com"] };
const routed = (route: object, others: object = {}) => ({
    emails,
    routes: { payments: { ...people, ...route } },
    ...others,
});
const channels = (...names: string[]) =>
    routed({ slack: names.map((channel) => ({ workspace: "T0123ABCD", channel })) });

const tenant = "01234567-89ab-cdef-0123-456789abcdef";
const team = "11111111-89ab-cdef-0123-456789abcdef";
const inTeams = (channel: string) => ({ teams: [{ tenant, team, channel }] });
const queue = "arn:aws:sqs:eu-west-1:123456789012:findings";

const payments = "vigil:alerts.routes.payments";
const fix = (what: string) => `fix:     pulumi config ${what}`;
const setting = (path: string, value: string) => fix(`set --path '${path}' ${value}`);
const removing = (path: string) => fix(`rm --path '${path}'`);
const words = "allowed: LOW, MEDIUM, HIGH, CRITICAL, { guardDuty: ..., macie: ..., inspector: ... }";
const names = "allowed: a map of at most 10 names and what is theirs";
const types = "allowed: a list of finding types, such as UnauthorizedAccess:*";
const unknownType = "no finding type is known that it fits (findings/finding-types.ts)";
const mailbox = setting("vigil:alerts.emails[0]", "security@example.com");
const unmatched = (why: string) => [
    `${payments}: no finding can ever match it: ${why}`,
    "allowed: a route that some finding can match",
    removing(payments),
];

/** What is refused, the alerts, the lines of the problem, and further settings. */
const refusals: readonly (readonly [string, object, readonly string[], Config?])[] = [
    [
        "OFF for all services, as one word",
        { emails, minimumSeverity: "OFF" },
        [
            "vigil:alerts.minimumSeverity: OFF for all services: nobody would be told of anything",
            ...['got:     "OFF"', words, setting("vigil:alerts.minimumSeverity", "HIGH")],
        ],
    ],
    [
        "OFF for each service",
        { emails, events: { queues: [queue], minimumSeverity: { guardDuty: "OFF", macie: "OFF", inspector: "OFF" } } },
        [
            "vigil:alerts.events.minimumSeverity: OFF for all services: nobody would be told of anything",
            ...[words, setting("vigil:alerts.events.minimumSeverity", "LOW")],
        ],
    ],
    [
        "an account number with 11 digits",
        routed({ accounts: [11112222333] }),
        [
            `${payments}.accounts[0]: not the number of an account, which has 12 digits; quote one that begins with 0`,
            ...['got:     "11112222333"', "allowed: a list of account numbers"],
            setting(`${payments}.accounts[0]`, "123456789012"),
        ],
    ],
    [
        "a slip of a finding type",
        routed({ types: ["UnauthorizedAccess:EC2/TorClent"] }),
        [
            `${payments}.types[0]: ${unknownType}. Did you mean UnauthorizedAccess:EC2/TorClient?`,
            ...['got:     "UnauthorizedAccess:EC2/TorClent"', types],
            setting(`${payments}.types[0]`, "UnauthorizedAccess:EC2/TorClient"),
        ],
    ],
    [
        "a slip of a pattern",
        { emails, mute: ["UnauthorisedAccess:*"] },
        [
            `vigil:alerts.mute[0]: ${unknownType}. Did you mean UnauthorizedAccess:*?`,
            ...['got:     "UnauthorisedAccess:*"', "allowed: a list of finding types, such as Recon:EC2/*"],
            setting("vigil:alerts.mute[0]", "'UnauthorizedAccess:*'"),
        ],
    ],
    [
        "a URL for a finding type, and does not show it",
        routed({ types: ["hooks.example.com:8080/T0KEN"] }),
        [
            `${payments}.types[0]: ${unknownType}`,
            ...["got:     (not shown: it may be a secret)", types],
            setting(`${payments}.types[0]`, "'UnauthorizedAccess:*'"),
        ],
    ],
    [
        "a Slack channel without its workspace",
        routed({ slack: [{ channel: "C0123ABCD" }] }),
        [
            `${payments}.slack[0].workspace: not set`,
            "allowed: an ID that begins with T, as in the workspace's URL",
            setting(`${payments}.slack[0].workspace`, "T0123ABCD"),
        ],
    ],
    [
        "the name of a Slack channel",
        channels("#general"),
        [
            `${payments}.slack[0].channel: not the ID of a channel, which is not its name`,
            ...['got:     "#general"', "allowed: an ID that begins with C, as at the end of the channel's details"],
            setting(`${payments}.slack[0].channel`, "C0123ABCD"),
        ],
    ],
    [
        "a Slack channel twice in one route",
        channels("C0123ABCD", "C0123ABCD"),
        [
            `${payments}.slack[1]: listed twice`,
            "allowed: a list of { workspace: T0123ABCD, channel: C0123ABCD }",
            removing(`${payments}.slack[1]`),
        ],
    ],
    [
        "a mailbox twice in one route, in other capitals",
        routed({ emails: ["a@example.com", "A@example.com"] }),
        [
            `${payments}.emails[1]: listed twice`,
            ...['got:     "A@example.com"', "allowed: a list of mail addresses", removing(`${payments}.emails[1]`)],
        ],
    ],
    [
        "two channels of one team, also in two routes",
        { emails, routes: { a: inTeams("19:a@thread.tacv2"), b: inTeams("19:b@thread.tacv2") } },
        [
            "vigil:alerts.routes.b.teams[0].channel: a team can have one channel, and that of vigil:alerts.routes.a.teams[0] is another",
            ...['got:     "19:b@thread.tacv2"', "allowed: an ID such as 19:abc@thread.tacv2"],
            setting("vigil:alerts.routes.b.teams[0].channel", "19:a@thread.tacv2"),
        ],
    ],
    [
        "a team by its name",
        routed({ teams: [{ tenant, team: "Payments", channel: "19:a@thread.tacv2" }] }),
        [
            `${payments}.teams[0].team: not the ID of a team`,
            ...['got:     "Payments"', `allowed: an ID such as ${tenant}`],
            setting(`${payments}.teams[0].team`, tenant),
        ],
    ],
    [
        "a route without receivers",
        routed({ emails: [] }),
        [
            `${payments}: nobody would hear of it: it has no receiver`,
            ...["allowed: at least one of emails, slack, teams", setting(`${payments}.emails[0]`, "team@example.com")],
        ],
    ],
    [
        "a route named default",
        { emails, routes: { default: people } },
        [
            "vigil:alerts.routes.default: the default route is vigil:alerts itself",
            ...['got:     "default"', names, removing("vigil:alerts.routes.default")],
        ],
    ],
    [
        "a name with capitals",
        { emails, routes: { Payments: people } },
        [
            "vigil:alerts.routes.Payments: not a name of at most 30 small letters, digits and hyphens, a letter first",
            ...['got:     "Payments"', names, removing("vigil:alerts.routes.Payments")],
        ],
    ],
    [
        "an eleventh route",
        { emails, routes: Object.fromEntries(Array.from("abcdefghijk").map((name) => [name, people])) },
        ["vigil:alerts.routes.k: more than 10 routes", ...['got:     "k"', names, removing("vigil:alerts.routes.k")]],
    ],
    [
        "a mail address for the routes",
        { emails, routes: "a@example.com" },
        [
            "vigil:alerts.routes: must be a map",
            ...['got:     "a@example.com"', names],
            setting(
                "vigil:alerts.routes",
                `'{"payments":{"accounts":["123456789012"],"emails":["team@example.com"]}}'`,
            ),
        ],
    ],
    [
        "a mail address for a route, but keeps it",
        { emails, routes: { payments: "a@example.com" } },
        [
            `${payments}: must be a map of settings`,
            ...['got:     "a@example.com"', names, setting(payments, `'{"emails":["a@example.com"]}'`)],
        ],
    ],
    [
        "a filter that lets nothing through",
        routed({ services: [] }),
        [
            `${payments}.services: the list is empty`,
            ...["got:     a list", "allowed: a list of guardDuty, macie, inspector"],
            setting(`${payments}.services`, `'["guardDuty"]'`),
        ],
    ],
    [
        "a misspelt setting of a route",
        routed({ mails: [] }),
        [
            `${payments}.mails: no such setting. Did you mean emails?`,
            "allowed: services, regions, accounts, types, minimumSeverity, emails, slack, teams",
            removing(`${payments}.mails`),
        ],
    ],
    [
        "a Region that is not watched",
        routed({ regions: ["us-east-1"] }),
        [
            `${payments}.regions[0]: us-east-1 is not watched, so nothing comes from there`,
            ...["allowed: eu-west-1", setting(`${payments}.regions[0]`, "eu-west-1")],
        ],
    ],
    [
        "a route whose services are all OFF",
        routed({ services: ["macie"], minimumSeverity: { macie: "OFF" } }),
        unmatched("every service is OFF for it"),
    ],
    [
        "a route of a service that is switched off",
        routed({ services: ["inspector"] }),
        unmatched("none of its services runs in its Regions (Inspector)"),
        { "vigil:inspector": "false" },
    ],
    [
        "a route of a service that its Region does not have",
        routed({ services: ["macie"], regions: ["ca-west-1"] }),
        unmatched("none of its services runs in its Regions (Macie)"),
        { "vigil:regions": '["eu-west-1","ca-west-1"]', "vigil:skipUnavailable": "true" },
    ],
    [
        "a route of another service's types",
        routed({ services: ["macie"], types: ["Recon:*"] }),
        unmatched("its types are not those of the services that it has there (Macie)"),
    ],
    [
        "a route of what is never so severe",
        routed({ types: ["Recon:*", "NETWORK_REACHABILITY"], minimumSeverity: "CRITICAL" }),
        unmatched("none of its types is ever CRITICAL"),
    ],
    [
        "a route of muted types",
        routed({ types: ["Recon:EC2/*"] }, { mute: ["Recon:*"] }),
        unmatched("all of its types are in vigil:alerts.mute"),
    ],
    [
        "routes without the notifier",
        routed({}, { notifier: false }),
        [
            "vigil:alerts.routes: this is the notifier's work, and vigil:alerts.notifier is false",
            ...["allowed: with the notifier only", setting("vigil:alerts.notifier", "true")],
        ],
    ],
    [
        "a weekly mail without the notifier",
        { emails, weeklyMail: { day: "FRI" }, notifier: false },
        [
            "vigil:alerts.weeklyMail: this is the notifier's work, and vigil:alerts.notifier is false",
            ...["allowed: with the notifier only", setting("vigil:alerts.notifier", "true")],
        ],
    ],
    [
        "routes without a mailbox for alarms",
        routed({}, { emails: [], https }),
        [
            "vigil:alerts.routes: alarms about Vigil itself are mailed to vigil:alerts.emails alone, and there is none",
            ...["allowed: with an address in vigil:alerts.emails only", mailbox],
        ],
    ],
    ...["weeklyMail", "userNotifications"].map(
        (key) =>
            [
                `${key} without a mailbox`,
                { https, [key]: true },
                [
                    `vigil:alerts.${key}: it is mailed to vigil:alerts.emails, and there is none`,
                    ...["allowed: with an address in vigil:alerts.emails only", mailbox],
                ],
            ] as const,
    ),
    [
        "an hour that no day has",
        { emails, weeklyMail: { hour: 24 } },
        [
            "vigil:alerts.weeklyMail.hour: more than 23",
            ...["got:     24", "allowed: 0 to 23", setting("vigil:alerts.weeklyMail.hour", "8")],
        ],
    ],
    [
        "the second way where AWS asks for a step in its console",
        { emails, userNotifications: true },
        [
            "vigil:alerts.userNotifications: AWS User Notifications takes me-south-1 by a step in its console only",
            "allowed: false, or true where all Regions are default Regions",
            setting("vigil:alerts.userNotifications", "false"),
        ],
        { "vigil:regions": '["eu-west-1","me-south-1"]' },
    ],
    [
        "chat where Amazon Q takes no topics",
        channels("C0123ABCD"),
        [
            `${payments}.slack: Amazon Q Developer in chat applications takes no topics of ap-southeast-6 (settings/regions.ts, as of 2026-08)`,
            "allowed: a list of { workspace: T0123ABCD, channel: C0123ABCD }",
            removing(`${payments}.slack`),
        ],
        { "aws:region": "ap-southeast-6", "vigil:skipUnavailable": "true" },
    ],
    [
        "events for no machine",
        { emails, events: {} },
        [
            "vigil:alerts.events: no machine would get anything: it has no receiver",
            ...["allowed: at least one of https, queues, functions", setting("vigil:alerts.events.queues[0]", queue)],
        ],
    ],
    [
        "a queue in another Region",
        { emails, events: { queues: [queue.replace("eu-west-1", "us-east-1")] } },
        [
            "vigil:alerts.events.queues[0]: not at home, in eu-west-1",
            ...["allowed: a list of ARNs of standard queues at home", setting("vigil:alerts.events.queues[0]", queue)],
        ],
    ],
    [
        "a FIFO queue",
        { emails, events: { queues: [`${queue}.fifo`] } },
        [
            "vigil:alerts.events.queues[0]: not the ARN of a standard queue",
            ...[`got:     "${queue}.fifo"`, "allowed: a list of ARNs of standard queues at home"],
            removing("vigil:alerts.events.queues[0]"),
        ],
    ],
    [
        "the version of a function",
        { emails, events: { functions: ["arn:aws:lambda:eu-west-1:123456789012:function:f:1"] } },
        [
            "vigil:alerts.events.functions[0]: not the ARN of a function without a version",
            'got:     "arn:aws:lambda:eu-west-1:123456789012:function:f:1"',
            "allowed: a list of ARNs of functions at home",
            removing("vigil:alerts.events.functions[0]"),
        ],
    ],
    [
        "an endpoint for events without https, and does not show it",
        { emails, events: { https: ["http://siem.example.com/T0KEN"] } },
        [
            "vigil:alerts.events.https[0]: not an https:// URL",
            ...["got:     (not shown: it may be a secret)", "allowed: a list of https:// URLs"],
            fix("set --secret --path 'vigil:alerts.events.https[0]'"),
        ],
    ],
];

describe("settings: what alerts cannot be", () => {
    for (const [what, alerts, lines, others] of refusals) {
        it(`refuses ${what}`, () => {
            assert.equal(
                refusal({ ...least, ...others, "vigil:alerts": JSON.stringify(alerts) }),
                oneProblem(...lines),
            );
        });
    }

    it("tells of several at once, and of nothing that only follows from them", () => {
        const text = refusal({
            ...least,
            "vigil:regions": '["eu-wset-1"]',
            "vigil:alerts": JSON.stringify(routed({ regions: ["us-east-1"], accounts: ["1"], types: ["Reckon:*"] })),
        });
        assert.deepEqual(
            [...text.matchAll(/^ {2}(vigil:[^:]*):/gm)].map(([, path]) => path),
            ["vigil:regions[0]", `${payments}.accounts[0]`, `${payments}.types[0]`],
        );
    });
});

describe("settings: what alerts should not be", () => {
    const warned = (alerts: object, secretKeys: readonly string[] = ["vigil:alerts"]) => {
        const warnings: string[] = [];
        const config = { ...least, "vigil:alerts": JSON.stringify(alerts) };
        parseSettings(config, secretKeys, (warning) => warnings.push(warning));
        return warnings;
    };

    it("warns of muted types that can be CRITICAL, and of no others", () => {
        const mute = ["Recon:*", "AttackSequence:S3/*", "NETWORK_REACHABILITY", "PACKAGE_VULNERABILITY", "Policy:*"];
        assert.deepEqual(
            warned({ emails, mute }),
            ["AttackSequence:S3/*", "PACKAGE_VULNERABILITY"].map(
                (type) =>
                    `vigil:alerts.mute has ${type}: findings of that type can be CRITICAL, and no mail and no chat will tell of one.`,
            ),
        );
    });

    it("takes machines alone, but says that no person hears", () => {
        assert.deepEqual(warned({ events: { queues: [queue] } }), [
            "Only the machines of vigil:alerts.events are told: no person hears of a finding, and nobody at all of alarms " +
                "and lost coverage, unless vigil:alerts.emails has an address.",
        ]);
        assert.deepEqual(warned({ https, events: { queues: [queue] } }), []);
    });

    it("warns of endpoints for events in plain text", () => {
        assert.deepEqual(warned({ emails, events: { https } }), []);
        assert.deepEqual(warned({ emails, events: { https } }, []), [
            "vigil:alerts.events.https is stored in plain text, and whoever knows such a URL can mostly use it: set each " +
                "anew, as with pulumi config set --secret --path 'vigil:alerts.events.https[0]'.",
        ]);
    });
});
