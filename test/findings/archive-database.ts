import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { eventColumns, eventsTable, renamedColumn } from "../../findings/events-sql";
import type { SavedQuery } from "../../findings/queries";
import { dayFolder } from "../../findings/stream";
import type { JsonObject } from "../../tools/evaluators/json";

/**
 * Trino's functions, in the words of DuckDB, for no Athena runs here: what these two agree on beyond them (CASE, LIKE with
 * ESCAPE, UNNEST, windows, TRY, TRY_CAST, bool_and) is SQL's or was read in Trino's documentation. Where they differ:
 * Trino's json_extract_scalar makes nothing of an object or a list, its date_parse has MySQL's letters, its date_diff
 * counts whole units.
 */
const macros = [
    "json_extract_scalar(json, path) AS CASE WHEN json_type(json, path) IN ('OBJECT', 'ARRAY') THEN NULL ELSE json_extract_string(json, path) END",
    "from_iso8601_timestamp(text) AS CAST(text AS TIMESTAMPTZ)",
    // DuckDB wants a constant here. In MySQL's letters: %a %b %d %H:%i:%s.%f UTC %Y.
    "date_parse(text, format) AS strptime(text, '%a %b %d %H:%M:%S.%g UTC %Y')",
    "date_format(moment, format) AS strftime(moment, format)",
    "with_timezone(moment, zone) AS timezone(zone, moment)",
    "date_diff(unit, earlier, later) AS date_sub(unit, earlier, later)",
    "array_join(list, separator) AS array_to_string(list, separator)",
];

const duckTypes = { string: "VARCHAR", "array<string>": "VARCHAR[]" } as const;

export type Row = Readonly<Record<string, unknown>>;

/** The archive's events in an embedded database: gzip JSON lines in folders of days, as the stream writes them. */
export class ArchiveDatabase {
    private constructor(
        private readonly connection: DuckDBConnection,
        private readonly folder: string,
        private readonly now: string,
    ) {}

    /**
     * @param lines by the moments of their first events; an event, or a line as it stands in the object
     * @param now what the queries take for the current time
     */
    static async of(
        objects: readonly { readonly at: string; readonly lines: readonly (JsonObject | string)[] }[],
        now: string,
    ): Promise<ArchiveDatabase> {
        const folder = mkdtempSync(join(tmpdir(), "archive-"));
        objects.forEach(({ at, lines }, index) => {
            const day = join(folder, dayFolder(new Date(at)));
            mkdirSync(day, { recursive: true });
            const text = lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");
            writeFileSync(join(day, `${index}.gz`), gzipSync(text));
        });
        const connection = await (await DuckDBInstance.create(":memory:")).connect();
        await connection.run("SET TimeZone = 'UTC'");
        for (const macro of macros) await connection.run(`CREATE MACRO ${macro}`);
        const fieldOf = (column: string) => (column === renamedColumn.column ? renamedColumn.field : column);
        const types = eventColumns.map(({ name, type }) => `'${fieldOf(name)}': '${duckTypes[type]}'`);
        const columns = eventColumns.map(({ name }) => `"${fieldOf(name)}" AS "${name}"`);
        await connection.run(
            `CREATE VIEW ${eventsTable} AS SELECT ${columns.join(", ")}, regexp_extract(filename, 'dt=(\\d+/\\d+/\\d+)/', 1) AS dt
            FROM read_json('${folder}/**/*.gz', format = 'newline_delimited', columns = {${types.join(", ")}},
                ignore_errors = true, filename = true, compression = 'gzip')`,
        );
        return new ArchiveDatabase(connection, folder, now);
    }

    /** The rows that a query gives; moments in ISO 8601. */
    async rows({ sql }: Pick<SavedQuery, "sql">, ...parameters: string[]): Promise<Row[]> {
        const dated = sql.replaceAll("current_timestamp", `TIMESTAMPTZ '${this.now}'`);
        const reader = await this.connection.runAndReadAll(dated, parameters);
        return reader
            .getRowObjectsJson()
            .map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, readable(value)])));
    }

    close(): void {
        this.connection.closeSync();
        rmSync(this.folder, { recursive: true });
    }
}

/** DuckDB writes moments its own way, and large numbers as text. */
function readable(value: unknown): unknown {
    if (typeof value !== "string") return value;
    if (/^\d{1,4}$/.test(value)) return Number(value);
    return value.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)\+00$/, "$1T$2Z");
}
