import { awsClients } from "../../../../tools/aws/clients";
import { drillAccount, type DrillOrder } from "../../../../tools/drill/drill-account";
import { decisiveStep, type Report, wentWrong } from "../../../../tools/proof/report";
import type { FakeClock } from "./fake-clock";
import { expectations, outputs } from "./stack";

/** What a drill of the fake account said while it ran. */
export interface Drilled {
    readonly report: Promise<Report>;
    readonly plans: string[];
    readonly complaints: string[];
}

/** Starts a drill over whatever the AWS SDK's clients are at the moment. */
export function startDrill(clock: FakeClock, changes: Partial<DrillOrder> = {}): Drilled {
    const plans: string[] = [];
    const complaints: string[] = [];
    const report = drillAccount({
        stack: "dev",
        outputs,
        expectations,
        clientsIn: awsClients(undefined),
        clock,
        progress: { show: () => undefined, stop: () => undefined },
        timeout: 20,
        settle: 60,
        keep: false,
        allowPending: false,
        agree: (plan) => {
            plans.push(plan);
            return Promise.resolve();
        },
        printError: (text) => complaints.push(text),
        signal: new AbortController().signal,
        ...changes,
    });
    return { report, plans, complaints };
}

/** The results that did not end as they should: id, outcome and the hop that is blamed. */
export function wrong({ results }: Report): string[] {
    return results
        .filter(wentWrong)
        .map((result) => `${result.id} ${result.outcome}: ${decisiveStep(result)?.hop ?? "-"}`);
}
