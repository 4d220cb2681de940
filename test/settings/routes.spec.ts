import assert from "node:assert/strict";
import { parseSettings, type AlertSettings } from "../../settings";
import { least } from "./configs";

const emails = ["security@example.com"];
const alertsOf = (alerts: object): AlertSettings =>
    parseSettings({ ...least, "vigil:alerts": JSON.stringify({ emails, ...alerts }) }).alerts!;
const routeOf = (route: object, others: object = {}) =>
    alertsOf({ routes: { payments: { emails: ["payments@example.com"], ...route } }, ...others }).routes[0]!;

const tenant = "01234567-89ab-cdef-0123-456789abcdef";
const team = "11111111-89ab-cdef-0123-456789abcdef";

describe("settings: routes", () => {
    it("have everything that the default route has, unless they say otherwise", () => {
        assert.deepEqual(alertsOf({ routes: { payments: { emails: ["payments@example.com"] } } }).routes, [
            {
                name: "payments",
                minimumSeverity: { guardDuty: "HIGH", macie: "HIGH", inspector: "CRITICAL" },
                regions: [],
                accounts: [],
                types: [],
                emails: ["payments@example.com"],
                slack: [],
                teams: [],
            },
        ]);
    });

    it("take filters and channels, in the order in which they are written", () => {
        const slack = [{ workspace: "T0123ABCD", channel: "C0123ABCD" }];
        const routes = {
            zebra: { slack },
            payments: {
                services: ["guardDuty"],
                regions: ["eu-west-1"],
                // As Pulumi writes a number, and as it keeps one that begins with 0.
                accounts: [111122223333, "012345678901"],
                types: ["UnauthorizedAccess:*"],
                minimumSeverity: "MEDIUM",
                teams: [{ tenant, team, channel: "19:abc@thread.tacv2" }],
            },
        };
        const [zebra, payments] = alertsOf({ routes }).routes;
        assert.deepEqual([zebra!.name, zebra!.slack], ["zebra", slack]);
        assert.deepEqual(payments, {
            name: "payments",
            minimumSeverity: { guardDuty: "MEDIUM", macie: "OFF", inspector: "OFF" },
            regions: ["eu-west-1"],
            accounts: ["111122223333", "012345678901"],
            types: ["UnauthorizedAccess:*"],
            emails: [],
            slack: [],
            teams: [{ tenant, team, channel: "19%3Aabc%40thread.tacv2" }],
        });
    });

    it("have the severities of the default route where they have no word of their own", () => {
        const standard = { minimumSeverity: { guardDuty: "MEDIUM", macie: "OFF" } };
        const words = (route: object) => Object.values(routeOf(route, standard).minimumSeverity);
        assert.deepEqual(words({}), ["MEDIUM", "OFF", "CRITICAL"]);
        assert.deepEqual(words({ minimumSeverity: { inspector: "LOW" } }), ["MEDIUM", "OFF", "LOW"]);
        assert.deepEqual(words({ minimumSeverity: "LOW" }), ["LOW", "LOW", "LOW"]);
        assert.deepEqual(words({ services: ["inspector", "guardDuty"] }), ["MEDIUM", "OFF", "CRITICAL"]);
    });

    it("are read from text at any depth, as the command line stores them", () => {
        const route = { emails: '["payments@example.com"]', accounts: '["111122223333"]', minimumSeverity: "LOW" };
        assert.deepEqual(
            alertsOf({ routes: JSON.stringify({ payments: JSON.stringify(route) }) }).routes,
            alertsOf({
                routes: {
                    payments: {
                        emails: ["payments@example.com"],
                        accounts: ["111122223333"],
                        minimumSeverity: "LOW",
                    },
                },
            }).routes,
        );
    });
});

describe("settings: what else alerts have", () => {
    it("gives machines every finding, unless the stack says otherwise", () => {
        const queues = ["arn:aws:sqs:eu-west-1:123456789012:findings"];
        const functions = ["arn:aws:lambda:eu-west-1:123456789012:function:findings"];
        assert.deepEqual(alertsOf({ events: { queues } }).events, {
            minimumSeverity: { guardDuty: "LOW", macie: "LOW", inspector: "LOW" },
            https: [],
            queues,
            functions: [],
        });
        const https = ["https://siem.example.com/"];
        assert.deepEqual(
            alertsOf({ events: { https, functions, minimumSeverity: { macie: "OFF", inspector: "HIGH" } } }).events,
            { minimumSeverity: { guardDuty: "LOW", macie: "OFF", inspector: "HIGH" }, https, queues: [], functions },
        );
    });

    it("mutes types, and switches the second way on", () => {
        const { mute, userNotifications } = alertsOf({ mute: ["Recon:EC2/*"], userNotifications: "true" });
        assert.deepEqual([mute, userNotifications], [["Recon:EC2/*"], true]);
    });

    it("sends a weekly mail wherever there is a notifier", () => {
        const weekly = (alerts: object) => alertsOf(alerts).weeklyMail;
        for (const on of [{}, { weeklyMail: true }, { weeklyMail: {} }])
            assert.deepEqual(weekly(on), { day: "MON", hour: 8 });

        assert.deepEqual(weekly({ weeklyMail: { day: "SUN", hour: "0" } }), { day: "SUN", hour: 0 });
        for (const off of [{ weeklyMail: false }, { notifier: false }, { emails: [], https: ["https://a.example/"] }])
            assert.equal(weekly(off), undefined);
    });
});
