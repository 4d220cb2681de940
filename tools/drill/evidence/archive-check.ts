import { dayFolder } from "../../../findings/stream";
import { type Archive, listObjects, openObject } from "../../archive/object";
import type { Clients } from "../../aws/clients";
import { isJsonObject, type JsonObject, type JsonValue } from "../../evaluators/json";
import { jsonObject } from "../../proof/alert-check";
import type { Outputs } from "../../recording/outputs";

/** An object of the archive that a finding is in. */
export interface Archived {
    readonly key: string;
    /** The line with the finding. */
    readonly line: JsonObject;
    /** What is wrong with it, if anything. */
    readonly problem: string | undefined;
}

/** What somebody writes into the archive, a finding a line. */
export interface Written {
    /** The folder of a day; AWS documents those of GuardDuty's exports by date. */
    readonly folderOf: (day: Date) => string;
    /** The folder above, where that is worth a thorough look, which takes long in an old archive. */
    readonly above?: string;
    /** What of a line is the finding. */
    readonly findingIn: (line: JsonObject) => JsonValue | undefined;
}

/** GuardDuty's exports of a Region. */
export function exportsOf({ accountId }: Pick<Outputs, "accountId">, region: string): Written {
    const above = `AWSLogs/${accountId}/GuardDuty/${region}/`;
    return {
        above,
        folderOf: (day) => `${above}${day.toISOString().slice(0, 10).replaceAll("-", "/")}/`,
        findingIn: (line) => line,
    };
}

/** What the findings stream writes: events. */
export const streamed: Written = { folderOf: dayFolder, findingIn: ({ detail }) => detail };

/** Watches the findings archive for findings. */
export class ArchiveCheck {
    private readonly found = new Map<string, Archived>();
    private readonly opened = new Set<string>();
    private readonly archive: Archive;

    /**
     * @param clients of the bucket's Region
     * @param since objects that are older, in milliseconds since 1970, hold nothing of this drill
     */
    constructor(
        clients: Clients,
        private readonly outputs: Outputs,
        private readonly written: Written,
        private readonly since: number,
    ) {
        this.archive = { clients, bucket: outputs.findingsBucket, account: outputs.accountId };
    }

    /** The object that holds a finding, if it was seen. */
    with(findingId: string): Archived | undefined {
        return this.found.get(findingId);
    }

    /** Opens new objects of today's folder and, where the drill began before midnight, of that day's. */
    async look(now: number, thorough: boolean): Promise<void> {
        const { folderOf, above } = this.written;
        const folders = new Set([this.since, now].map((moment) => folderOf(new Date(moment))));
        const recent = (await Promise.all([...folders].map((folder) => listObjects(this.archive, folder)))).flat();
        const isAll = recent.length > 0 || !thorough || above === undefined;
        const fresh = (isAll ? recent : await listObjects(this.archive, above)).filter(
            ({ Key = "", LastModified }) =>
                !this.opened.has(Key) && (LastModified === undefined || LastModified.getTime() >= this.since),
        );
        for (const { Key = "" } of fresh) await this.open(Key);
    }

    private async open(key: string): Promise<void> {
        this.opened.add(key);
        const { findingsKeyArn } = this.outputs;
        const { lines, encryption = "nothing", keyArn } = await openObject(this.archive, key);
        const isEncrypted = encryption === "aws:kms" && keyArn === findingsKeyArn;
        const problem = isEncrypted
            ? undefined
            : `The object is encrypted by ${encryption} under ${keyArn ?? "no key"}, not by aws:kms under ${findingsKeyArn}.`;
        for (const text of lines) {
            const line = jsonObject(text);
            const finding = line && this.written.findingIn(line);
            if (line !== undefined && isJsonObject(finding) && typeof finding.id === "string")
                this.found.set(finding.id, { key, line, problem });
        }
    }
}
