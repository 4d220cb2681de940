import assert from "node:assert/strict";
import { terminalOf } from "../../../tools/cli/terminal";
import { exampleMails, mailText, onPhone } from "../../../tools/report/mail";
import { mail, reportOf } from "./reports";

describe("a mail in a report", () => {
    const report = reportOf(["eu-west-1"], ({ source }) => (source === "guardDuty" ? { mail } : undefined));
    const example = exampleMails(report).find(({ source }) => source === "guardDuty")!;

    it("has the lines in a terminal that it has in the mailbox", () => {
        assert.equal(
            mailText(example, terminalOf({}, {})),
            `  From: Vigil <no-reply@sns.amazonaws.com>
  Subject: ${mail.subject}
  On a phone: [CRITICAL] GuardDuty: Stolen "keys" are… / Somebody <b>uses</b> them.
  │ Somebody <b>uses</b> them.
  │
  │ WHERE
  │   Region          eu-west-1
  │`,
        );
    });

    it("is on a phone the beginning of its subject and of its first line", () => {
        assert.deepEqual(onPhone({ ...mail, subject: "s".repeat(40), text: `${"l".repeat(81)}\nmore` }), {
            subject: "s".repeat(40),
            line: `${"l".repeat(79)}…`,
        });
    });

    it("is shown for the most severe finding of each service, and for one burst", () => {
        const burst = { ...example, id: "burst", kind: "burst" as const };
        const results = [burst, ...report.results, { ...burst, id: "another" }];
        assert.deepEqual(
            exampleMails({ ...report, results }).map(({ id }) => id),
            ["eu-west-1/guardDuty/CRITICAL", "eu-west-1/macie/HIGH", "eu-west-1/inspector/CRITICAL", "burst"],
        );
    });
});
