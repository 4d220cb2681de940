import { guardDutyResourcePaths } from "./guardduty-resource";
import { guardDutyBands } from "./patterns";
import { serviceFacts, serviceKeys } from "./services";
import { severities } from "./severity";
import { isOneOf } from "./sql";

/** Name of the table of the archive's events, in the database of the stack. */
export const eventsTable = "findings";

/**
 * The columns of that table, as Glue has them: an event as EventBridge wraps it. What a service says is one text of
 * JSON, because each says something else, and because inside of a structure Athena would lower the case of names.
 */
export const eventColumns = [
    { name: "version", type: "string" },
    { name: "id", type: "string" },
    { name: "detail_type", type: "string" },
    { name: "source", type: "string" },
    { name: "account", type: "string" },
    { name: "time", type: "string" },
    { name: "region", type: "string" },
    { name: "resources", type: "array<string>" },
    { name: "detail", type: "string" },
] as const;

/** The one name in an event that no column can have, and its column. */
export const renamedColumn = { column: "detail_type", field: "detail-type" } as const;

/** The column that a day's folder makes: 2026/03/14. */
export const dayColumn = { name: "dt", type: "string" } as const;

const { guardDuty, inspector } = serviceFacts;
const services = serviceKeys.map((key) => serviceFacts[key]);
const sources = services.map(({ source }) => source);
const detailTypes = services.map(({ detailType }) => detailType);
const names = services.map(({ source, name }) => `WHEN '${source}' THEN '${name}'`);

/** A text, number or truth value of the finding, as text; NULL where there is none. */
const field = (path: string) => `json_extract_scalar(detail, '${path}')`;
const firstOf = (...paths: string[]) => `coalesce(${paths.map(field).join(", ")})`;

/** The names of what is affected; most are absent in any one finding. An object's path begins with its bucket. */
const resourceNames = [
    ...Object.entries(guardDutyResourcePaths)
        .filter(([label]) => label !== "resourceType")
        .map(([, path]) => path.replace("$.detail.", "$.")),
    "$.resourcesAffected.s3Bucket.name",
    "$.resourcesAffected.s3Object.path",
    "$.resources[0].id",
];

/** Inspector writes "Sat Mar 14 02:16:30.202 UTC 2026", the others ISO 8601. */
const moment = (column: string) =>
    `coalesce(TRY(from_iso8601_timestamp(${column})), ` +
    `TRY(with_timezone(date_parse(${column}, '%a %b %d %H:%i:%s.%f UTC %Y'), 'UTC')))`;

const bands = severities.map((word) => {
    const [from, least, below, limit] = guardDutyBands[word];
    const upper = below === undefined ? "" : ` AND score ${below} ${String(limit)}`;
    return `WHEN score ${String(from)} ${String(least)}${upper} THEN '${word}'`;
});

/** How far before now something lies, as SQL. */
export const hoursAgo = (hours: number) => `current_timestamp - interval '${hours}' hour`;

/**
 * SQL for rows, a row an event of a finding: `service`, `finding_id`, `severity` (our word; Inspector's UNTRIAGED and
 * INFORMATIONAL stay), `state` (ACTIVE, ARCHIVED, CLOSED or SUPPRESSED), `type`, `title`, `resources` (names),
 * `vulnerability`, `account`, `region`, `time`, `first_seen`, `last_seen`, and `id` of the event.
 *
 * The account is the finding's own: an administrator's account receives the events of its members, too, and the
 * envelope names the account that received them.
 *
 * @param hours of which events; all where it is left out
 */
export function eventsSql(hours?: number): string {
    return `SELECT id, time, region, finding_id, account, type, title, vulnerability, resources,
    CASE source ${names.join(" ")} END AS service,
    CASE WHEN source <> '${guardDuty.source}' THEN upper(word) ${bands.join(" ")} END AS severity,
    CASE WHEN source = '${inspector.source}' THEN coalesce(status, 'UNKNOWN')
        WHEN archived = 'true' THEN 'ARCHIVED' ELSE 'ACTIVE' END AS state,
    ${moment("first_seen")} AS first_seen,
    ${moment("last_seen")} AS last_seen
FROM (
    SELECT id, source, region, TRY(from_iso8601_timestamp(time)) AS time,
        ${firstOf("$.findingArn", "$.id")} AS finding_id,
        ${firstOf("$.accountId", "$.awsAccountId")} AS account,
        ${field("$.type")} AS type,
        ${field("$.title")} AS title,
        TRY_CAST(${field("$.severity")} AS double) AS score,
        ${firstOf("$.severity.description", "$.severity")} AS word,
        ${firstOf("$.service.archived", "$.archived")} AS archived,
        ${field("$.status")} AS status,
        ${firstOf("$.service.eventFirstSeen", "$.firstObservedAt", "$.createdAt")} AS first_seen,
        ${firstOf("$.service.eventLastSeen", "$.lastObservedAt", "$.updatedAt")} AS last_seen,
        ${field("$.packageVulnerabilityDetails.vulnerabilityId")} AS vulnerability,
        ARRAY[
            ${resourceNames.map(field).join(",\n            ")}
        ] AS resources
    FROM ${eventsTable}
    WHERE ${isOneOf("source", sources)} AND ${isOneOf("detail_type", detailTypes)}${hours === undefined ? "" : recent(hours)}
)`;
}

/** The folders of an hour more, for the first event of an object decides about its folder. */
function recent(hours: number): string {
    return `
        AND ${dayColumn.name} >= date_format(${hoursAgo(hours + 1)}, '%Y/%m/%d')
        AND TRY(from_iso8601_timestamp(time)) > ${hoursAgo(hours)}`;
}
