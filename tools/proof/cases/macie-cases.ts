import { macieFinding, type Origin } from "../events";
import type { Expectations } from "../expectations";
import type { Case } from "./case";
import { bandOf, casesIn, suppressed } from "./regional-case";

/** To the bucket Macie writes what it found out about each object, whether that made a finding or not. */
export function macieCases(origin: Origin, expectations: Expectations): Case[] {
    const write = casesIn(origin.region, "macie");
    return [
        ...(["LOW", "MEDIUM", "HIGH"] as const).map((band) =>
            write("finding", band, `${band} finding`, macieFinding(origin, band), bandOf("macie", band, expectations)),
        ),
        write("inactive", "archived", "archived finding", macieFinding(origin, "HIGH", true), suppressed),
        write("replay", "replay", "LOW finding for replay", macieFinding(origin, "LOW"), {
            destination: "event archive",
        }),
        write("export", "export", "discovery result", macieFinding(origin, "HIGH"), { destination: "bucket" }),
    ];
}
