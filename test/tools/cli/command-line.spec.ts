import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { newCommand, runCommand, textFiles } from "../../../tools/cli/command-line";
import { UserError } from "../../../tools/cli/user-error";

describe("a command", () => {
    async function run(args: readonly string[], fail?: Error, mistake?: number) {
        const output = { printed: "", errors: "" };
        const context = {
            print: (text: string) => (output.printed += text),
            printError: (text: string) => (output.errors += text),
        };
        const command = newCommand("greet", context).option("--name <name>", "whom to greet", "you");
        const greet = (parsed: Command) => {
            if (fail !== undefined) return Promise.reject(fail);
            context.print(`Hello, ${parsed.opts<{ name: string }>().name}`);
            return Promise.resolve(1);
        };
        const exitCode = await runCommand(
            command,
            args,
            greet,
            mistake === undefined ? context : { ...context, mistake },
        );
        return { exitCode, ...output };
    }

    it("runs its action with the options, and ends with the action's exit code", async () => {
        assert.deepEqual(await run(["--name", "Ada"]), { exitCode: 1, printed: "Hello, Ada", errors: "" });
    });

    it("prints its help through the context, and ends with 0", async () => {
        const { exitCode, printed, errors } = await run(["--help"]);
        assert.deepEqual([exitCode, errors], [0, ""]);
        assert.match(printed, /^Usage: npm run greet -- \[options\]/);
    });

    it("ends with the exit code for mistakes when it does not know an option, or the user made another mistake", async () => {
        assert.deepEqual(await run(["--nmae"]), {
            exitCode: 2,
            printed: "",
            errors: "error: unknown option '--nmae'\n(Did you mean --name?)\n",
        });
        assert.equal((await run(["--nmae"], undefined, 3)).exitCode, 3);
        assert.deepEqual(await run([], new UserError("No such name."), 3), {
            exitCode: 3,
            printed: "",
            errors: "No such name.\n",
        });
    });

    it("does not hide a defect", async () => {
        await assert.rejects(run([], new TypeError("undefined is not a function")), TypeError);
    });
});

describe("text files", () => {
    const folder = mkdtempSync(join(tmpdir(), "text-files-"));
    after(() => {
        rmSync(folder, { recursive: true });
    });

    it("are read as they were written, whether their folder was there or not", () => {
        const file = join(folder, "new", "a.txt");
        textFiles.write(file, "text");
        assert.equal(textFiles.read(file), "text");
    });

    it("that cannot be read or written are the user's mistake", () => {
        assert.throws(() => textFiles.read(join(folder, "none.txt")), {
            name: "UserError",
            message: /^The file .*none\.txt cannot be read: ENOENT/,
        });
        assert.throws(
            () => {
                textFiles.write(folder, "text");
            },
            { name: "UserError", message: /^The file .* cannot be written: EISDIR/ },
        );
    });
});
