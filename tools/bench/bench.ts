import { execFileSync } from "node:child_process";
import { join } from "node:path";
import Table from "cli-table3";
import type { Figures } from "./program";

interface Run extends Figures {
    readonly regions: number;
    /** Seconds from start to end of the process, start-up of Node and TypeScript included. */
    readonly process: number;
}

const REPEATS = 3;

/** Each run is a process of its own, and the fastest of three counts: all else is the machine's noise. */
function measure(regions: number): Run {
    const program = join(__dirname, "program.ts");
    const runs = Array.from({ length: REPEATS }, () => {
        const start = process.hrtime.bigint();
        const output = execFileSync("node", ["-r", "ts-node/register/transpile-only", program, String(regions)]);
        const seconds = Number(process.hrtime.bigint() - start) / 1e9;
        return { ...(JSON.parse(output.toString()) as Figures), regions, process: seconds };
    });
    const least = (key: keyof Run) => Math.min(...runs.map((run) => run[key]));
    return {
        regions,
        program: least("program"),
        process: least("process"),
        resources: least("resources"),
        memory: least("memory"),
    };
}

const [one, seventeen, thirtyThree] = [measure(1), measure(17), measure(33)];
const table = new Table({
    head: ["Regions", "program (s of CPU)", "whole process (s)", "cloud resources", "memory (MiB)"],
    colAligns: ["right", "right", "right", "right", "right"],
    style: { head: [], border: [] },
});
for (const { regions, program, process: whole, resources, memory } of [one, seventeen, thirtyThree]) {
    table.push([regions, program.toFixed(2), whole.toFixed(2), resources, memory.toFixed(0)]);
}
console.log(table.toString());
console.log(`33 Regions take ${(thirtyThree.program / seventeen.program).toFixed(2)} times what 17 take.`);
