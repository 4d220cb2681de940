import { gunzipSync } from "node:zlib";
import { GetObjectCommand, paginateListObjectsV2, type _Object } from "@aws-sdk/client-s3";
import type { Outputs } from "../../recording/outputs";
import type { Clients } from "../../aws/clients";
import { itemsOf } from "../../aws/pages";

/** An object of the archive that a finding is in. */
export interface Archived {
    readonly key: string;
    /** What is wrong with it, if anything. */
    readonly problem: string | undefined;
}

/** Watches the findings archive for GuardDuty's exports of one Region. */
export class ArchiveCheck {
    private readonly found = new Map<string, Archived>();
    private readonly opened = new Set<string>();
    private readonly folder: string;

    /**
     * @param home clients of the bucket's Region
     * @param since objects that are older, in milliseconds since 1970, hold nothing of this drill
     */
    constructor(
        private readonly home: Clients,
        private readonly outputs: Outputs,
        region: string,
        private readonly since: number,
    ) {
        this.folder = `AWSLogs/${outputs.accountId}/GuardDuty/${region}/`;
    }

    /** The object that holds a finding, if it was seen. */
    with(findingId: string): Archived | undefined {
        return this.found.get(findingId);
    }

    /**
     * Opens new objects. AWS documents folders by date; only if today's is empty, a thorough look lists the whole folder,
     * which takes long in an old archive.
     */
    async look(now: number, thorough: boolean): Promise<void> {
        const day = new Date(now).toISOString().slice(0, 10).replaceAll("-", "/");
        const today = await this.list(`${this.folder}${day}/`);
        const listed = today.length > 0 || !thorough ? today : await this.list(this.folder);
        const fresh = listed.filter(
            ({ Key = "", LastModified }) =>
                !this.opened.has(Key) && (LastModified === undefined || LastModified.getTime() >= this.since),
        );
        for (const { Key = "" } of fresh) await this.open(Key);
    }

    private list(Prefix: string): Promise<_Object[]> {
        const query = { Bucket: this.outputs.findingsBucket, Prefix };
        return itemsOf(paginateListObjectsV2({ client: this.home.s3 }, query), ({ Contents }) => Contents);
    }

    private async open(key: string): Promise<void> {
        this.opened.add(key);
        const { findingsBucket: Bucket, findingsKeyArn } = this.outputs;
        const object = await this.home.s3.send(new GetObjectCommand({ Bucket, Key: key }));
        const { ServerSideEncryption: encryption = "nothing", SSEKMSKeyId: keyArn } = object;
        const isEncrypted = encryption === "aws:kms" && keyArn === findingsKeyArn;
        const problem = isEncrypted
            ? undefined
            : `The object is encrypted by ${encryption} under ${keyArn ?? "no key"}, not by aws:kms under ${findingsKeyArn}.`;
        const bytes = await object.Body?.transformToByteArray();
        for (const id of findingIds(bytes ?? new Uint8Array())) this.found.set(id, { key, problem });
    }
}

/** An export is one finding a line, in JSON, compressed by gzip. Anything else holds no finding. */
function findingIds(bytes: Uint8Array): string[] {
    try {
        const lines = gunzipSync(bytes).toString().trimEnd().split("\n");
        return lines.map((line) => String((JSON.parse(line) as { readonly id?: unknown }).id));
    } catch {
        return [];
    }
}
