import type { Hop, Mail, Result, Report, Step } from "../../../tools/proof/report";
import type { Origin } from "../../../tools/report/origin";
import { account, resultsOf } from "./results";

/** Where the reports of the tests come from. */
export const origin: Origin = {
    made: "2026-01-31T12:00:00.000Z",
    version: "1.2.3",
    commit: "0123456789abcdef0123456789abcdef01234567",
    subject: "the program",
    account: "123456789012 (invented: no account was asked)",
};

/** A mail that a notifier made, with what HTML and a terminal could stumble over. */
export const mail: Mail = {
    from: "Vigil",
    subject: '[CRITICAL] GuardDuty: Stolen "keys" are in use (eu-west-1, 123456789012)',
    text: "Somebody <b>uses</b> them.\n\nWHERE\n  Region          eu-west-1\n",
};

/** What a breakage does to a result; `undefined` where it does nothing. */
export type Breakage = (result: Result) => Partial<Result> | undefined;

/** A report of the given Regions, home first, in which everything goes well but for the breakage. */
export function reportOf(regions: readonly string[], breakage: Breakage = () => undefined): Report {
    const [home = "eu-west-1"] = regions;
    const results = regions.flatMap(resultsOf).map((result) => ({ ...result, ...breakage(result) }));
    return { stack: "dev", cloud: "rehearsal", account, home, regions, results, notRehearsed: [], warnings: [] };
}

/** A result that is lost at a hop. */
export function lostAt(result: Result, hop: Hop, reason: string, deadLetter?: Result["deadLetter"]): Partial<Result> {
    return {
        outcome: "lost",
        arrived: undefined,
        steps: stoppedAt(result, hop, reason),
        ...(deadLetter && { deadLetter }),
    };
}

/** A result whose event is mailed although it should be suppressed. */
export function falseAlert({ steps }: Result): Partial<Result> {
    const passed = steps.map((step) => ({ ...step, passed: true, reason: "The pattern matches everything." }));
    return { outcome: "falseAlert", steps: passed, arrived: '{ "alert": "noise" }' };
}

/** A result that nothing stops, but that depends on something which cannot be judged. */
export function unprovenAt({ steps }: Result, hop: Hop, reason: string): Partial<Result> {
    const doubtful = steps.map((step) => (step.hop === hop ? { ...step, unproven: true as const, reason } : step));
    return { outcome: "unproven", steps: doubtful };
}

/** The steps of a result up to a hop, where it stops. */
function stoppedAt({ steps }: Result, hop: Hop, reason: string): readonly Step[] {
    const stop = steps.findIndex((step) => step.hop === hop);
    return steps.slice(0, stop + 1).map((step, index) => (index === stop ? { ...step, passed: false, reason } : step));
}
