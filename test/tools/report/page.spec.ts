import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { reportPage } from "../../../tools/report/html/page";
import { falseAlert, lostAt, reportOf } from "./reports";

const regions = ["eu-west-1", "us-east-1"];
const green = reportOf(regions);
const red = reportOf(regions, (result) => {
    if (result.id === "us-east-1/guardDuty/HIGH")
        return lostAt(result, "topic policy", "No <statement> lets EventBridge publish.", "kept");
    return result.id === "us-east-1/macie/LOW" ? falseAlert(result) : undefined;
});

describe("the page", () => {
    it("says in title and heading whether all is well", () => {
        assert.match(reportPage(green), /<title>✔ dev: every alert arrives<\/title>/);
        assert.match(reportPage(green), /<h1>.*dev: every alert arrives<\/span><\/h1>/);
        assert.match(reportPage(red), /<title>✘ dev: 1 lost, 1 false alert<\/title>/);
    });

    it("has every result, with its id, outcome and steps", () => {
        const page = reportPage(red);
        for (const { id, outcome, steps } of red.results) {
            const row = between(page, `<tr id="${id}" data-outcome="${outcome}">`, "</tr>");
            assert.equal(row.match(/<li>/g)?.length, steps.length, id);
        }
        assert.equal(page.match(/<tr id=/g)?.length, red.results.length);
    });

    it("says what should have happened where it did not, what arrived, and what became of the rest", () => {
        const row = (id: string) => between(reportPage(red), `<tr id="${id}"`, "</tr>");
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
        const faults = between(reportPage(red), '<ol class="faults">', "</ol>");
        assert.deepEqual(faults.match(/✘ [^<]*/g), ["✘ Lost at the topic policy", "✘ False alert at the alert rule"]);
        assert.match(faults, /No &#60;statement&#62; lets EventBridge publish\./);
        assert.match(faults, /A dead-letter queue keeps the event/);
        assert.match(faults, /href="#us-east-1\/guardDuty\/HIGH"/);
        assert.ok(!reportPage(green).includes("What is broken"));
    });

    it("shows a mail laid out for reading and raw as it arrives", () => {
        const mail = between(reportPage(green), '<article class="mail">', "</article>");
        assert.match(mail, /<dt>title<\/dt><dd>Someone said &#34;hello&#34; &#60;script&#62;/);
        assert.ok(!mail.includes("<dt>user</dt>"), "empty fields are left out");
        const raw = green.results.find(({ id }) => id === "eu-west-1/guardDuty/CRITICAL")?.arrived;
        assert.equal(unescaped(between(mail, '<pre tabindex="0">', "</pre>")), raw);
    });

    it("leaves empty fields out, deep inside as well", () => {
        const arrived = JSON.stringify({ list: ["one", "", "two"], none: null, empty: { deep: ["", null] }, zero: 0 });
        const report = reportOf(regions, ({ id }) => (id === "eu-west-1/guardDuty/CRITICAL" ? { arrived } : undefined));
        const fields = between(reportPage(report), "<dl><div><dt>list", "</dl>");
        assert.equal(fields.replace(/\n/g, ""), "</dt><dd>one, two</dd></div><div><dt>zero</dt><dd>0</dd></div>");
    });

    it("has no section for alerts where none arrives", () => {
        const report = reportOf(regions, ({ expected }) =>
            expected === "arrives" ? { arrived: undefined } : undefined,
        );
        assert.ok(!reportPage(report).includes("What arrives"));
    });

    it("makes an anchor of any id", () => {
        const report = reportOf(regions, ({ source }) =>
            source === "alarm" ? { id: "my alarm", outcome: "lost" } : undefined,
        );
        assert.match(reportPage(report), /href="#my%20alarm"[^]*<tr id="my%20alarm"/);
    });

    it("shows a message that is not valid JSON as it is", () => {
        const report = reportOf(regions, ({ source }) =>
            source === "macie" ? { arrived: "plain <text>" } : undefined,
        );
        assert.match(reportPage(report), /<pre tabindex="0">plain &#60;text&#62;<\/pre>/);
    });

    it("lists what is not rehearsed, and the warnings", () => {
        const page = reportPage({
            ...green,
            notRehearsed: ["aws:ec2/vpc:Vpc target"],
            warnings: ["Nobody confirmed."],
        });
        assert.match(page, /<h2>Not rehearsed: [^<]*<\/h2>\n<ul><li>aws:ec2\/vpc:Vpc target<\/li><\/ul>/);
        assert.match(page, /<h2>Warnings<\/h2>\n<ul><li>Nobody confirmed\.<\/li>/);
        assert.ok(!reportPage(green).includes("<h2>Warnings"));
    });

    it("lets nothing of the report become markup", () => {
        const evil = `"><script>alert('x')</script>&`;
        const hostile = reportOf([evil], () => ({
            subject: evil,
            arrived: JSON.stringify({ [evil]: evil, list: [evil] }),
            steps: [{ hop: "topic policy", resource: { type: "type", name: evil }, passed: false, reason: evil }],
        }));
        const page = reportPage({ ...hostile, stack: evil, account: evil, notRehearsed: [evil], warnings: [evil] });
        assert.equal(page.match(/<script/g)?.length, 1);
        assert.ok(!page.includes("alert('x')"));
    });

    it("loads nothing, and its policy would forbid it", () => {
        const page = reportPage(red);
        const [style, script] = [between(page, "<style>", "</style>"), between(page, "<script>", "</script>")];
        assert.doesNotMatch(page, /\s(?:src|srcset|data|action)=/);
        assert.doesNotMatch(page, /href="(?!#)/);
        assert.doesNotMatch(style, /url\(|@import|@font-face/);
        assert.doesNotMatch(script, /fetch|XMLHttpRequest|import\b|innerHTML/);
        const policy = between(page, '<meta http-equiv="Content-Security-Policy" content="', '">');
        const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
        assert.equal(
            unescaped(policy),
            `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`,
        );
    });

    it("is for light and dark, for keyboards and for screen readers", () => {
        const page = reportPage(red);
        assert.match(page, /<html lang="en">/);
        assert.match(page, /<meta name="color-scheme" content="light dark">/);
        assert.match(page, /@media \(prefers-color-scheme: dark\)/);
        assert.match(page, /:focus-visible \{ outline/);
        assert.match(page, /<a class="skip" href="#results">/);
        for (const landmark of ["<header>", "<main>", 'role="search"']) assert.ok(page.includes(landmark), landmark);
        assert.match(page, /<div class="scroll" role="region" aria-labelledby="path" tabindex="0">/);
        assert.match(
            page,
            /<th scope="col">Event<\/th><th scope="col">Outcome<\/th><th scope="col">What decided<\/th>/,
        );
        assert.equal(page.match(/<th scope="row">/g)?.length, red.results.length);
        const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
        assert.equal(new Set(ids).size, ids.length, "every id is there once");
    });

    it("unfolds the few Regions of a small stack, and only the broken ones of a large one", () => {
        const open = (count: number) => {
            const names = Array.from({ length: count }, (_, index) => `eu-test-${index}`);
            const report = reportOf(names, ({ id }) =>
                id === "eu-test-1/macie/HIGH" ? { outcome: "lost" } : undefined,
            );
            return reportPage(report).match(/<details class="region" open>/g)?.length;
        };
        assert.deepEqual([open(2), open(17)], [2, 1]);
    });

    it("keeps the filter away from readers without JavaScript", () => {
        assert.match(reportPage(green), /<form id="filter" role="search" hidden>/);
        assert.match(reportPage(green), /form\.hidden = false;/);
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
