import { actionsOf, drillActions } from "../../../tools/aws/actions";
import { awsClients } from "../../../tools/aws/clients";
import { systemClock } from "../../../tools/drill/clock";
import { drillAccount } from "../../../tools/drill/drill-account";
import { mailSettingsOf } from "../../../tools/drill/mails";
import { narrowed } from "../../../tools/drill/order";
import type { Outputs } from "../../../tools/recording/outputs";
import { type Expectations, expectationsOf } from "../../../tools/proof/expectations";
import { faultsOf } from "../../../tools/report/faults";
import { readStackConfig } from "../../../tools/recording/stack-config";
import { rehearseState } from "../../../tools/rehearsal/rehearse";
import type { Report } from "../../../tools/proof/report";
import { alertingSettingsOf } from "../../support/settings";
import { fixtures } from "../../support/stacks";
import { emulator } from "./emulator";

const { endpoint, credentials } = emulator();
Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
});

/** Clients as the drill has them, of the emulator. */
export const clientsIn = awsClients(endpoint);

/** What the settings of the dev stack ask for, or a part of it. */
export function devExpectations(regions?: readonly string[], services?: readonly string[]): Expectations {
    return narrowed(expectationsOf(devSettings()), regions, services);
}

function devSettings() {
    const { config, secretKeys } = readStackConfig(fixtures, "dev");
    return alertingSettingsOf(config, secretKeys);
}

/** The rehearsal over a deployed state, as if its mailboxes had confirmed. */
export async function rehearseDev(state: string): Promise<Report> {
    const confirmed = state.replaceAll('"pendingConfirmation": true', '"pendingConfirmation": false');
    const { report } = await rehearseState({ state: confirmed, directory: fixtures, stack: "dev" });
    return report;
}

/** A drill in this process; mailboxes cannot confirm here, so that is allowed. */
export function drillDev(outputs: Outputs, expectations: Expectations): Promise<Report> {
    return drillAccount({
        stack: "dev",
        outputs,
        expectations,
        mailSettings: mailSettingsOf(devSettings().alerts),
        clientsIn: awsClients(endpoint, undefined, actionsOf(drillActions)),
        clock: systemClock,
        progress: { show: () => undefined, stop: () => undefined },
        timeout: 30_000,
        settle: 1000,
        keep: false,
        allowPending: true,
        agree: () => Promise.resolve(),
        printError: (text) => {
            throw new Error(text);
        },
        signal: new AbortController().signal,
    });
}

/** What a report says is broken, worst first: "lost at the topic policy". */
export function brokenHops(report: Report): string[] {
    return faultsOf(report).map(({ outcome, step }) => `${outcome} at the ${step?.hop ?? "unknown hop"}`);
}
