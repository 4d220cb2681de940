import { join } from "node:path";
import { record } from "../recording/recorder";
import { runProgram } from "../recording/stack";
import { regions } from "../../settings/regions";

/** What one run of the program took. */
export interface Figures {
    /** Seconds of CPU, once everything is loaded. */
    readonly program: number;
    readonly resources: number;
    /** MiB that the process held at its peak. */
    readonly memory: number;
}

/** Runs the program under mocks, everything on, in so many Regions; prints its figures as JSON. */
async function main(count: number): Promise<void> {
    const root = join(__dirname, "..");
    const options = { project: "vigil", stack: "bench", config: configOf(count) };
    // The first run loads the program and the provider's SDK; only the second is the program alone.
    await record(() => runProgram(root), { ...options, config: configOf(1) });
    const before = process.cpuUsage();
    const { resources, errors } = await record(() => runProgram(root), options);
    const { user, system } = process.cpuUsage(before);
    if (errors.length > 0) {
        throw new AggregateError(errors, "the program failed");
    }
    const figures: Figures = {
        program: (user + system) / 1e6,
        resources: resources.filter(({ custom }) => custom).length,
        memory: process.resourceUsage().maxRSS / 1024,
    };
    console.log(JSON.stringify(figures));
}

function configOf(count: number): Record<string, string> {
    return {
        "aws:region": "us-east-1",
        "vigil:regions": JSON.stringify(regions.slice(0, count)),
        "vigil:skipUnavailable": "true",
        "vigil:guardDuty": JSON.stringify({ plans: { S3_DATA_EVENTS: true, RUNTIME_MONITORING: { agents: ["EC2"] } } }),
        "vigil:inspector": JSON.stringify({ scan: ["EC2", "ECR", "LAMBDA"], registryScanning: "CONTINUOUS_SCAN" }),
        "vigil:alerts": JSON.stringify({ minimumSeverity: "LOW", emails: ["security@example.com"] }),
    };
}

void main(Number(process.argv[2]));
