import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rehearseProgram } from "../../../tools/rehearsal/rehearse";
import { programFolder } from "../../support/stacks";

/** Rehearses a stack with the given accounts and mailboxes, in a folder of its own. */
async function rehearsed(accounts: readonly string[], emails: readonly string[]) {
    const directory = programFolder();
    const config = {
        "aws:region": "eu-west-1",
        "aws:allowedAccountIds": accounts,
        "vigil:regions": ["eu-west-1"],
        "vigil:alerts": { emails },
    };
    try {
        writeFileSync(join(directory, "Pulumi.dev.yaml"), JSON.stringify({ config }));
        return (await rehearseProgram({ directory, stack: "dev" })).report;
    } finally {
        rmSync(directory, { recursive: true });
    }
}

describe("a rehearsal", () => {
    const mailboxes = ["a@security.example.net", "b@company.test", "c@example.company.com", "d@myexample.org"];

    it("is of the account that the stack file allows, if it is the only one", async () => {
        const { account, accountInvented, results } = await rehearsed(["210987654322"], mailboxes);
        assert.deepEqual([account, accountInvented], ["210987654322", undefined]);
        const { arrived = "" } = results.find(({ id }) => id === "eu-west-1/macie/HIGH") ?? {};
        assert.match(arrived, /\b210987654322\b/);
    });

    it("says that the account is invented where the file allows several, and which mailboxes are placeholders", async () => {
        const { account, accountInvented, warnings } = await rehearsed(["210987654322", "210987654323"], mailboxes);
        assert.deepEqual([account, accountInvented], ["123456789012", true]);
        assert.deepEqual(
            warnings.filter((warning) => warning.includes("placeholder")),
            ["a@security.example.net", "b@company.test"].map(
                (address) =>
                    `${address} is a placeholder: its domain is for examples only, and mail to it reaches nobody.`,
            ),
        );
    });
});
