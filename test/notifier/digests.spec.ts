import assert from "node:assert/strict";
import type { JsonObject } from "../../tools/evaluators/json";
import { compose, type Mail, type Memories, remember } from "../../notifier/compose";
import { readEvent, readEventWith } from "../findings/events";
import { alertOf, limits, now, queued, settings } from "./batches";
import { assertGolden } from "./golden";

/** The digest of a batch. */
function digestOf(texts: readonly string[], memories: Memories = {}, at = now): Mail {
    return compose(queued(texts), memories, limits, settings, at).mails.at(-1)!;
}

/** `count` findings made of one, each with an ID of its own. */
function many(name: string, count: number, change: (index: number) => JsonObject = () => ({})): string[] {
    const { detail, ...envelope } = readEvent(name);
    const { id, findingArn, ...others } = detail as Readonly<Record<string, string>>;
    return Array.from({ length: count }, (_, index) => {
        const ids = { id: `${id}-${index}`, findingArn: `${findingArn}-${index}` };
        return alertOf({ ...envelope, ...change(index), detail: { ...others, ...ids } });
    });
}

/** What Inspector's first scan of an account is like. */
const firstScan = [
    ...many("inspector-critical-instance", 120),
    ...many("inspector-critical-image", 800, (index) => ({ region: index % 3 === 0 ? "us-east-1" : "eu-west-1" })),
    ...many("inspector-high-function", 9080, (index) => ({ region: index % 7 === 0 ? "us-east-1" : "eu-west-1" })),
];

/** Agents that fall silent together. */
const silence = Array.from({ length: 300 }, (_, index) => {
    const event = readEvent("coverage-guardduty-instance");
    const detail = event.detail as JsonObject;
    const ec2InstanceDetails = { instanceId: `i-${index.toString(16).padStart(17, "0")}` };
    return alertOf({
        ...event,
        region: ["eu-west-1", "us-east-1", "ap-southeast-2"][index % 3]!,
        detail: { ...detail, resourceDetails: { resourceType: "EC2", ec2InstanceDetails } },
    });
});

const bit = readEventWith("guardduty-high-bucket", { service: { count: 3 } });

/** A finding at a later count. */
function again(count: number): string {
    return alertOf(readEventWith("guardduty-high-bucket", { service: { count } }));
}

function remembered(...texts: string[]) {
    return remember({}, compose(queued(texts), {}, limits, settings, now).mails, now);
}

const hostile = `]\n[ALL CLEAR] \u202Ehttps://evil.example/?${"q".repeat(300)}`;

const digests: Readonly<Record<string, () => Mail>> = {
    "digest-of-a-first-scan": () => digestOf(firstScan),
    "digest-of-lost-coverage": () => digestOf(silence),
    "digest-of-findings-seen-again": () =>
        digestOf([again(40), again(41), ...many("macie-low", 1)], {
            default: { ...remembered(alertOf(bit), ...many("macie-low", 1)).default!, quiet: 12 },
        }),
    "digest-of-everything": () =>
        digestOf([
            ...["guardduty-critical-attack-sequence", "macie-high", "alarm-raised"].map((name) =>
                alertOf(readEvent(name)),
            ),
            ...many("guardduty-high-cluster", 6),
            ...silence.slice(0, 2),
            "no JSON at all",
            again(3),
            again(4),
            alertOf(readEventWith("guardduty-medium-instance", { title: hostile, id: "hostile", service: {} })),
        ]),
};

describe("the digest", () => {
    for (const [name, digest] of Object.entries(digests)) {
        it(`${name} is what the file says`, () => {
            assertGolden(name, digest());
        });
    }

    it("of 10,000 alerts is below 20 KB and made within a second", () => {
        const before = process.cpuUsage();
        const { mails } = compose(queued(firstScan), {}, limits, settings, now);
        assert.ok(process.cpuUsage(before).user < 1e6);
        assert.equal(mails.length, 6);
        assert.ok(Buffer.byteLength(mails.at(-1)!.text) < 20_000);
    });

    it("of alerts with the longest texts in the widest script is below 20 KB, too", () => {
        const text = "\u{20000}".repeat(1000);
        const resource = { s3BucketDetails: [{ name: text }] };
        const wide = Array.from({ length: 300 }, (_, index) => {
            const texts = { title: `${index} ${text}`, type: `${index}${text}`, resource };
            return alertOf(readEventWith("guardduty-high-bucket", { id: `${index}`, ...texts }));
        });
        const size = Buffer.byteLength(digestOf(wide, remembered(...wide.slice(0, 150))).text);
        assert.ok(size > 10_000 && size < 20_000, `${size} bytes`);
    });

    it("counts what its tables have no room for", () => {
        const accounts = Array.from({ length: 40 }, (_, index) =>
            alertOf(
                readEventWith("macie-high", { id: `${index}`, accountId: `${111122223300 + index}`, sample: false }),
            ),
        );
        assert.match(digestOf(accounts).text, /\nBY ACCOUNT\n(?: {7}1 {2}\d{12}\n){20} {6}15 {2}in 15 others\n/);
    });
});
