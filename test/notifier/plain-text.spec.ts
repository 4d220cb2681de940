import assert from "node:assert/strict";
import { ascii, lines, oneLine, subject, wrapped } from "../../notifier/plain-text";
import {
    emptyMemory,
    hashOf,
    type Memory,
    type News,
    readMemories,
    remember,
    writtenMemories,
} from "../../notifier/memory";
import { localTime } from "../../notifier/times";
import { now } from "./batches";

describe("oneLine", () => {
    const cases: readonly (readonly [why: string, text: string, expected: string])[] = [
        ["line breaks and tabs", " a\r\nb\tc\u2028d\u0085e  f ", "a b c d e f"],
        ["control characters", "a\u0000b\u001Bc\u007F", "a b c"],
        ["characters that turn the text around", "a\u202Egnp.exe\u2066b\u200F", "agnp[.]exeb"],
        ["invisible characters", "a\u200Bb\u2060c\uFEFFd\u00ADe\u3164f\u{E0041}g\u2800h", "abcdefgh"],
        ["halves of characters", "a\uD800b", "ab"],
        ["towers of accents", `a${"\u0316".repeat(9)}b`, "a\u0316\u0316b"],
        ["links", "see http://evil.example/x?y=z.", "see http[:]//evil[.]example/x?y=z."],
        [
            "links without a scheme",
            "www.evil.com evil.XN--P1AI пример.рф",
            "www[.]evil[.]com evil[.]XN--P1AI пример[.]рф",
        ],
        ["links behind a hidden character", "https:\u200B//e\u200B.com", "https[:]//e[.]com"],
        ["links with other dots", "evil\u3002com evil\uFF0Ecom", "evil[.]com evil[.]com"],
        [
            "nothing else",
            "Backdoor:EC2/C&CActivity.B!DNS at 198.51.100.23, 1.5 e.g. Zoë 山田",
            "Backdoor:EC2/C&CActivity.B!DNS at 198.51.100.23, 1.5 e.g. Zoë 山田",
        ],
    ];
    for (const [why, text, expected] of cases) {
        it(`deals with ${why}`, () => {
            assert.equal(oneLine(text, 100), expected);
        });
    }

    it("cuts by characters, not through one", () => {
        assert.equal(oneLine("😀😀😀😀", 3), "😀😀😀 [...]");
        assert.equal(oneLine("😀😀😀", 3), "😀😀😀");
    });
});

describe("the layout of plain text", () => {
    it("keeps the lines of a text, as many as there may be", () => {
        assert.deepEqual(lines("a\r\n\n b\u2028c", 100, 5), ["a", "b", "c"]);
        assert.deepEqual(lines("a\nb\nc", 100, 2), ["a", "b", "[... the rest is cut off]"]);
        assert.deepEqual(lines("abcdef", 4, 2), ["abcd", "[... the rest is cut off]"]);
    });

    it("wraps at 78 columns, long words after a slash or anywhere", () => {
        assert.deepEqual(wrapped(`${"word ".repeat(16)}end`, "- "), [
            `- ${"word ".repeat(15)}`.trimEnd(),
            "  word end",
        ]);
        assert.deepEqual(wrapped(`${"a".repeat(60)}/${"b".repeat(60)}`), [`${"a".repeat(60)}/`, "b".repeat(60)]);
        assert.deepEqual(wrapped("c".repeat(100), "| ", "| "), [`| ${"c".repeat(76)}`, `| ${"c".repeat(24)}`]);
    });

    it("knows that some characters take two columns", () => {
        assert.deepEqual(wrapped("漢".repeat(40)), ["漢".repeat(39), "漢"]);
    });

    it("writes in ASCII what has a likeness there", () => {
        assert.equal(ascii("Müller & Søn: “naïve” – Straße 山 Ł…"), 'Muller & Son: "naive" - Strasse L...');
    });

    it("cuts the title of a subject, never its ends, and leaves no brackets in it", () => {
        const long = subject("[HIGH] X: ", "[ALL CLEAR] word ".repeat(20), " (eu-west-1)");
        assert.equal(long.length, 99);
        assert.match(long, /^\[HIGH\] X: \(ALL CLEAR\) [^[\]]*\.\.\. \(eu-west-1\)$/);
        assert.equal(subject("[LOW] X: ", "a"), "[LOW] X: a");
    });

    it("writes times in the reader's zone, with UTC beside them, and its day if that is another", () => {
        assert.equal(localTime(now, "UTC"), "Sat 2026-03-14 02:18 UTC");
        assert.equal(localTime(now, "Europe/Berlin"), "Sat 2026-03-14 03:18 Europe/Berlin (02:18 UTC)");
        assert.equal(
            localTime(now, "America/New_York"),
            "Fri 2026-03-13 22:18 America/New_York (Sat 2026-03-14 02:18 UTC)",
        );
        assert.equal(localTime(new Date("2026-03-14T00:05:00Z"), "UTC"), "Sat 2026-03-14 00:05 UTC");
    });
});

describe("the memory", () => {
    const day = Math.floor(now.getTime() / 86_400_000);
    const hour = Math.floor(now.getTime() / 3_600_000);
    const news: News = { findings: [{ hash: "a", rank: 1, count: 2 }], mails: 1, repeatsTold: false, quiet: 3 };
    const after = (memory: Memory, ...all: News[]) => {
        const told = all.map((each) => ({ route: "default", news: each }));
        return remember({ default: memory }, told, now).default!;
    };

    it("adds what is new, and never takes a rank or count back", () => {
        const before = {
            ...emptyMemory,
            findings: { a: [2, 1, 5] as const },
            hour,
            mails: 4,
            repeatsTold: 7,
            quiet: 1,
        };
        assert.deepEqual(after(before, news), {
            findings: { a: [2, 2, day] },
            hour,
            mails: 5,
            repeatsTold: 7,
            quiet: 4,
        });
        assert.deepEqual(after({ ...before, hour: hour - 1 }, { ...news, repeatsTold: true, quiet: 0 }), {
            findings: { a: [2, 2, day] },
            hour,
            mails: 1,
            repeatsTold: now.getTime(),
            quiet: 0,
        });
    });

    it("forgets after 91 days, and the oldest above 20,000", () => {
        const findings = { old: [1, 1, day - 91], kept: [1, 1, day - 90] } as const;
        assert.deepEqual(Object.keys(after({ ...emptyMemory, findings }, news).findings).sort(), ["a", "kept"]);
        const full = Object.fromEntries(
            Array.from({ length: 20_000 }, (_, index) => [`f${index}`, [1, 1, day - (index % 50)]]),
        );
        const { findings: left } = after({ ...emptyMemory, findings: full as never }, news);
        assert.equal(Object.keys(left).length, 20_000);
        assert.ok("a" in left && !("f19999" in left) && "f19998" in left);
    });

    it("adds up several news at once", () => {
        const { mails, quiet, findings } = after(emptyMemory, news, {
            ...news,
            findings: [{ hash: "b", rank: 0, count: 1 }],
        });
        assert.deepEqual([mails, quiet, Object.keys(findings)], [2, 6, ["a", "b"]]);
    });

    it("is one for each route, whatever its name, and that of a route that is no more is forgotten", () => {
        const told = ["default", "constructor", "gone"].map((route) => ({ route, news }));
        const memories = remember({}, told, now);
        const one = after(emptyMemory, news);
        assert.deepEqual(memories, { default: one, constructor: one, gone: one });
        const text = writtenMemories(memories, ["default", "constructor", "new"]);
        assert.deepEqual(readMemories(text), { default: one, constructor: one });
    });

    it("of a notifier from before there were routes is the default route's", () => {
        const whole = after(emptyMemory, news);
        assert.deepEqual(readMemories(JSON.stringify(whole)), { default: whole });
    });

    it("is left out if it is damaged, and the others are not", () => {
        const whole = after(emptyMemory, news);
        const damaged = [null, [], {}, 7, { ...whole, hour: "1" }, { ...whole, findings: { a: 1 } }];
        for (const one of damaged) {
            const text = JSON.stringify({ routes: { default: whole, payments: one } });
            assert.deepEqual(readMemories(text), { default: whole }, text);
            assert.deepEqual(readMemories(JSON.stringify(one)), {}, text);
        }
        for (const text of ["", '{"routes": 7}']) assert.deepEqual(readMemories(text), {}, text);
    });

    it("has a hash instead of an ID", () => {
        assert.match(hashOf("arn:aws:inspector2:eu-west-1:444455556666:finding/1"), /^[\w-]{11}$/);
        assert.notEqual(hashOf("a"), hashOf("b"));
    });
});
