/**
 * Where the archive keeps the events of the findings bus: a folder a day (UTC), each object gzip, each of its lines one
 * event as EventBridge had it. The day is that of the first event of an object, so events just after midnight may stand
 * in the folder of the day before.
 */
export const eventFolder = "findings/";

/** The folder of the day in which a moment lies. */
export function dayFolder(moment: Date): string {
    return `${eventFolder}dt=${moment.toISOString().slice(0, 10).replaceAll("-", "/")}/`;
}
