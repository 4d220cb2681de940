import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MailText } from "../../notifier/mail";

/** Set it to write the files instead of comparing them: `VIGIL_GOLDEN=write npx mocha ...`; then read each of them. */
const isWriting = process.env.VIGIL_GOLDEN === "write";

/** Compares a mail with `mails/NAME.txt`. */
export function assertGolden(name: string, { subject, text }: MailText): void {
    const file = join(__dirname, "mails", `${name}.txt`);
    const mail = `Subject: ${subject}\n\n${text}`;
    if (isWriting) writeFileSync(file, mail);
    assert.ok(existsSync(file), `there is no ${file}`);
    assert.equal(mail, readFileSync(file, "utf8"));
}
