import type { JsonObject } from "../../evaluators/json";
import type { Service } from "../../../findings/services";
import { severitiesFrom, type Severity } from "../../../findings/severity";
import type { Expectations } from "../expectations";
import type { CaseKind } from "../report";
import type { Case } from "./case";

type Rest = Partial<Pick<Case, "severity" | "expected" | "destination">>;

/** A writer of cases of one source in one Region; unless it is told otherwise, they arrive in the mailboxes. */
export function casesIn(region: string, source: Case["source"]) {
    return (kind: CaseKind, name: string, subject: string, event: JsonObject, rest: Rest = {}): Case => ({
        id: `${region}/${source}/${name}`,
        kind,
        region,
        source,
        subject,
        expected: "arrives",
        destination: "mailboxes",
        event,
        ...rest,
    });
}

export const suppressed = { expected: "suppressed" } as const;

/** A finding of a severity band arrives if the stack was asked to mail it. */
export function bandOf(service: Service, severity: Severity, { minimumSeverity }: Expectations) {
    const isMailed = severitiesFrom(service, minimumSeverity[service]).includes(severity);
    return { severity, expected: isMailed ? "arrives" : "suppressed" } as const;
}
