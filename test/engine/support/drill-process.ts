import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";

const program = ["--no-warnings", "--import", "tsx", "tools/drill/drill-command.ts"];

/** What a drill of the command line did. */
export interface Ended {
    /** The exit code, or the name of the signal that ended it. */
    readonly status: number | string | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** `npm run drill -- ARGS`, in the project's folder and without npm, which would swallow the signals. */
export class DrillProcess {
    private stdout = "";
    private stderr = "";

    private constructor(private readonly child: ChildProcess) {
        child.stdout?.on("data", (chunk: Buffer) => (this.stdout += chunk.toString()));
        child.stderr?.on("data", (chunk: Buffer) => (this.stderr += chunk.toString()));
    }

    static start(...args: string[]): DrillProcess {
        return new DrillProcess(spawn(process.execPath, [...program, ...args], { stdio: ["ignore", "pipe", "pipe"] }));
    }

    /** Kills it so many milliseconds after it has said what it is about to do. */
    async killAfter(milliseconds: number, signal: NodeJS.Signals): Promise<void> {
        while (!this.stderr.includes("will\n") && this.child.exitCode === null) await pause(5);
        await pause(milliseconds);
        this.child.kill(signal);
    }

    async ended(): Promise<Ended> {
        const { child } = this;
        if (child.exitCode === null && child.signalCode === null)
            await new Promise((resolve) => child.once("close", resolve));
        return { status: child.exitCode ?? child.signalCode, stdout: this.stdout, stderr: this.stderr };
    }
}

/** Numbers from 0 to 1 that a seed decides. */
export function randomNumbers(seed: number): () => number {
    let state = seed;
    return () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state / 2 ** 32;
    };
}
