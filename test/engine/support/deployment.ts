import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { fixtures } from "../../support/stacks";
import type { Report } from "../../../tools/proof/report";
import { emulator } from "./emulator";
import { changesOf, messagesOf } from "./engine-events";
import { timed } from "./figures";

const run = promisify(execFile);
const project = join(__dirname, "../../..");
const leftBehind = [".git", "coverage", "node_modules"];

/** The stack outputs that the tests follow. */
export interface Outputs {
    readonly accountId: string;
    readonly alertTopicArn: string;
    readonly detectorIds: Readonly<Record<string, string>>;
    readonly deadLetterQueueUrls: { readonly alerts: string; readonly notifier: string };
    readonly findingsBucket: string;
    readonly findingsKeyArn: string;
    readonly notifier: { readonly mailTopicArn: string; readonly functionName: string; readonly queueUrl: string };
    readonly relayRuleName: string;
    readonly routeTopics: Readonly<Record<string, { readonly mailTopicArn?: string; readonly chatTopicArn?: string }>>;
    readonly findingsStream: { readonly name: string };
    readonly queries: { readonly database: string; readonly table: string; readonly workgroup: string };
    readonly heartbeats: { readonly alarmName: string };
}

/**
 * A copy of the project with a stack of its own, in a temporary folder that also holds the state: neither the checked-in
 * stack files nor anybody's Pulumi backend change. Each operation returns its changes, `operation type name`, sorted.
 */
export class Deployment {
    private constructor(
        private readonly stack: string,
        private readonly folder: string,
        private readonly account?: string,
        private readonly lenient = false,
    ) {}

    /**
     * Starts from the settings of a fixture, or of a stack file in another folder.
     *
     * @param stack its own name, where it may not share metrics with others that were made before it in the same account
     */
    static async of(from: string, stackFiles = fixtures, stack = from): Promise<Deployment> {
        const folder = await mkdtemp(join(tmpdir(), "vigil-engine-test-"));
        const copy = join(folder, "project");
        await cp(project, copy, { recursive: true, filter: (path) => !leftBehind.includes(basename(path)) });
        await symlink(join(project, "node_modules"), join(copy, "node_modules"));
        await cp(join(stackFiles, `Pulumi.${from}.yaml`), join(copy, `Pulumi.${stack}.yaml`));
        await mkdir(join(folder, "state"));
        const deployment = new Deployment(stack, folder);
        await deployment.pulumi("stack", "init", stack);
        await deployment.pulumi("config", "set", "aws:s3UsePathStyle", "true");
        return deployment;
    }

    /** The same stack with the credentials of another account. */
    as(account: string): Deployment {
        return new Deployment(this.stack, this.folder, account, this.lenient);
    }

    /** The same stack, where the emulator's provider may be older than the one that the program is written for. */
    async withOlderProvider(): Promise<Deployment> {
        const index = join(this.folder, "project/index.ts");
        await writeFile(index, `import "./test/engine/support/older-provider";\n${await readFile(index, "utf8")}`);
        return new Deployment(this.stack, this.folder, this.account, true);
    }

    up(): Promise<string[]> {
        return this.operate("up", "--yes", "--skip-preview");
    }

    /** Makes what a state of an earlier version holds, by a program of its own in place of this one. */
    async redeploy(state: string): Promise<void> {
        const index = join(this.folder, "project/index.ts");
        const program = await readFile(index, "utf8");
        await cp(state, join(this.folder, "project/redeployed-state.json"));
        await writeFile(index, 'import "./test/engine/support/redeploy";\n');
        await this.pulumi("up", "--yes", "--skip-preview", "--parallel", "32");
        await writeFile(index, program);
    }

    preview(): Promise<string[]> {
        return this.operate("preview");
    }

    /** What a preview says beside the changes. */
    async warnings(): Promise<string> {
        return messagesOf(await this.pulumi("preview", "--parallel", "32", "--json"));
    }

    refresh(): Promise<string[]> {
        return this.operate("refresh", "--yes", "--skip-preview");
    }

    /** With the preview, as people do it: only the preview refuses before anything is deleted. */
    destroy(): Promise<string[]> {
        return this.operate("destroy", "--yes");
    }

    async outputs(): Promise<Outputs> {
        return JSON.parse(await this.pulumi("stack", "output", "--json")) as Outputs;
    }

    /** The state, as `pulumi stack export` prints it. */
    state(): Promise<string> {
        return this.pulumi("stack", "export");
    }

    /** Puts back what `state` gave. */
    async restore(state: string): Promise<void> {
        const file = join(this.folder, "restored-state.json");
        await writeFile(file, state);
        await this.pulumi("stack", "import", "--file", file);
    }

    /** Has Pulumi manage what a file names, as README says. */
    async import(file: string): Promise<void> {
        const options = ["--yes", "--skip-preview", "--generate-code=false", "--protect=false"];
        await this.pulumi("import", "--file", file, ...options);
    }

    /** The report of `npm run drill -- ARGS`. */
    async drill(...args: string[]): Promise<Report> {
        const program = ["--no-warnings", "--import", "tsx", "tools/drill/drill-command.ts", "--stack", this.stack];
        const options = { cwd: join(this.folder, "project"), env: this.environment(), maxBuffer: Infinity };
        try {
            const { stdout } = await run(process.execPath, [...program, "--yes", "--json", ...args], options);
            return JSON.parse(stdout) as Report;
        } catch (failure) {
            // A report that is not green, too, ends with an exit code.
            const { stdout = "" } = failure as { stdout?: string };
            if (stdout === "") throw failure;
            return JSON.parse(stdout) as Report;
        }
    }

    async setConfig(path: string, value: string): Promise<void> {
        await this.pulumi("config", "set", "--path", path, value);
    }

    /** Destroys what a failed test has left, protected or not, and removes the copy. */
    async remove(): Promise<void> {
        await this.pulumi("destroy", "--yes", "--skip-preview", "--ignore-protect", "--parallel", "32");
        await rm(this.folder, { recursive: true });
    }

    private async operate(operation: string, ...options: string[]): Promise<string[]> {
        return timed(`pulumi ${operation} of ${this.stack}`, async () =>
            changesOf(await this.pulumi(operation, ...options, "--parallel", "32", "--json")),
        );
    }

    /** @throws Error with all that the CLI said, if it failed */
    private async pulumi(...args: string[]): Promise<string> {
        const options = { cwd: join(this.folder, "project"), env: this.environment(), maxBuffer: Infinity };
        try {
            return (await run("pulumi", [...args, "--non-interactive", "--color", "never"], options)).stdout;
        } catch (failure) {
            const { stdout = "", stderr = "" } = failure as { stdout?: string; stderr?: string };
            const output = args.includes("--json") ? messagesOf(stdout) : stdout;
            throw new Error(`pulumi ${args.join(" ")} failed:\n${output}\n${stderr}`, { cause: failure });
        }
    }

    private environment(): NodeJS.ProcessEnv {
        const { endpoint, credentials } = emulator(this.account);
        return {
            ...process.env,
            AWS_ENDPOINT_URL: endpoint,
            AWS_ACCESS_KEY_ID: credentials.accessKeyId,
            AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
            AWS_SESSION_TOKEN: undefined,
            AWS_PROFILE: undefined,
            PULUMI_BACKEND_URL: `file://${join(this.folder, "state")}`,
            PULUMI_CONFIG_PASSPHRASE: "engine-test",
            // What the emulator's provider does not know is then left out, or said to exist, in place of an error.
            ...(this.lenient && { RIG_LENIENT: "1" }),
            // `preview --json` then tells of the same events as the other operations.
            PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
        };
    }
}
