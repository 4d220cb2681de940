import { eventsSql, hoursAgo } from "./events-sql";
import { type MailRules, whyNotMailed } from "./never-mailed";

/** A question that is asked of the archive again and again. */
export interface SavedQuery {
    /** Of the query in its workgroup. */
    readonly name: string;
    readonly description: string;
    /** For Athena's engine 3, which is Trino. A `?` in it is a text that is asked for when the query runs. */
    readonly sql: string;
}

const month = 30 * 24;

/** Events that make one finding. */
const oneFinding = "PARTITION BY service, account, region, finding_id";

/** Findings by their latest events, so that one which came again counts once. */
function findings(select: string, events = eventsSql()): string {
    return `WITH events AS (
${events.replace(/^/gm, "    ")}
), latest AS (
    SELECT *, row_number() OVER (${oneFinding} ORDER BY time DESC, id DESC) AS place FROM events
), found AS (
    SELECT * FROM latest WHERE place = 1
)
${select}`;
}

/** What a row about a single finding begins with. */
const columns =
    "time, service, severity, state, type, title, array_join(resources, ', ') AS resource, account, region, first_seen, last_seen, finding_id";

const newestFirst = "ORDER BY time DESC, finding_id";
const eachResource = "CROSS JOIN UNNEST(resources) AS names (name)";

function counted(name: string, period: string, hours: number): SavedQuery {
    const sql = findings(
        `SELECT service, severity, type, count(*) AS findings, max(time) AS latest
FROM found GROUP BY service, severity, type
ORDER BY findings DESC, service, severity, type`,
        eventsSql(hours),
    );
    return { name, description: `What came in during the last ${period}, by service, severity and type.`, sql };
}

function everythingAbout(name: string, what: string, select: string): SavedQuery {
    const sql = findings(`${select}\n${newestFirst}`);
    return { name, description: `All findings about ${what}, the parameter, in quotes: '...'.`, sql };
}

/** The saved queries of a stack, by its rules for mails. */
export function savedQueries(rules: MailRules): readonly SavedQuery[] {
    return [
        counted("last-24-hours", "24 hours", 24),
        counted("last-30-days", "30 days", month),
        {
            name: "resources-with-most-findings",
            description: "The 20 resources with most findings of the last 30 days.",
            sql: findings(
                `SELECT name AS resource, account, count(DISTINCT finding_id) AS findings,
    count(DISTINCT CASE WHEN severity IN ('CRITICAL', 'HIGH') THEN finding_id END) AS severe, max(time) AS latest
FROM found ${eachResource}
WHERE name IS NOT NULL GROUP BY name, account
ORDER BY findings DESC, severe DESC, name LIMIT 20`,
                eventsSql(month),
            ),
        },
        everythingAbout(
            "one-resource",
            "one resource",
            `SELECT DISTINCT ${columns}\nFROM found ${eachResource} WHERE name = ?`,
        ),
        everythingAbout("one-account", "one account", `SELECT ${columns}\nFROM found WHERE account = ?`),
        everythingAbout("one-cve", "one CVE", `SELECT ${columns}\nFROM found WHERE vulnerability = ?`),
        {
            name: "first-to-last-seen",
            description: "How long each finding of the last 30 days has been seen, the 100 longest.",
            sql: findings(
                `SELECT date_diff('hour', first_seen, last_seen) AS hours, ${columns}
FROM found WHERE first_seen IS NOT NULL AND last_seen IS NOT NULL
ORDER BY hours DESC, time DESC, finding_id LIMIT 100`,
                eventsSql(month),
            ),
        },
        {
            name: "never-mailed",
            description: "Findings of the last 30 days of which no mail and no chat ever told, and why.",
            // All events: what was mailed months ago and is archived today was mailed.
            sql: findings(
                `SELECT why, ${columns}
FROM found WHERE never AND time > ${hoursAgo(month)}
ORDER BY why, time DESC, finding_id`,
                `SELECT *, bool_and(why IS NOT NULL) OVER (${oneFinding}) AS never
FROM (SELECT *, ${whyNotMailed(rules)} AS why FROM (
${eventsSql()}
))`,
            ),
        },
    ];
}
