import assert from "node:assert/strict";
import fc from "fast-check";
import { chatMessage } from "../../notifier/chat";
import type { Route } from "../../findings/routes";
import { compose, type Mail } from "../../notifier/compose";
import { readEvent, readEventWith } from "../findings/events";
import { anyMessage, hostileInChat } from "./any-message";
import { alertOf, limits, now, queued, settings } from "./batches";
import { assertGoldenChat } from "./golden";

const payments: Route = { ...settings.routes[0]!, name: "payments" };

/** What the route payments is told, beside the default route. */
function told(texts: readonly string[], few = limits): readonly Mail[] {
    const routes = [...settings.routes, payments];
    const { mails } = compose(queued(texts), {}, few, { ...settings, routes }, now);
    return mails.filter(({ route }) => route === "payments");
}

const real = (change: object) => alertOf(readEventWith("guardduty-high-bucket", { service: { count: 3 }, ...change }));
const hostile = real({
    title: hostileInChat,
    description: `${hostileInChat}\n\`\`\`\nhttps://evil.example`,
    resource: { resourceType: "S3Bucket", s3BucketDetails: [{ name: hostileInChat }] },
});
const coverage = alertOf(readEvent("coverage-guardduty-instance"));
const alarm = alertOf(readEvent("alarm-raised"));

interface Message {
    readonly content: { readonly title: string; readonly description: string };
}

/** The parts of a message that each have rules of their own. */
function partsOf(mail: Mail) {
    const { title, description } = (JSON.parse(chatMessage(mail)) as Message).content;
    const [, body, after] = /^```\n([^]*)\n```(.*|\n.*)$/.exec(description) ?? [];
    assert.ok(body !== undefined && after !== undefined, description);
    return { title, description, body, link: after };
}

function assertHarmless(mail: Mail): void {
    const { title, description, body, link } = partsOf(mail);
    for (const text of [title, body]) assert.doesNotMatch(text, /[<>`@*_~]|:\/\/|\]\(/);
    assert.match(link, /^$|^\n?https:\/\/[a-z0-9-]+\.console\.aws\.amazon\.com\/[^\s<>`@*_~()[\]|"'\\]+$/);
    assert.ok(title.length > 0 && title.length <= 250 && description.length <= 8000);
}

describe("the chat message about", () => {
    const cases: Readonly<Record<string, () => readonly Mail[]>> = {
        finding: () => told([real({})]),
        "hostile-names": () => told([hostile]),
        digest: () => told([coverage, ...["a", "b"].map((id) => real({ id }))], { ...limits, mailsPerBatch: 0 }),
        "alarms-of-vigil-go-elsewhere": () => told([alarm, "no JSON at all", coverage]),
    };
    for (const [name, mails] of Object.entries(cases)) {
        it(`${name} is what the file says`, () => {
            assertGoldenChat(name, mails());
        });
    }

    it("hostile names is harmless", () => {
        told([hostile]).forEach(assertHarmless);
    });
});

describe("a chat message", () => {
    it("says what the mail says, but for the links", () => {
        const [mail] = told([real({ title: "Somebody reads" })]);
        const links = mail!.text.match(/^https:.*$/gm);
        assert.deepEqual(links, [mail!.link, links?.[1]]);
        const shown = mail!.text.replace(/\n\n[A-Z ]+(\nhttps:.*)+(?=\n)/g, "");
        assert.equal(partsOf(mail!).body.replaceAll("\u2217", "*"), shown.trimEnd());
    });

    it("is as long as Amazon Q takes, in whole lines, beside the longest link", () => {
        const long = "a\u{20000}".repeat(700);
        const path = "\"'_".repeat(133);
        const alert = { ...(JSON.parse(coverage) as object), issue: Array.from({ length: 10 }, () => long) };
        const link = `https://eu-west-1.console.aws.amazon.com/${path}`;
        const [mail] = told([JSON.stringify({ ...alert, fargateIssues: alert.issue, reason: long, console: link })]);
        const { description, body } = partsOf(mail!);
        assert.ok(description.length <= 8000 && description.length > 7850, `${description.length} characters`);
        assert.ok(mail!.withoutLinks.startsWith(body.replace(/\[\.\.\.\]$/, "")), "cut within a line");
        assert.match(body, /\n\[\.\.\.\]$/);
        assertHarmless(mail!);
    });

    it("has a thread for what is said of one finding", () => {
        const threads = (mails: readonly Mail[]) =>
            mails.map((mail) => (JSON.parse(chatMessage(mail)) as { metadata?: object }).metadata);
        const [mail] = told([hostile]);
        assert.deepEqual(threads([mail!]), [{ threadId: mail!.news.findings[0]!.hash }]);
        assert.deepEqual(threads(told([real({ id: "a" }), real({ id: "b" })], { ...limits, mailsPerBatch: 0 })), [
            undefined,
        ]);
    });

    it("mentions nobody, formats nothing, and links to AWS's console only, whatever alerts say", () => {
        const few = fc.record({ mailsPerBatch: fc.nat(8), mailsPerHour: fc.integer({ min: 1, max: 12 }) });
        fc.assert(
            fc.property(fc.array(anyMessage, { maxLength: 40 }), few, (texts, most) => {
                const { mails } = compose(queued(texts), {}, most, settings, now);
                mails.forEach(assertHarmless);
            }),
            { seed: 14, numRuns: 150 },
        );
    });
});
