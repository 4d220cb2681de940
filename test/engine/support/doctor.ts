import { execFile } from "node:child_process";
import { join } from "node:path";
import type { Finding } from "../../../tools/doctor/finding";
import { fixtures } from "../../support/stacks";
import { emulator } from "./emulator";

const project = join(__dirname, "../../..");

export interface Diagnosed {
    readonly exitCode: number;
    readonly findings: readonly Finding[];
    readonly unanswered: readonly unknown[];
}

/** Has the doctor examine the emulator's own account for a stack, as a person would. */
export async function diagnosisOf(stack: string, ...options: string[]): Promise<Diagnosed> {
    return diagnosisIn(undefined, stack, ...options);
}

/** Has it examine another account. */
export async function diagnosisIn(
    account: string | undefined,
    stack: string,
    ...options: string[]
): Promise<Diagnosed> {
    const { exitCode, stdout, stderr } = await run(account, "--stack", stack, "--json", ...options);
    if (!stdout.startsWith("{")) throw new Error(`The doctor exited with ${exitCode} and said:\n${stdout}${stderr}`);
    const { findings, unanswered } = JSON.parse(stdout) as Omit<Diagnosed, "exitCode">;
    return { exitCode, findings, unanswered };
}

interface Ended {
    readonly exitCode: number;
    readonly stdout: string;
    readonly stderr: string;
}

function run(account: string | undefined, ...args: string[]): Promise<Ended> {
    const { endpoint, credentials } = emulator(account);
    const env = {
        ...process.env,
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_SESSION_TOKEN: undefined,
        AWS_PROFILE: undefined,
    };
    const command = ["--import", "tsx", join(project, "tools/doctor/doctor-command.ts"), ...args];
    return new Promise((resolve) => {
        execFile(process.execPath, command, { cwd: fixtures, env, maxBuffer: Infinity }, (error, stdout, stderr) => {
            resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr });
        });
    });
}
