import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import packageJson from "../../package.json";
import { costCommand } from "../../tools/cost/cost-command";
import { doctorCommand } from "../../tools/doctor/doctor-command";
import { drillCommand } from "../../tools/drill/drill-command";
import { findingsCommand } from "../../tools/findings/findings-command";
import { iamPolicyCommand } from "../../tools/iam-policy/iam-policy-command";
import { rehearseCommand } from "../../tools/rehearsal/rehearse-command";
import { root } from "../support/stacks";

const pages = [
    ...markdownIn(root),
    ...["docs", "examples"].flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
            .filter(({ name }) => name.endsWith(".md"))
            .map(({ parentPath, name }) => join(parentPath, name)),
    ),
].map((file) => ({ file, name: relative(root, file), text: readFileSync(file, "utf8") }));

describe("the pages", () => {
    it("are all found", () => {
        const names = pages.map(({ name }) => name);
        for (const name of ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs/settings.md"])
            assert.ok(names.includes(name), name);
    });

    it("begin with a README of fewer than 1,800 words", () => {
        const words = readFileSync(join(root, "README.md"), "utf8").split(/\s+/).filter(Boolean).length;
        assert.ok(words < 1800, `${words} words`);
    });

    it("link only to files and headings that exist", () => {
        const broken = pages.flatMap(({ file, name, text }) =>
            linksIn(text)
                .filter((link) => !resolves(file, link))
                .map((link) => `${name}: ${link}`),
        );
        assert.deepEqual(broken, []);
    });

    it("are all linked from another page", () => {
        const linked = new Set(
            pages.flatMap(({ file, text }) =>
                linksIn(text)
                    .map((link) => join(dirname(file), pathOf(link)))
                    .filter((target) => target !== file),
            ),
        );
        assert.deepEqual(
            pages.filter(({ file, name }) => name !== "README.md" && !linked.has(file)).map(({ name }) => name),
            [],
        );
    });

    it("name only commands and options that exist", async () => {
        const help = new Map(
            await Promise.all(
                Object.entries(commands).map(async ([name, command]) => [name, await helpOf(command)] as const),
            ),
        );
        const unknown = pages.flatMap(({ name, text }) =>
            callsIn(text)
                .filter(
                    ({ script, options }) =>
                        !(script in packageJson.scripts) ||
                        options.some((option) => !(help.get(script) ?? "").includes(` ${option} `)),
                )
                .map(({ call }) => `${name}: ${call}`),
        );
        assert.deepEqual(unknown, []);
    });
});

const commands = {
    rehearse: rehearseCommand,
    drill: drillCommand,
    findings: findingsCommand,
    doctor: doctorCommand,
    "iam-policy": iamPolicyCommand,
    cost: costCommand,
};

async function helpOf(command: (args: readonly string[], context: never) => Promise<number>): Promise<string> {
    let printed = "";
    const print = (text: string) => {
        printed += text;
    };
    const stream = { write: print };
    const context = { print, printError: print, stdout: stream, stderr: stream, signals: process };
    await command(["--help"], context as never);
    return printed;
}

function markdownIn(directory: string): string[] {
    return readdirSync(directory)
        .filter((name) => name.endsWith(".md"))
        .map((name) => join(directory, name));
}

/** The targets of all links and images to this repository; code is no prose. */
function linksIn(text: string): string[] {
    const prose = text.replace(/^ *```[^]*?^ *```/gm, "").replace(/`[^`\n]*`/g, "code");
    return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, link = ""]) => link)
        .filter((link) => !/^[a-z]+:/.test(link));
}

function pathOf(link: string): string {
    return link.replace(/#.*$/, "");
}

function resolves(from: string, link: string): boolean {
    const target = pathOf(link) === "" ? from : join(dirname(from), pathOf(link));
    const [, anchor] = link.split("#");
    return existsSync(target) && (anchor === undefined || anchorsOf(readFileSync(target, "utf8")).includes(anchor));
}

/** GitHub's anchors: the headings in lower case, without punctuation, with hyphens for spaces. */
function anchorsOf(text: string): string[] {
    return [...text.replace(/^ *```[^]*?^ *```/gm, "").matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
        heading
            .toLowerCase()
            .replace(/[^\p{L}\p{N} _-]/gu, "")
            .replaceAll(" ", "-"),
    );
}

/** Every `npm run SCRIPT -- --option …` in the text, in prose and in code. */
function callsIn(text: string) {
    return [...text.matchAll(/npm run (?:--silent )?([a-z:-]+)(?: -- ([^`\n|#>]*))?/g)].map(
        ([call, script = "", rest = ""]) => ({ call, script, options: rest.match(/(?<!\S)--[a-z-]+/g) ?? [] }),
    );
}
