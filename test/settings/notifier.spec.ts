import assert from "node:assert/strict";
import { parseSettings } from "../../settings";
import { least, oneProblem, refusal } from "./configs";

const alertsWith = (notifier: unknown, emails = ["security@example.com"]) => ({
    ...least,
    "vigil:alerts": JSON.stringify({ emails, https: ["https://pager.example.com/"], notifier }),
});
const notifierOf = (config: Readonly<Record<string, string>>) => parseSettings(config).alerts!.notifier;
const notAName = "not a name of at most 50 letters, digits, spaces and ._/()-";
const standard = { mailsPerBatch: 5, mailsPerHour: 30, timeZone: "UTC", accountNames: {} };

describe("settings: the notifier", () => {
    it("is on, in whatever way that is said", () => {
        for (const on of [undefined, true, {}]) assert.deepEqual(notifierOf(alertsWith(on)), standard);
    });

    it("is off where the stack says so, and where there is no mailbox to write to", () => {
        assert.equal(notifierOf(alertsWith(false)), undefined);
        assert.equal(notifierOf(alertsWith(true, [])), undefined);
    });

    it("takes its limits, a time zone, and the names of accounts", () => {
        const config = {
            ...alertsWith({ mailsPerBatch: "0", mailsPerHour: 1000, timeZone: "Europe/Berlin" }),
            "vigil:accountNames": '{"012345678901":"Zürich (prod)"}',
        };
        assert.deepEqual(notifierOf(config), {
            mailsPerBatch: 0,
            mailsPerHour: 1000,
            timeZone: "Europe/Berlin",
            accountNames: { "012345678901": "Zürich (prod)" },
        });
    });

    it("is missed aloud: without it a burst silences the mailboxes", () => {
        const warned: string[] = [];
        const warn = (warning: string) => warned.push(warning);
        parseSettings(alertsWith(false, []), ["vigil:alerts"], warn);
        assert.deepEqual(warned, []);
        parseSettings(alertsWith(false), ["vigil:alerts"], warn);
        assert.deepEqual(warned, [
            "Nothing bounds the mails, because vigil:alerts.notifier is false: SNS suspends a mailbox that gets more than " +
                "ten in a second, and every later alert is lost to it. Each is a line of JSON, too. To have mails written: " +
                "pulumi config set --path 'vigil:alerts.notifier' true.",
        ]);
    });

    const path = "vigil:alerts.notifier";
    const refusals: [string, unknown, ...string[]][] = [
        [
            "too many mails of a batch",
            { mailsPerBatch: 21 },
            `${path}.mailsPerBatch: more than 20`,
            "got:     21",
            "allowed: 0 to 20",
            `fix:     pulumi config set --path '${path}.mailsPerBatch' 5`,
        ],
        [
            "no mail in an hour",
            { mailsPerHour: 0 },
            `${path}.mailsPerHour: less than 1`,
            "got:     0",
            "allowed: 1 to 1000",
            `fix:     pulumi config set --path '${path}.mailsPerHour' 30`,
        ],
        [
            "a time zone nobody knows",
            { timeZone: "Olympus" },
            `${path}.timeZone: not a time zone of the IANA list`,
            'got:     "Olympus"',
            "allowed: a name of the IANA list, such as Europe/Berlin",
            `fix:     pulumi config set --path '${path}.timeZone' Europe/Berlin`,
        ],
    ];
    for (const [what, notifier, ...lines] of refusals) {
        it(`refuses ${what}`, () => {
            assert.equal(refusal(alertsWith(notifier)), oneProblem(...lines));
        });
    }

    it("refuses a misspelt limit", () => {
        assert.match(
            refusal(alertsWith({ mailPerHour: 3 })),
            /mailPerHour: no such setting\. Did you mean mailsPerHour\?/,
        );
    });

    const namesAllowed = "allowed: a map of account numbers and names";
    for (const [what, number, name, wrong] of [
        [
            "a number that is no account",
            "12345",
            "prod",
            "not the number of an account, which has 12 digits; quote one that begins with 0",
        ],
        ["a name that could fake a line of a mail", "123456789012", "prod\nConsole: x", notAName],
        ["no name", "123456789012", "", notAName],
    ] as const) {
        it(`refuses ${what} as an account's name`, () => {
            assert.equal(
                refusal({ ...least, "vigil:accountNames": JSON.stringify({ [number]: name }) }),
                oneProblem(
                    `vigil:accountNames.${number}: ${wrong}`,
                    `got:     ${JSON.stringify(number === "12345" ? number : name)}`,
                    namesAllowed,
                    `fix:     pulumi config rm --path 'vigil:accountNames.${number}'`,
                ),
            );
        });
    }
});
