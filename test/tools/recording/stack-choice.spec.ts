import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chosenStack } from "../../../tools/recording/stack-choice";

describe("the stack of a command", () => {
    let directory: string;
    let home: string;
    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "vigil-choice-"));
        home = join(directory, "home");
        writeFileSync(join(directory, "Pulumi.yaml"), "name: acme\n");
    });
    afterEach(() => {
        rmSync(directory, { recursive: true });
    });

    /** Notes a selection where `pulumi stack select` does. */
    function select(text: string): void {
        const digest = createHash("sha1").update(join(directory, "Pulumi.yaml")).digest("hex");
        mkdirSync(join(home, ".pulumi/workspaces"), { recursive: true });
        writeFileSync(join(home, `.pulumi/workspaces/acme-${digest}-workspace.json`), text);
    }

    function choose(given?: string, env: NodeJS.ProcessEnv = { HOME: home }, tellsDefault = true) {
        let told = "";
        const printError = (text: string) => {
            told += text;
        };
        return { ...chosenStack(given, { printError, env, directory, tellsDefault }), told };
    }

    it("is the one of --stack, also by organisation and project, and then there is nothing to tell", () => {
        select('{"stack":"prod"}');
        for (const called of ["dev", "acme/dev", "acme/vigil/dev"])
            assert.deepEqual(choose(called), { stack: "dev", called, told: "" });
    });

    it("else is the one that is selected in Pulumi, wherever Pulumi's home is, and it says so", () => {
        const chosen = {
            stack: "prod",
            called: "acme/vigil/prod",
            told: "Stack prod: it is selected in Pulumi, and no --stack was given.\n",
        };
        select('{"stack":"acme/vigil/prod"}');
        for (const env of [{ HOME: home }, { USERPROFILE: home }, { PULUMI_HOME: join(home, ".pulumi") }])
            assert.deepEqual(choose(undefined, env, false), chosen);
        assert.deepEqual(choose(undefined, { PULUMI_STACK: "acme/vigil/prod" }, false), chosen);
    });

    it("else is dev, and it says so where it matters", () => {
        const chosen = { stack: "dev", called: "dev", told: "Stack dev: none is selected in Pulumi or by --stack.\n" };
        assert.deepEqual(choose(), chosen);
        for (const text of ["{", "{}", '{"stack":""}', '{"stack":1}', "[]"]) {
            select(text);
            assert.deepEqual(choose(), chosen, text);
        }
        assert.deepEqual(choose(undefined, {}), chosen);
        assert.deepEqual(choose(undefined, {}, false), { ...chosen, told: "" });
    });
});
