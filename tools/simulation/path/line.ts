import { dayFolder, eventFolder } from "../../../findings/stream";
import { sampleTime } from "../../proof/events/event";
import type { ResourceRef, Step } from "../../proof/report";
import type { DeliveryStream } from "../model/archive-model";
import type { Bucket, StackModel } from "../model/stack-model";
import { failed, passed } from "../steps";

const hop = "line";

/** As Firehose and Glue write a moment, in UTC. */
function dated(format: string, moment: Date): string {
    const [yyyy = "", MM = "", dd = "", HH = ""] = moment.toISOString().split(/[-T:]/);
    const parts: Readonly<Record<string, string>> = { yyyy, MM, dd, HH };
    return format.replace(/yyyy|MM|dd|HH/g, (part) => parts[part] ?? part);
}

/** The folder that Firehose makes of a prefix. */
export function folderAt(prefix: string, moment: Date): string {
    const expression = /!\{timestamp:([^}]*)\}/g;
    return expression.test(prefix)
        ? prefix.replace(expression, (_, format: string) => dated(format, moment))
        : `${prefix}${dated("yyyy/MM/dd/HH", moment)}/`;
}

/**
 * Whether readers find an event: in the folder of its day, in a gzip object, in a line of its own.
 *
 * AWS: Firehose developer guide, "Understand data delivery in Amazon Data Firehose" and "Understand custom prefixes for
 * Amazon S3 objects"; Athena user guide, "Supported types for partition projection".
 */
export function lineSteps({ tables }: StackModel, stream: DeliveryStream, bucket: Bucket): Step[] {
    const { resource, prefix, errorPrefix, delimiter, compression, timeZone, otherProcessors } = stream;
    const moment = new Date(sampleTime);
    const [folder, wanted] = [folderAt(prefix, moment), dayFolder(moment)];
    const ends = delimiter === undefined ? "nothing" : JSON.stringify(delimiter);
    const problems: readonly (readonly [applies: boolean, resource: ResourceRef, reason: string])[] = [
        [
            // A backslash and an n.
            delimiter !== "\\n",
            resource,
            `It puts ${ends} behind each event, and no line break, so readers find the first event of an object and no other.`,
        ],
        [otherProcessors.length > 0, resource, `It changes events, by ${otherProcessors.join(", ")}.`],
        [compression !== "GZIP", resource, `It compresses objects by ${compression}, and readers expect GZIP.`],
        [timeZone !== "UTC", resource, `Its days are those of ${timeZone}, and readers look for those of UTC.`],
        [!folder.startsWith(wanted), resource, `It writes to ${folder}, where readers look in ${wanted}.`],
        [
            !errorPrefix.includes("!{firehose:error-output-type}"),
            resource,
            "Firehose refuses its errorOutputPrefix, which has to say !{firehose:error-output-type}.",
        ],
        [errorPrefix.startsWith(eventFolder), resource, `What it cannot process goes to ${eventFolder}, too.`],
        ...tables.map(({ resource: table, location, dayFormat }) => {
            const read = location.replace("${dt}", dated(dayFormat, moment));
            const written = `s3://${bucket.name}/${wanted}`;
            return [read !== written, table, `It reads ${read}, but events are in ${written}.`] as const;
        }),
    ];
    const found = problems.find(([applies]) => applies);
    return found === undefined
        ? [passed(hop, resource, `It writes each event as a line of a gzip object in ${wanted}.`)]
        : [failed(hop, found[1], found[2])];
}
