import { gzipSync } from "node:zlib";
import { S3Client } from "@aws-sdk/client-s3";
import { dayFolder } from "../../findings/stream";
import { readEvents } from "../archive/read-events";
import { terminalOf } from "../cli/terminal";
import type { JsonObject } from "../evaluators/json";
import { Findings } from "../findings/finding";
import { answerText } from "../findings/text";
import { inspectorFinding } from "../proof/events/inspector";

const day = 86_400_000;
const now = Date.parse("2026-11-27T12:00:00Z");
const period = { since: now - 30 * day, until: now };

/** Seconds of CPU in which `npm run findings` reads and shows so many findings of 30 days, from a bucket in memory. */
export async function reading(count: number): Promise<number> {
    const objects = archiveOf(count, 12 * 30);
    const send = ({ input }: { readonly input: { readonly Prefix?: string; readonly Key?: string } }) => {
        const body = objects.get(input.Key ?? "");
        if (body !== undefined) return Promise.resolve({ Body: { transformToByteArray: () => Promise.resolve(body) } });
        const keys = [...objects.keys()].filter((key) => key.startsWith(input.Prefix ?? ""));
        return Promise.resolve({ Contents: keys.map((Key) => ({ Key, Size: objects.get(Key)?.length })) });
    };
    const s3 = Object.assign(new S3Client({ region: "eu-west-1" }), { send });
    const before = process.cpuUsage();
    const findings = new Findings();
    const read = await readEvents(
        { clients: { s3 }, bucket: "", account: "" },
        {
            ...{ ...period, now },
            take: (event, object) => {
                findings.add(event, object);
            },
        },
    );
    const times = { since: new Date(period.since).toISOString(), until: new Date(now).toISOString() };
    const answer = { ...read, ...times, stack: "bench", filter: {}, otherEvents: 0, findings: findings.sorted };
    if (answer.findings.length !== count) throw new Error(`${answer.findings.length} of ${count} findings were read.`);
    answerText(answer, terminalOf({}, {}));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
}

/** Events spread evenly over objects, and these over the period. */
function archiveOf(count: number, objects: number): ReadonlyMap<string, Buffer> {
    const event = inspectorFinding({ account: "123456789012", partition: "aws", region: "eu-west-1" }, "HIGH");
    const lines = Array.from({ length: objects }, (): string[] => []);
    const timeOf = (object: number) => new Date(period.since + (object * 30 * day) / objects);
    for (let index = 0; index < count; index++) {
        const time = timeOf(index % objects).toISOString();
        const detail = { ...(event.detail as JsonObject), findingArn: `arn:finding/${index}` };
        lines[index % objects]?.push(`${JSON.stringify({ ...event, time, detail })}\n`);
    }
    return new Map(
        lines.map((own, index) => [`${dayFolder(timeOf(index))}${index}.gz`, gzipSync(own.join(""))] as const),
    );
}
