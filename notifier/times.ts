const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(zone: string): Intl.DateTimeFormat {
    const format =
        formats.get(zone) ??
        new Intl.DateTimeFormat("en-US", {
            timeZone: zone,
            hourCycle: "h23",
            weekday: "short",
            year: "numeric",
            month: "2-digit",
            day: "2-digit",
            hour: "2-digit",
            minute: "2-digit",
        });
    formats.set(zone, format);
    return format;
}

/** Parts, because the ready-made texts change with the version of Node's Unicode data. */
function partsOf(time: Date, zone: string) {
    const parts = Object.fromEntries(
        formatIn(zone)
            .formatToParts(time)
            .map(({ type, value }) => [type, value]),
    );
    const { weekday = "", year = "", month = "", day = "", hour = "", minute = "" } = parts;
    return { day: `${weekday} ${year}-${month}-${day}`, clock: `${hour}:${minute}` };
}

/** `Sat 2026-03-14 03:17 Europe/Berlin (02:17 UTC)`: the zone by its name, for CST is three of them. */
export function localTime(time: Date, zone: string): string {
    const utc = partsOf(time, "UTC");
    if (zone === "UTC") return `${utc.day} ${utc.clock} UTC`;
    const local = partsOf(time, zone);
    const same = local.day === utc.day;
    return `${local.day} ${local.clock} ${zone} (${same ? "" : `${utc.day} `}${utc.clock} UTC)`;
}

/** `Sat 2026-03-14 03:17`, where the zone is named elsewhere. */
export function shortTime(time: Date, zone: string): string {
    const { day, clock } = partsOf(time, zone);
    return `${day} ${clock}`;
}

/** What findings and alarms write: ISO 8601, and Inspector's "Thu Jan 19 22:46:15.000 UTC 2023". */
export function readTime(text: string | undefined): Date | undefined {
    const time = new Date(text ?? "");
    return Number.isNaN(time.getTime()) ? undefined : time;
}

/** The zone, or UTC where this runtime has not heard of it: a mail must not be lost for that. */
export function knownZone(zone = "UTC"): string {
    try {
        formatIn(zone);
        return zone;
    } catch {
        return "UTC";
    }
}
