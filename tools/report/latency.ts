import { latenciesOf, type Latency } from "./latencies";
import type { Report } from "../proof/report";
import type { Terminal } from "../cli/terminal";
import { sourceName } from "./words";

/** How long alerts took, a line for each Region and service; nothing where none really travelled. */
export function latencyText(report: Report, { colors }: Terminal): string[] {
    const latencies = latenciesOf(report);
    if (latencies.length === 0) return [];
    const names = latencies.map(latencyName);
    const width = Math.max(...names.map((name) => name.length));
    const lines = latencies.map(
        (latency, index) => `  ${(names[index] ?? "").padEnd(width)}  ${latencyFigures(latency)}`,
    );
    return [[colors.bold("From the finding to the alert:"), ...lines].join("\n")];
}

export function latencyName({ region, source }: Latency): string {
    return `${region} ${sourceName(source)}`;
}

/** "median 12.0 s, at most 41.5 s, 3 alerts". */
export function latencyFigures({ median, maximum, seconds }: Latency): string {
    return `median ${median.toFixed(1)} s, at most ${maximum.toFixed(1)} s, of ${seconds.length}`;
}
