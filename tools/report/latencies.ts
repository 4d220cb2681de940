import { count, grouped } from "../cli/lists";
import type { Report } from "../proof/report";
import { sourceName } from "./results";

/**
 * How long alerts and mails took, by Region and service, as a name and "median 12.0 s, at most 41.5 s, 3 alerts"; empty
 * where nothing really travelled.
 */
export function latenciesOf({ results }: Pick<Report, "results">): (readonly [name: string, figures: string])[] {
    const timed = results.flatMap(({ region, source, latencySeconds, mailSeconds }) => {
        const name = `${region} ${sourceName(source)}`;
        return [
            ...(latencySeconds === undefined ? [] : [{ name, noun: "alert", seconds: latencySeconds }]),
            ...(mailSeconds === undefined ? [] : [{ name: `${name}, mails`, noun: "mail", seconds: mailSeconds }]),
        ];
    });
    return [...grouped(timed, ({ name }) => name)].map(([name, group]) => {
        const ascending = group.map(({ seconds }) => seconds).sort((one, other) => one - other);
        const middle = (ascending.length - 1) / 2;
        const [below = 0, above = 0] = [ascending[Math.floor(middle)], ascending[Math.ceil(middle)]];
        const [median, maximum] = [(below + above) / 2, ascending.at(-1) ?? 0].map((each) => each.toFixed(1));
        return [name, `median ${median} s, at most ${maximum} s, ${count(group.length, group[0].noun)}`];
    });
}
