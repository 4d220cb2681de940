import assert from "node:assert/strict";
import { parseSettings } from "../../settings";
import { least, oneProblem, refusal } from "./configs";

const secret = "T0KEN";
const url = `https://hooks.example.com/${secret}`;

describe("settings: secrets", () => {
    it("shows no endpoint, though the stack file holds it in plain text, and asks for it", () => {
        assert.equal(
            refusal({ ...least, "vigil:alerts": `{"https":["http://${secret}"]}` }),
            oneProblem(
                "vigil:alerts.https[0]: not an https:// URL",
                "got:     (not shown: it may be a secret)",
                "allowed: a list of https:// URLs",
                "fix:     pulumi config set --secret --path 'vigil:alerts.https[0]'",
            ),
        );
    });

    it("refuses an endpoint that stands twice without showing it", () => {
        assert.equal(
            refusal({ ...least, "vigil:alerts": JSON.stringify({ https: [url, url] }) }),
            oneProblem(
                "vigil:alerts.https[1]: listed twice",
                "got:     (not shown: it may be a secret)",
                "allowed: a list of https:// URLs",
                "fix:     pulumi config rm --path 'vigil:alerts.https[1]'",
            ),
        );
    });

    it("refuses webhooks of chats, which can confirm no subscription, and says what to use instead", () => {
        const webhooks = {
            "https://hooks.slack.com/services/T0KEN": "Slack",
            "https://acme.webhook.office.com/webhookb2/T0KEN": "Teams",
            "https://prod-12.westeurope.logic.azure.com:443/workflows/T0KEN": "Teams",
            "https://a.b.environment.api.powerplatform.com/T0KEN": "Teams",
            "https://discord.com/api/webhooks/1/T0KEN": "Discord",
            "https://chat.googleapis.com/v1/spaces/T0KEN": "Google Chat",
            "https://hooks.chime.aws/incomingwebhooks/T0KEN": "Amazon Chime",
        };
        for (const [webhook, chat] of Object.entries(webhooks)) {
            assert.equal(
                refusal({ ...least, "vigil:alerts": JSON.stringify({ https: [url, webhook] }) }),
                oneProblem(
                    `vigil:alerts.https[1]: ${chat} confirms no subscription of SNS, so nothing would arrive: a route ` +
                        "takes channels of Slack and Teams (vigil:alerts.routes.NAME.slack), vigil:alerts.emails the " +
                        "mail address of a channel",
                    "got:     (not shown: it may be a secret)",
                    "allowed: a list of https:// URLs",
                    "fix:     pulumi config set --secret --path 'vigil:alerts.https[1]'",
                ),
            );
        }
        for (const other of ["https://events.pagerduty.com/x", "https://hooks.slack.com.example.com/x"]) {
            const alerts = JSON.stringify({ https: [other] });
            assert.deepEqual(parseSettings({ ...least, "vigil:alerts": alerts }).alerts!.https, [other]);
        }
    });

    const misplaced = {
        "as the whole map": url,
        "in a broken map": `{"https":["${url}"`,
        "as a list": JSON.stringify([url]),
        "as a mail address": JSON.stringify({ emails: [url] }),
        "as one text for the list": JSON.stringify({ https: secret }),
        "without its scheme": JSON.stringify({ https: [secret] }),
        "in a list in the list": JSON.stringify({ https: [[secret]] }),
        "as a severity": JSON.stringify({ minimumSeverity: url }),
        "as a key": JSON.stringify({ [url]: true }),
        "below an unknown key": JSON.stringify({ webhooks: [secret] }),
    };
    for (const [where, alerts] of Object.entries(misplaced)) {
        it(`shows no endpoint put ${where}`, () => {
            assert.ok(!refusal({ ...least, "vigil:alerts": alerts }).includes(secret));
        });
    }

    it("shows no endpoint in a setting that has nothing to do with it", () => {
        for (const key of ["aws:region", "vigil:regions", "vigil:macie", "vigil:archive", "vigil:replayDays"])
            assert.ok(!refusal({ ...least, [key]: url }).includes(secret));
    });

    it("shows nothing of a value that Pulumi keeps secret, not even a key", () => {
        const values = {
            "aws:region": secret,
            "vigil:regions": `["${secret}"]`,
            "vigil:replayDays": secret,
            "vigil:alerts": `{"${secret}":1,"emails":["${secret}"],"minimumSeverity":"${secret}"}`,
            "vigil:macie": `{"publishEvery":"${secret}"}`,
        };
        const text = refusal(values, Object.keys(values));
        assert.ok(!text.includes(secret));
        assert.equal(text.match(/\(not shown: it may be a secret\)/g)?.length, 7);
        assert.match(
            text,
            /vigil:alerts: one of its keys is not a setting\n.*\n.*\n +fix: {5}pulumi config get vigil:alerts$/m,
        );
    });

    it("asks for the value in every fix of a secret key, so that no plain text takes the place of a secret", () => {
        const alerts = JSON.stringify({ emails: ["nobody"], minimumSeverity: "SEVERE" });
        assert.deepEqual(refusal({ ...least, "vigil:alerts": alerts }, ["vigil:alerts"]).match(/pulumi config .*/g), [
            "pulumi config set --secret --path 'vigil:alerts.minimumSeverity'",
            "pulumi config set --secret --path 'vigil:alerts.emails[0]'",
        ]);
        assert.match(
            refusal({ ...least, "vigil:alerts": '{"emails":[]}' }, ["vigil:alerts"]),
            /fix: {5}pulumi config set --secret --path 'vigil:alerts\.emails\[0\]'$/,
        );
        assert.match(
            refusal({ ...least, "vigil:alerts.emails": secret }, ["vigil:alerts.emails"]),
            /\n +pulumi config set --secret --path 'vigil:alerts\.emails\[0\]'$/,
        );
    });

    it("removes a text before it asks for the first entry of the list", () => {
        assert.match(
            refusal({ ...least, "vigil:alerts": JSON.stringify({ https: url }) }),
            /pulumi config rm --path 'vigil:alerts\.https'\n +pulumi config set --secret --path 'vigil:alerts\.https\[0\]'$/,
        );
    });

    it("names a slip of a known key even in a secret map", () => {
        const text = refusal({ ...least, "vigil:alerts": '{"emials":[],"emails":["a@example.com"]}' }, [
            "vigil:alerts",
        ]);
        assert.match(text, /vigil:alerts\.emials: no such setting\. Did you mean emails\?/);
    });

    it("shows no text too long for a word", () => {
        assert.doesNotMatch(refusal({ ...least, "vigil:macie": "x".repeat(61) }), /xxx/);
    });

    it("guesses at no word from a secret value", () => {
        assert.doesNotMatch(refusal({ ...least, "vigil:regions": '["eu-wset-1"]' }, ["vigil:regions"]), /Did you mean/);
    });

    it("warns of an endpoint in plain text, and not of one kept secret", () => {
        const config = { ...least, "vigil:alerts": JSON.stringify({ https: [url] }) };
        const warnings = (secretKeys: readonly string[]) => {
            const texts: string[] = [];
            assert.deepEqual(parseSettings(config, secretKeys, (text) => texts.push(text)).alerts!.https, [url]);
            return texts;
        };
        assert.deepEqual(warnings(["vigil:alerts"]), []);
        assert.deepEqual(warnings([]), [
            "vigil:alerts.https is stored in plain text, and whoever knows such a URL can mostly use it: set each anew, " +
                "as with pulumi config set --secret --path 'vigil:alerts.https[0]'.",
        ]);
    });
});

describe("settings: other warnings", () => {
    const warningsOf = (more: Record<string, string>, project?: string) => {
        const texts: string[] = [];
        const at = { stack: "dev", ...(project === undefined ? {} : { project }) };
        parseSettings({ ...least, ...more }, [], (text) => texts.push(text), at);
        return texts;
    };

    it("says that nothing watches home", () => {
        assert.deepEqual(warningsOf({ "vigil:regions": '["us-east-1"]' }), [
            "Nothing watches eu-west-1, the home Region with the archive and the alerts: it is not in vigil:regions. " +
                "Add it there, unless another stack or account watches it.",
        ]);
        assert.deepEqual(warningsOf({ "vigil:regions": '["us-east-1","eu-west-1"]' }), []);
    });

    it("says what a lock of the replica costs who wants to be rid of it", () => {
        const told = (archive: unknown) => warningsOf({ "vigil:archive": JSON.stringify(archive) });
        const replica = "us-east-1";
        const compliance =
            "vigil:archive.objectLock is COMPLIANCE: for 30 days nobody can delete what is in the replica, nor shorten " +
            "that, not even the account's root user or AWS Support; only closing the account ends it and its cost.";
        const kept =
            "vigil:archive.retain is false, but vigil:archive.objectLock keeps what is in the replica: pulumi destroy " +
            "deletes none of it, and fails until the replica is empty, at the earliest 30 days after the last finding.";
        const lock = { mode: "COMPLIANCE", days: 30 };
        assert.deepEqual(told({ replica, objectLock: { days: 30 } }), []);
        assert.deepEqual(told({ replica, objectLock: lock }), [compliance]);
        assert.deepEqual(told({ replica, objectLock: { days: 30 }, retain: false }), [kept]);
        assert.deepEqual(told({ replica, objectLock: lock, retain: false }), [compliance, kept]);
        assert.deepEqual(told({ replica, retain: false }), []);
    });

    it("says which keys nothing reads, because their namespace is the project's or a slip of ours", () => {
        const unread = (key: string) =>
            `${key}: Not read, as the settings are in the namespace vigil. ` +
            `To have it read: rename it to vigil:${key.split(":")[1]!} in Pulumi.dev.yaml.`;
        const keys = [
            "vigl:regions",
            "Vigil:macie",
            "vgil:anything",
            "acme:archive",
            "acme:alerts.emails",
            "aws:regions",
        ];
        const config = Object.fromEntries(keys.map((key) => [key, "x"]));
        assert.deepEqual(warningsOf(config, "acme"), keys.map(unread));
    });

    it("leaves alone what only the project's own program can know, and other namespaces", () => {
        assert.deepEqual(warningsOf({ "acme:colour": "x", "vigilante:regions": "x", "aws:profile": "x" }, "acme"), []);
        assert.deepEqual(warningsOf({ "acme:regions": "x" }, "other"), []);
    });

    it("says when a runtime plan is on without a word on its agents", () => {
        const warnings = (plan: string, value: string) => {
            const texts: string[] = [];
            parseSettings({ ...least, "vigil:guardDuty": `{"plans":{"${plan}":${value}}}` }, [], (text) =>
                texts.push(text),
            );
            return texts;
        };
        for (const plan of ["RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING"]) {
            assert.deepEqual(warnings(plan, "true"), [
                `${plan} is on, but GuardDuty installs no agent, and where none runs it sees nothing: name the agents in ` +
                    `vigil:guardDuty.plans.${plan}.agents, or set that to [] if you install them all yourself.`,
            ]);
            assert.deepEqual([warnings(plan, '{"agents":[]}'), warnings(plan, "false")], [[], []]);
        }
    });
});
