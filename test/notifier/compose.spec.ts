import assert from "node:assert/strict";
import fc from "fast-check";
import { compose, emptyMemory, type Composition, type Memories, type Memory, remember } from "../../notifier/compose";
import { hashOf } from "../../notifier/memory";
import { readEvent, readEventWith } from "../findings/events";
import { anyMessage, known } from "./any-message";
import { alertOf, limits, now, queued, settings } from "./batches";

const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

function composed(
    texts: readonly string[],
    memory: Memory | "unreadable" = emptyMemory,
    at = now,
    change = {},
): Composition {
    return compose(
        queued(texts),
        memory === "unreadable" ? undefined : { default: memory },
        { ...limits, ...change },
        settings,
        at,
    );
}

/** The memory once everything has been published. */
function after({ mails, quiet }: Composition, memory = emptyMemory, at = now): Memory {
    return remember({ default: memory }, [...mails, ...quiet], at).default!;
}

const silent = ({ quiet }: Composition) => quiet.flatMap(({ messages }) => messages);
const subjects = ({ mails }: Composition) => mails.map(({ subject }) => subject);

/** A real finding; the event of the same name is one of many samples. */
function finding(id: string, severity = 8, count = 1): string {
    return alertOf(
        readEventWith("guardduty-high-function", { id, severity, service: { count }, title: `Finding ${id}` }),
    );
}

const ofHome = "(eu-west-1, 444455556666)";

describe("compose", () => {
    it("mails the most urgent alone, what it cannot read before HIGH, samples last, and counts the others", () => {
        const sample = alertOf(readEvent("guardduty-critical-attack-sequence"));
        const alarm = alertOf(readEvent("alarm-raised"));
        const texts = [sample, finding("h"), finding("l", 2), "?", alarm, finding("c", 9), finding("m", 5)];
        assert.deepEqual(subjects(composed(texts, emptyMemory, now, { mailsPerBatch: 4 })), [
            `[CRITICAL] GuardDuty: Finding c ${ofHome}`,
            "[UNREADABLE] Vigil: ?",
            `[ALARM] Vigil: vigil-relay-dead-letters-eu-west-1 ${ofHome}`,
            `[HIGH] GuardDuty: Finding h ${ofHome}`,
            "[MEDIUM] 3 alerts: 1 MEDIUM, 1 LOW, 1 SAMPLE",
        ]);
    });

    it("makes a digest even of one alert that is left over", () => {
        assert.deepEqual(subjects(composed([finding("a"), finding("b")], emptyMemory, now, { mailsPerBatch: 1 })), [
            `[HIGH] GuardDuty: Finding a ${ofHome}`,
            "[HIGH] 1 alert",
        ]);
    });

    it("makes digests only once the hour has had its mails, says so, and begins again in the next hour", () => {
        const memory = after(composed([finding("a"), finding("b")]));
        const third = composed([finding("c")], memory, now, { mailsPerHour: 2 });
        assert.deepEqual(subjects(third), ["[HIGH] 1 alert"]);
        assert.match(
            third.mails[0]!.text,
            /There are at most 2 mails an hour\.\n.*vigil:alerts\.notifier\.mailsPerHour\n$/,
        );
        assert.equal(
            subjects(composed([finding("c")], memory, later(1), { mailsPerHour: 2 }))[0],
            `[HIGH] GuardDuty: Finding c ${ofHome}`,
        );
    });

    it("mails a finding again when its severity rises, and not when it falls", () => {
        const memory = after(composed([finding("a", 5)]));
        assert.deepEqual(subjects(composed([finding("a", 8)], memory)), [`[HIGH] GuardDuty: Finding a ${ofHome}`]);
        assert.deepEqual(subjects(composed([finding("a", 2)], memory)), ["[SEEN AGAIN] 1 finding"]);
    });

    it("tells repeats every six hours, keeps quiet in between, and then says how often", () => {
        let memory = after(composed([finding("a", 8, 1)]));
        const at = (hours: number, count: number) => {
            const result = composed([finding("a", 8, count)], memory, later(hours));
            memory = after(result, memory, later(hours));
            return [result.mails.length, silent(result), memory.quiet];
        };
        assert.deepEqual(at(0, 5), [1, [], 0]);
        assert.deepEqual(at(1, 7), [0, ["message-0"], 1]);
        assert.deepEqual(at(5.9, 8), [0, ["message-0"], 2]);
        const told = composed([finding("a", 8, 12)], memory, later(6));
        assert.match(told.mails[0]!.text, /seen 12\n {4}times, 4 more than last told\n/);
        assert.match(told.mails[0]!.text, /\n {2}2 more repeats since the last such list, in no mail\n/);
        assert.deepEqual(at(6, 12), [1, [], 0]);
    });

    it("tells repeats at any time in a digest that there is anyway", () => {
        const memory = { ...after(composed([finding("a")])), repeatsTold: now.getTime() };
        const result = composed([finding("a"), finding("b"), finding("c")], memory, now, {
            mailsPerBatch: 1,
        });
        assert.deepEqual(
            result.mails.map(({ covers }) => covers),
            [["message-1"], ["message-2", "message-0"]],
        );
        assert.deepEqual(silent(result), []);
    });

    it("mails a finding once that is twice in a batch, by its highest count", () => {
        const { mails } = composed([finding("a", 8, 1), finding("a", 8, 4), finding("a", 5, 9)]);
        assert.deepEqual(
            mails.map(({ subject, covers }) => [subject, covers]),
            [
                [`[HIGH] GuardDuty: Finding a ${ofHome}`, ["message-1"]],
                ["[SEEN AGAIN] 1 finding", ["message-0", "message-2"]],
            ],
        );
        assert.match(mails[0]!.text, /Seen {12}4 times/);
    });

    it("takes no sample for a repeat, for somebody has asked for it", () => {
        const sample = alertOf(readEvent("guardduty-critical-attack-sequence"));
        const first = composed([sample]);
        assert.deepEqual(subjects(composed([sample], after(first))), subjects(first));
    });

    it("has no news of an alarm that got its first data", () => {
        const alarm = {
            AlarmName: "a",
            AlarmArn: "arn:aws:cloudwatch:eu-west-1:1:alarm:a",
            AWSAccountId: "444455556666",
        };
        const from = (OldStateValue: string, NewStateValue: string) =>
            JSON.stringify({ ...alarm, OldStateValue, NewStateValue });
        const { mails, noNews } = composed([
            from("INSUFFICIENT_DATA", "OK"),
            from("ALARM", "OK"),
            from("OK", "INSUFFICIENT_DATA"),
            from("INSUFFICIENT_DATA", "ALARM"),
        ]);
        assert.deepEqual(
            mails.map(({ subject, covers }) => [subject, covers]),
            [
                [`[ALARM] Vigil: a ${ofHome}`, ["message-3"]],
                [`[ALL CLEAR] Vigil: a ${ofHome}`, ["message-1"]],
            ],
        );
        assert.deepEqual(noNews, ["message-0", "message-2"]);
    });

    it("takes an all clear of another Region for one", () => {
        const over = alertOf(readEvent("alarm-raised")).replace('"state": "ALARM"', '"state": "OK"');
        assert.deepEqual(subjects(composed([over])), [
            `[ALL CLEAR] Vigil: vigil-relay-dead-letters-eu-west-1 ${ofHome}`,
        ]);
    });

    it("prints no link but into the console, and no account or Region that is none", () => {
        const alert = JSON.parse(finding("a")) as object;
        const forged = { ...alert, console: "https://evil.example/", account: "1\n2", region: "eu\n" };
        const [mail] = composed([JSON.stringify(forged)]).mails;
        assert.equal(mail!.subject, "[HIGH] GuardDuty: Finding a");
        assert.doesNotMatch(mail!.text, /evil|CONSOLE|Account|Region/);
    });

    it("remembers of a finding its rank, count and day, under a hash", () => {
        const { findings } = after(composed([finding("a", 8, 3)]));
        assert.deepEqual(findings, { [hashOf("a")]: [2, 3, Math.floor(now.getTime() / 86_400_000)] });
    });
});

const batch = fc.array(anyMessage, { maxLength: 60 });
const someLimits = fc.record({ mailsPerBatch: fc.nat(8), mailsPerHour: fc.integer({ min: 1, max: 12 }) });
const mailedBefore = fc.oneof(
    fc.constant(undefined),
    fc.array(fc.tuple(fc.nat(30), fc.nat(3)), { maxLength: 10 }).map((findings): Memories => {
        const known = Object.fromEntries(findings.map(([id, rank]) => [hashOf(`id-${id}`), [rank, 1, 20000] as const]));
        return { default: { ...emptyMemory, findings: known, repeatsTold: now.getTime() - 3_600_000 } };
    }),
);

function holdsFor(property: (texts: string[], memory: Memories | undefined, few: typeof limits) => void): void {
    fc.assert(fc.property(batch, mailedBefore, someLimits, property), { seed: 11, numRuns: 150 });
}

describe("compose, whatever comes,", () => {
    it("covers each message by just one mail, or keeps quiet about it", () => {
        holdsFor((texts, memory, few) => {
            const all = compose(queued(texts), memory, few, settings, now);
            const covered = [...all.mails.flatMap(({ covers }) => covers), ...silent(all), ...all.noNews];
            assert.deepEqual(
                covered.sort(),
                queued(texts)
                    .map(({ id }) => id)
                    .sort(),
            );
        });
    });

    it("makes no more mails than the limits allow, and one digest", () => {
        holdsFor((texts, memory, few) => {
            const { mails } = compose(queued(texts), memory, few, settings, now);
            assert.ok(mails.length <= Math.min(few.mailsPerBatch, few.mailsPerHour) + 1);
        });
    });

    it("counts in the totals of a digest each alert that it covers", () => {
        holdsFor((texts, memory, few) => {
            const { mails } = compose(queued(texts), memory, few, settings, now);
            for (const { text: digest, covers } of mails) {
                const [, total] = /^([\d,]+) alerts? at once/.exec(digest) ?? [];
                if (total === undefined) continue;
                const repeats = covers.length - Number(total);
                assert.ok(repeats >= 0 && repeats > 0 === digest.includes("\nSEEN AGAIN"));
                for (const by of ["SEVERITY", "SERVICE", "REGION", "ACCOUNT"]) {
                    const [, rows = ""] = new RegExp(`\nBY ${by}\n((?: +\\d+ {2}.*\n)+)`).exec(digest) ?? [];
                    const sum = [...rows.matchAll(/^ +(\d+) {2}/gm)].reduce((all, [, count]) => all + Number(count), 0);
                    assert.equal(sum, Number(total), by);
                }
            }
        });
    });

    it("writes subjects that SNS takes, and that have no brackets but its own", () => {
        holdsFor((texts, memory, few) => {
            for (const { subject } of compose(queued(texts), memory, few, settings, now).mails) {
                assert.match(subject, /^[ -~]{1,99}$/);
                assert.match(subject, /^(\[SAMPLE\] )?\[[A-Z ]+\] [^[\]]+$/);
            }
        });
    });

    it("writes short lines without hidden characters, links of AWS's only, and not more than SNS takes", () => {
        holdsFor((texts, memory, few) => {
            for (const { text: mail } of compose(queued(texts), memory, few, settings, now).mails) {
                assert.ok(Buffer.byteLength(mail) < 250_000);
                assert.doesNotMatch(mail.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
                for (const line of mail.split("\n")) {
                    const isLink = /^https:\/\/([a-z0-9-]+\.console|docs)\.aws\.amazon\.com\/\S+$/.test(line);
                    assert.ok(isLink || (Array.from(line).length <= 78 && !line.includes("://")), line);
                }
            }
        });
    });

    it("lets no text of an alert stand where its own words stand", () => {
        const section = fc.constantFrom(
            "\u00a7",
            "\u00a7".repeat(90),
            " ",
            "\n",
            "\r",
            "\t",
            "\u0085",
            "\u2028",
            "\u000b",
        );
        const marked = fc.array(section, { maxLength: 60 }).map((parts) => parts.join(""));
        const finding = fc.constantFrom(...known).map((event) => JSON.parse(alertOf(event)) as object);
        const alerts = fc.tuple(finding, marked).map(([json, mark]) => {
            const texts = { title: mark, description: mark, reason: mark, alarm: mark, issue: mark, type: mark };
            return JSON.stringify({
                ...json,
                ...texts,
                resource: { bucket: mark, user: [mark, mark] },
                instance: mark,
            });
        });
        fc.assert(
            fc.property(fc.array(fc.oneof(alerts, marked), { maxLength: 20 }), (texts) => {
                const bodies = composed(texts).mails.map(({ text: body }) => body);
                for (const line of bodies.join("").split("\n")) {
                    if (!line.includes("\u00a7")) continue;
                    // Behind a bar, behind a label, below a value; or a type, counted.
                    assert.match(line, /^( {2,10}\| | {2}[A-Z][a-zA-Z ]{1,13} +(?=\u00a7)| {18}| {3,8}\d+ {2}| {10})/);
                }
            }),
            { seed: 13, numRuns: 100 },
        );
    });

    it("says the same in whatever order the messages come", () => {
        fc.assert(
            fc.property(batch, mailedBefore, someLimits, fc.infiniteStream(fc.nat()), (texts, memory, few, keys) => {
                const messages = queued(texts);
                const shuffled = messages
                    .map((each) => [keys.next().value as number, each] as const)
                    .sort(([a], [b]) => a - b);
                const [one, other] = [messages, shuffled.map(([, each]) => each)].map((all) =>
                    compose(all, memory, few, settings, now),
                );
                assert.deepEqual(other!.mails, one!.mails);
            }),
            { seed: 12, numRuns: 100 },
        );
    });
});
