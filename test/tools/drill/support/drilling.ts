import { actionsOf, drillActions } from "../../../../tools/aws/actions";
import { awsClients } from "../../../../tools/aws/clients";
import { drillAccount } from "../../../../tools/drill/drill-account";
import type { DrillOrder } from "../../../../tools/drill/order";
import { decisiveStep, type Report, wentWrong } from "../../../../tools/proof/report";
import { FakeAccount } from "./fake-account";
import { FakeClock } from "./fake-clock";
import { expectations, mailSettings, outputs } from "./stack";

/** A fake account and its clock. */
export interface Fake {
    account: FakeAccount;
    clock: FakeClock;
}

/** Makes a new account for every test of the suite, and removes it afterwards. */
export function useFakeAccount(): Fake {
    const fake = {} as Fake;
    beforeEach(() => {
        const clock = new FakeClock();
        Object.assign(fake, { clock, account: new FakeAccount(() => clock.now()) });
    });
    afterEach(() => {
        fake.account.restore();
    });
    return fake;
}

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
        mailSettings,
        clientsIn: awsClients(undefined, undefined, actionsOf(drillActions)),
        clock,
        progress: { show: () => undefined, stop: () => undefined },
        timeout: 20 * 60_000,
        settle: 60_000,
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
