import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { reportPage } from "../../../tools/report/html/page";
import type { Report } from "../../../tools/proof/report";
import { falseAlert, lostAt, mail, origin, reportOf, unprovenAt } from "./reports";

const pageOf = (report: Report) => reportPage(report, origin);

const regions = ["eu-west-1", "us-east-1"];
const green = reportOf(regions);
const red = reportOf(regions, (result) => {
    if (result.id === "us-east-1/guardDuty/HIGH")
        return lostAt(result, "topic policy", "No <statement> lets EventBridge publish.", "kept");
    return result.id === "us-east-1/macie/LOW" ? falseAlert(result) : undefined;
});

describe("the page", () => {
    it("says in title and heading whether all is well", () => {
        assert.match(pageOf(green), /<title>✔ dev: every alert arrives<\/title>/);
        assert.match(pageOf(green), /<h1>.*dev: every alert arrives<\/span><\/h1>/);
        assert.match(pageOf(red), /<title>✘ dev: 1 lost, 1 false alert<\/title>/);
    });

    it("has every result, with its id, outcome and steps", () => {
        const page = pageOf(red);
        for (const { id, steps } of red.results) {
            const row = between(page, `<tr id="${id}">`, "</tr>");
            assert.equal(row.match(/<li>/g)?.length, steps.length, id);
        }
        assert.equal(page.match(/<tr id=/g)?.length, red.results.length);
    });

    it("says what should have happened where it did not, what arrived, and what became of the rest", () => {
        const row = (id: string) => between(pageOf(red), `<tr id="${id}"`, "</tr>");
        assert.match(row("us-east-1/guardDuty/HIGH"), /✘ LOST<\/span><span class="aside">should arrive</);
        assert.match(row("us-east-1/guardDuty/HIGH"), /<strong>topic policy<\/strong> No &#60;statement&#62; lets/);
        assert.match(row("us-east-1/guardDuty/HIGH"), /<p>A dead-letter queue keeps the event/);
        assert.match(row("us-east-1/macie/LOW"), /✘ FALSE ALERT<\/span><span class="aside">should be suppressed</);
        assert.match(row("us-east-1/macie/LOW"), /<strong>alert rule<\/strong>/);
        assert.match(row("us-east-1/inspector/LOW"), /– suppressed<\/span><\/td>[^]*<span class="muted">– stopped</);
        assert.match(row("us-east-1/macie/HIGH"), /✔ arrives<\/span>[^]*<summary>9 steps<[^]*<summary>Mail</);
        assert.match(row("us-east-1/macie/archive"), /<p>Kept as <code>AWSLogs\//);
    });

    it("begins with what is broken, with the reason and a link to the steps", () => {
        const faults = between(pageOf(red), '<ol class="faults">', "</ol>");
        assert.deepEqual(faults.match(/✘ [^<]*/g), [
            "✘ Lost at the topic policy: aws:sns/topicPolicy:TopicPolicy alert-topic",
            "✘ False alert at the alert rule: aws:cloudwatch/eventRule:EventRule alerts-macie-low",
        ]);
        assert.match(faults, /No &#60;statement&#62; lets EventBridge publish\./);
        assert.match(faults, /A dead-letter queue keeps the event/);
        assert.match(faults, /href="#us-east-1\/guardDuty\/HIGH"/);
        assert.ok(!pageOf(green).includes("What is broken"));
    });

    it("says when it was made, by what, and of what", () => {
        assert.equal(
            between(pageOf(green), '<dl class="origin">', "</dl>")
                .replace(/<[^>]*>/g, "|")
                .replace(/\|+/g, "|"),
            `|Made|2026-01-31 12:00:00 UTC|Of|the program|Account|${origin.account}|Vigil|1.2.3|Commit|${origin.commit}|`,
        );
    });

    it("shows how each service does in each Region, with a link to what counts", () => {
        const rows = between(pageOf(red), '<table class="matrix">', "</table>").match(/<tr>.*/g) ?? [];
        assert.deepEqual(
            rows.map((row) => row.replace(/<\/t[hd]>/g, "|").replace(/<[^>]*>/g, "")),
            [
                "Region|GuardDuty|Macie|Inspector|CloudWatch|",
                "eu-west-1 (home)|✔ 7|✔ 5|✔ 5|✔ 1|",
                "us-east-1|✘ 6 of 7|✘ 4 of 5|✔ 5|–|",
            ],
        );
        assert.match(rows[2] ?? "", /<a class="bad" href="#us-east-1\/guardDuty\/HIGH">/);
    });

    it("prints the whole map", () => {
        const [screen = "", print = ""] = pageOf(green).split("@media print");
        assert.match(print, /\.scroll \{ overflow: visible;/);
        assert.doesNotMatch(screen, /\.map \{[^}]*min-width/);
    });

    it("gives what is unproven a word, a sign and a colour of its own", () => {
        const page = pageOf(
            reportOf(regions, (result) =>
                result.source === "alarm" ? unprovenAt(result, "alert key", "Not known.") : undefined,
            ),
        );
        assert.match(page, /<title>\? dev: 1 unproven<\/title>/);
        assert.match(page, /<h1><span class="doubt">\?<\/span>/);
        assert.match(page, /<div class="doubt"><dt>unproven<\/dt><dd>1<\/dd><\/div>/);
        assert.match(page, /<li class="doubt">\n<h3><span class="doubt">\? Unproven at the alert key: /);
        assert.match(page, /<span class="doubt">\? UNPROVEN<\/span>/);
        assert.match(page, /<span class="doubt">\? unproven<\/span>/);
        assert.doesNotMatch(page.split("</style>")[1] ?? "", /class="bad"/);
    });

    it("puts a fix on a line of its own, at the cause and at the step", () => {
        const page = pageOf(
            reportOf(regions, (result) => {
                if (result.source !== "alarm") return undefined;
                const { steps = [], ...lost } = lostAt(result, "alert key", "No statement.");
                return { ...lost, steps: steps.map((step) => (step.passed ? step : { ...step, fix: "Allow <it>." })) };
            }),
        );
        assert.match(page, /<p>No statement\.<\/p>\n[^]*<p>Fix: Allow &#60;it&#62;\.<\/p>/);
        assert.match(page, /<span class="reason"><strong>Fix:<\/strong> Allow &#60;it&#62;\.<\/span>/);
    });

    it("counts in a drill only what really travelled", () => {
        const drilled = reportOf(regions, ({ source }) => (source === "guardDuty" ? {} : { remark: "by documents" }));
        assert.deepEqual(
            between(pageOf({ ...drilled, cloud: "aws" }), '<dl class="tiles">', "</dl>").match(/<dt>[^]*?<\/dd>/g),
            [
                "<dt>arrive</dt><dd>8</dd>",
                "<dt>suppressed</dt><dd>6</dd>",
                "<dt>lost</dt><dd>0</dd>",
                "<dt>false alerts</dt><dd>0</dd>",
                "<dt>only by documents</dt><dd>21</dd>",
            ],
        );
    });

    it("shows a mail word for word as it arrives, and what a phone shows of it", () => {
        const report = reportOf(regions, ({ id }) => (id === "eu-west-1/guardDuty/CRITICAL" ? { mail } : undefined));
        const card = between(pageOf(report), '<article class="mail">', "</article>");
        assert.equal(
            unescaped(card),
            `
<h3>GuardDuty CRITICAL finding <span class="aside">from eu-west-1</span></h3>
<p class="head"><span>From</span> Vigil <no-reply@sns.amazonaws.com></p>
<p class="head"><span>Subject</span> ${mail.subject}</p>
<pre tabindex="0">${mail.text}</pre>
<p class="phone"><span>On a phone</span> <b>[CRITICAL] GuardDuty: Stolen "keys" are…</b> Somebody <b>uses</b> them.</p>
`,
        );
        const row = between(pageOf(report), '<tr id="eu-west-1/guardDuty/CRITICAL"', "</tr>");
        assert.ok(row.includes(between(card, "</h3>\n", '<p class="phone')), row);
    });

    it("says where one of the mails is a digest", () => {
        const burst = { ...green.results.find(({ arrived }) => arrived !== undefined)!, kind: "burst" as const, mail };
        const withDigest = pageOf({ ...green, results: [...green.results, burst] });
        assert.match(withDigest, /alert of each service, and the digest of a burst, word for word/);
        assert.doesNotMatch(pageOf(green), /digest/);
    });

    it("shows the alert itself where SNS mails it as it is", () => {
        const card = between(pageOf(green), '<article class="mail">', "</article>");
        const raw = green.results.find(({ id }) => id === "eu-west-1/guardDuty/CRITICAL")?.arrived;
        assert.match(card, /<span>Subject<\/span> AWS Notification Message<\/p>\n<pre/);
        assert.equal(unescaped(between(card, '<pre tabindex="0">', "</pre>")), raw);
    });

    it("has no section for alerts where none arrives", () => {
        const report = reportOf(regions, ({ expected }) =>
            expected === "arrives" ? { arrived: undefined } : undefined,
        );
        assert.ok(!pageOf(report).includes("What arrives"));
    });

    it("makes an anchor of any id", () => {
        const report = reportOf(regions, ({ source }) =>
            source === "alarm" ? { id: "my alarm", outcome: "lost" } : undefined,
        );
        assert.match(pageOf(report), /href="#my%20alarm"[^]*<tr id="my%20alarm"/);
    });

    it("shows a message that is not valid JSON as it is", () => {
        const report = reportOf(regions, ({ source }) =>
            source === "macie" ? { arrived: "plain <text>" } : undefined,
        );
        assert.match(pageOf(report), /<pre tabindex="0">plain &#60;text&#62;<\/pre>/);
    });

    it("lists what is not rehearsed, and the warnings", () => {
        const page = pageOf({
            ...green,
            notRehearsed: ["aws:ec2/vpc:Vpc target"],
            warnings: ["Nobody confirmed."],
        });
        assert.match(page, /<h2>Not rehearsed: [^<]*<\/h2>\n<ul><li>aws:ec2\/vpc:Vpc target<\/li><\/ul>/);
        assert.match(page, /<h2>Warnings<\/h2>\n<ul><li>Nobody confirmed\.<\/li>/);
        assert.ok(!pageOf(green).includes("<h2>Warnings"));
    });

    it("lets nothing of the report become markup", () => {
        const evil = `"><script>alert('x')</script>&`;
        const hostile = reportOf([evil], () => ({
            subject: evil,
            arrived: JSON.stringify({ [evil]: evil, list: [evil] }),
            steps: [{ hop: "topic policy", resource: { type: "type", name: evil }, passed: false, reason: evil }],
        }));
        const page = pageOf({ ...hostile, stack: evil, account: evil, notRehearsed: [evil], warnings: [evil] });
        assert.ok(!page.includes("<script"));
        assert.ok(!page.includes("alert('x')"));
    });

    it("loads nothing, and its policy would forbid it", () => {
        const page = pageOf(red);
        const style = between(page, "<style>", "</style>");
        assert.doesNotMatch(page, /\s(?:src|srcset|data|action)=/);
        assert.doesNotMatch(page, /href="(?!#)/);
        assert.doesNotMatch(style, /url\(|@import|@font-face/);
        const policy = between(page, '<meta http-equiv="Content-Security-Policy" content="', '">');
        const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
        assert.equal(
            unescaped(policy),
            `default-src 'none'; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`,
        );
    });

    it("is for light and dark, for keyboards and for screen readers", () => {
        const page = pageOf(red);
        assert.match(page, /<html lang="en">/);
        assert.match(page, /<meta name="color-scheme" content="light dark">/);
        assert.match(page, /@media \(prefers-color-scheme: dark\)/);
        assert.match(page, /:focus-visible \{ outline/);
        assert.match(page, /<a class="skip" href="#results">/);
        for (const landmark of ["<header>", "<main>"]) assert.ok(page.includes(landmark), landmark);
        assert.match(page, /<div class="scroll" role="region" aria-labelledby="path" tabindex="0">/);
        assert.match(
            page,
            /<th scope="col">Event<\/th><th scope="col">Outcome<\/th><th scope="col">What decided<\/th>/,
        );
        assert.equal(page.match(/<th scope="row">/g)?.length, red.results.length + regions.length);
        const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
        assert.equal(new Set(ids).size, ids.length, "every id is there once");
    });

    it("unfolds the few Regions of a small stack, and only the broken ones of a large one", () => {
        const open = (count: number) => {
            const names = Array.from({ length: count }, (_, index) => `eu-test-${index}`);
            const report = reportOf(names, ({ id }) =>
                id === "eu-test-1/macie/HIGH" ? { outcome: "lost" } : undefined,
            );
            return pageOf(report).match(/<details class="region" open>/g)?.length;
        };
        assert.deepEqual([open(2), open(17)], [2, 1]);
    });
});

function between(text: string, start: string, end: string): string {
    const from = text.indexOf(start);
    assert.notEqual(from, -1, `no ${start}`);
    return text.slice(from + start.length, text.indexOf(end, from + start.length));
}

function unescaped(text: string): string {
    return text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}
