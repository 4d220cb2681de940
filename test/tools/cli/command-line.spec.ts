import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { newCommand, runCommand, textFiles } from "../../../tools/cli/command-line";
import { UserError } from "../../../tools/cli/user-error";
import { root } from "../../support/stacks";

describe("a command", () => {
    async function run(args: readonly string[], fail?: Error, mistake?: number, env: NodeJS.ProcessEnv = {}) {
        const output = { printed: "", errors: "" };
        const context = {
            print: (text: string) => (output.printed += text),
            printError: (text: string) => (output.errors += text),
            env,
        };
        const command = newCommand("greet", context)
            .option("--name <name>", "whom to greet", "you")
            .option("--so-loud", "in capitals")
            .option("--json", "as JSON")
            .option("--yes", "do not ask")
            .option("--no-color", "without colours");
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

    it("ends with 70 on a defect, and tells it in a few lines", async () => {
        const { exitCode, printed, errors } = await run([], new TypeError("undefined is not a function"), 3);
        assert.deepEqual([exitCode, printed], [70, ""]);
        const [first, second, ...frames] = errors.trimEnd().split("\n");
        assert.equal(
            first,
            "Vigil made a mistake, and this says nothing about your alerts. Please report it, with these lines:",
        );
        assert.equal(second, "TypeError: undefined is not a function");
        assert.equal(frames.length, 5);
        assert.ok(frames.every((frame) => /^ {4}at /.test(frame)));
    });

    it("names the exit code of defects in its help", async () => {
        assert.match(
            (await run(["--help"])).printed,
            /\nExit code 70: Vigil itself made a mistake; please report it\.\n$/,
        );
    });

    it("refuses to run without the options that npm has kept, and says how to give them", async () => {
        const refused = async (env: NodeJS.ProcessEnv) => {
            const { exitCode, printed, errors } = await run(["Ada"], undefined, 3, env);
            assert.deepEqual([exitCode, printed], [3, ""]);
            return errors;
        };
        assert.equal(
            await refused({ npm_config_name: "Ada L.", npm_config_so_loud: "true" }),
            "npm has kept --name 'Ada L.' and --so-loud to itself. Put a -- before the options:\n" +
                "  npm run greet -- --name 'Ada L.' --so-loud\n",
        );
        assert.match(await refused({ npm_config_name: "true" }), /\n {2}npm run greet -- --name <name>\n$/);
    });

    it("runs beside what npm sets for itself", async () => {
        const env = { npm_config_json: "true", npm_config_yes: "", npm_config_color: "always", npm_config_so_loud: "" };
        assert.deepEqual((await run([], undefined, undefined, env)).printed, "Hello, you");
    });
});

describe("the process of a command", () => {
    const script = (lines: string) =>
        `const { exitWith, processContext } = require("./tools/cli/command-line"); ${lines}`;
    const run = (lines: string, stdout: number | "pipe" = "pipe") => {
        const args = ["--import", "tsx", "--eval", script(lines)];
        const env = { ...process.env, NODE_V8_COVERAGE: "" };
        const stdio = ["ignore" as const, stdout, "pipe" as const];
        const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, stdio, encoding: "utf8", env });
        return { status, errors: stderr };
    };

    it("ends with the code for mistakes when the output cannot be written, now or later, and says so once", function () {
        if (!existsSync("/dev/full")) this.skip();
        const [print, wait] = ['processContext.print("a\\n");', "await new Promise(setImmediate);"];
        for (const lines of [print + print, print + wait, print + wait + print]) {
            const ended = run(`exitWith((async () => { ${lines} return 1; })(), 3)`, openSync("/dev/full", "w"));
            const errors = "The output cannot be written: ENOSPC: no space left on device, write.\n";
            assert.deepEqual(ended, { status: 3, errors }, lines);
        }
    });

    it("ends with 70 on a defect that nothing waits for", () => {
        const { status, errors } = run('exitWith(Promise.resolve(1)); Promise.reject(new Error("lost"));');
        assert.equal(status, 70);
        assert.match(errors, /^Vigil made a mistake, .*\nError: lost\n/);
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

    it("are read in the encodings that shells redirect output in", () => {
        const file = join(folder, "shell.txt");
        const little = Buffer.from("\ufeffné", "utf16le");
        for (const bytes of [Buffer.from("né"), Buffer.from("\ufeffné"), little, Buffer.from(little).swap16()]) {
            writeFileSync(file, bytes);
            assert.equal(textFiles.read(file), "né");
        }
    });

    it("can be checked beforehand, which leaves them as they are", () => {
        const old = join(folder, "old.txt");
        textFiles.write(old, "text");
        textFiles.checkWritable(old);
        textFiles.checkWritable(join(folder, "made", "new.txt"));
        assert.deepEqual([textFiles.read(old), readdirSync(join(folder, "made"))], ["text", []]);
        for (const wrong of [folder, join(old, "below.txt")]) {
            assert.throws(
                () => {
                    textFiles.checkWritable(wrong);
                },
                { name: "UserError", message: /^The file .* cannot be written: E/ },
            );
        }
    });
});
