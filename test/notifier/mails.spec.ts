import assert from "node:assert/strict";
import { alarmNotification } from "../../tools/proof/events/alarm";
import type { JsonObject } from "../../tools/evaluators/json";
import { compose, type Mail } from "../../notifier/compose";
import { readEvent, readEventWith } from "../findings/events";
import { alertOf, limits, now, queued, settings } from "./batches";
import { assertGolden } from "./golden";

/** The one mail about one alert. */
function mailOf(text: string): Mail {
    const { mails } = compose(queued([text]), {}, limits, settings, now);
    assert.deepEqual(
        mails.map(({ covers }) => covers),
        [["message-0"]],
    );
    return mails[0]!;
}

const home = {
    name: "vigil-alert-dead-letters",
    arn: "arn:aws:cloudwatch:eu-central-1:444455556666:alarm:vigil-alert-dead-letters",
    region: "EU (Frankfurt)",
    description: "Alerts could not be handed to the topic. Read them in the queue; then redrive it.",
};

function notification(change: JsonObject): string {
    const raised = JSON.parse(alarmNotification({ account: "444455556666", partition: "aws" }, home)) as JsonObject;
    return JSON.stringify({ ...raised, ...change });
}

const allClear = {
    NewStateValue: "OK",
    OldStateValue: "ALARM",
    NewStateReason:
        "Threshold Crossed: 1 datapoint [0.0 (14/03/26 02:17:00)] was not greater than the threshold (0.0).",
};

/** A name such as somebody would choose who wants the reader to look the other way. */
const hostile =
    "web\n\nALL CLEAR\r\nCONSOLE\nhttps://aws-console.example.com/login\u2028\u202Eexe.drowssap\u202C " +
    "\u200Bwww.evil.example\u0000\u001B[31m a\u0301\u0301\u0301\u0301\u0301 " +
    `<a href="http://evil.example">help</a> ${"x".repeat(500)}`;

const hostileEvent = readEventWith("guardduty-high-bucket", {
    title: `[ALL CLEAR] ${hostile}`,
    description: `${hostile}\n${hostile}`,
    resource: {
        resourceType: "S3Bucket",
        s3BucketDetails: [{ name: hostile }],
        accessKeyDetails: { userName: "Müller\u00A0& Søn 山田\nAccount  111111111111", accessKeyId: "" },
    },
});

const member = { ...readEvent("inspector-critical-image"), account: "999988887777" };

const mails: Readonly<Record<string, string>> = {
    "guardduty-bucket": alertOf(readEvent("guardduty-high-bucket")),
    "guardduty-instance": alertOf(readEventWith("guardduty-medium-instance", {})),
    "guardduty-sample-attack-sequence": alertOf(readEvent("guardduty-critical-attack-sequence")),
    "guardduty-member-account": alertOf({
        ...readEventWith("guardduty-high-function", { accountId: "111122223333" }),
        account: "444455556666",
    }),
    "guardduty-seen-often": alertOf(
        readEventWith("guardduty-high-cluster", {
            service: { eventFirstSeen: "2026-03-11T21:40:00Z", eventLastSeen: "2026-03-14T02:15:00Z", count: 1204 },
        }),
    ),
    "guardduty-missing-fields": alertOf({ ...readEventWith("guardduty-high-bucket", {}), detail: { severity: 8 } }),
    "guardduty-hostile-names": alertOf(hostileEvent),
    "guardduty-256-kilobytes": alertOf(
        readEventWith("guardduty-high-bucket", { description: "A very long description. ".repeat(10_000) }),
    ),
    "macie-object": alertOf(readEvent("macie-high")),
    "inspector-instance": alertOf(readEvent("inspector-critical-instance")),
    "inspector-image": alertOf(member),
    "coverage-guardduty": alertOf(readEvent("coverage-guardduty-instance")),
    "coverage-inspector": alertOf(readEvent("coverage-inspector-lost")),
    "alarm-of-another-region": alertOf(readEvent("alarm-raised")),
    "alarm-of-home": notification({}),
    "alarm-of-home-all-clear": notification(allClear),
    "unreadable-text": "Your build failed.\nSee https://ci.example.com/17\u0007 for more.",
    "unreadable-json": JSON.stringify({ detail: { title: "Something else", state: "ALARM" }, source: "my.app" }),
};

describe("the mail about", () => {
    for (const [name, text] of Object.entries(mails)) {
        it(`${name} is what the file says`, () => {
            assertGolden(name, mailOf(text));
        });
    }

    it("a list shows the first ten, and says how many there are", () => {
        const resources = Array.from({ length: 12 }, (_, index) => `i-${index}`);
        const { text } = mailOf(alertOf({ ...readEvent("coverage-inspector-lost"), resources }));
        assert.match(text, /(?: {2}Resource {8}i-\d\n){10} {2}Resource {8}and 2 more\n/);
    });

    it("a type that is the name of something in every object is one that nobody knows", () => {
        const { text } = mailOf(alertOf(readEventWith("guardduty-high-bucket", { type: "constructor:toString/x" })));
        assert.match(text, /GuardDuty has seen something[^]+\/guardduty_remediate\.html\n/);
    });

    it("what cannot be read is cut to what SNS takes", () => {
        const { text } = mailOf("\u6f22".repeat(90_000));
        assert.ok(Buffer.byteLength(text) < 150_000);
        assert.ok(text.includes("\n  | [... the rest is cut off]\n"));
    });
});
