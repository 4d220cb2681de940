import type { z } from "zod";
import { set } from "./pulumi-commands";
import { defaultRegions } from "./regions";
import type { Configured } from "./schema";
import { retentionOf } from "./settings";
import { conflict } from "./value-types";

type Context = z.core.$RefinementCtx<Configured>;

const replica = ["archive", "replica"];

/** A copy is a copy only elsewhere. */
export function theReplicaIsElsewhere({ "aws:region": home, archive }: Configured, context: Context) {
    if (archive.replica === home) {
        conflict(context, {
            message: `${home} is home, where the archive itself is`,
            path: replica,
            given: [["aws:region"]],
            fix: set(replica, neighbourOf(home)),
        });
    }
}

/** The lock is the replica's: GuardDuty's and Macie's writers are not known to write into a locked bucket. */
export function theLockHasAReplica({ "aws:region": home, archive }: Configured, context: Context) {
    if (archive.objectLock !== undefined && archive.replica === undefined) {
        conflict(context, {
            message: "only a copy of the archive can be locked, and vigil:archive.replica names no Region for one",
            path: ["archive", "objectLock"],
            given: [replica],
            fix: set(replica, neighbourOf(home)),
        });
    }
}

/** What is locked longer than it is kept would be paid for, and found by nobody. */
export function theLockEndsInTime({ archive }: Configured, context: Context) {
    const kept = retentionOf(archive);
    if (archive.objectLock !== undefined && archive.objectLock.days > kept) {
        const days = ["archive", "objectLock", "days"];
        conflict(context, {
            message: `${archive.objectLock.days} days are more than the ${kept} days for which a finding is kept`,
            path: days,
            given: [
                ["archive", "retentionDays"],
                ["archive", "transitionDays"],
            ],
            fix: set(days, kept),
        });
    }
}

/** Another Region, on the same continent if there is one that every account has. */
function neighbourOf(home: string): string {
    const others = defaultRegions.filter((region) => region !== home);
    const [continent] = home.split("-");
    return others.find((region) => region.startsWith(`${continent}-`)) ?? others[0] ?? home;
}
