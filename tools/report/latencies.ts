import { count, grouped } from "../cli/lists";
import type { Report, Result } from "../proof/report";
import { sourceName } from "./results";

/** How long the alerts of one service in one Region took. */
export interface Latency {
    readonly region: string;
    readonly source: Result["source"];
    /** Of each alert, ascending. */
    readonly seconds: readonly number[];
    readonly median: number;
    readonly maximum: number;
}

/** By Region and service, in the order of the report; empty where nothing really travelled. */
export function latenciesOf({ results }: Pick<Report, "results">): Latency[] {
    const timed = results.flatMap(({ region, source, latencySeconds }) =>
        latencySeconds === undefined ? [] : [{ region, source, latencySeconds }],
    );
    const groups = [...grouped(timed, ({ region, source }) => `${region} ${source}`).values()];
    return groups.map((group) => {
        const seconds = group.map(({ latencySeconds }) => latencySeconds).sort((one, other) => one - other);
        const [{ region, source }] = group;
        return { region, source, seconds, median: medianOf(seconds), maximum: seconds.at(-1) ?? 0 };
    });
}

function medianOf(ascending: readonly number[]): number {
    const middle = (ascending.length - 1) / 2;
    const [below = 0, above = 0] = [ascending[Math.floor(middle)], ascending[Math.ceil(middle)]];
    return (below + above) / 2;
}

export function latencyName({ region, source }: Latency): string {
    return `${region} ${sourceName(source)}`;
}

/** "median 12.0 s, at most 41.5 s, 3 alerts". */
export function latencyFigures({ median, maximum, seconds }: Latency): string {
    return `median ${median.toFixed(1)} s, at most ${maximum.toFixed(1)} s, ${count(seconds.length, "alert")}`;
}
