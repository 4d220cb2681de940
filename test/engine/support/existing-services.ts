import { CreateDetectorCommand } from "@aws-sdk/client-guardduty";
import {
    DisableDelegatedAdminAccountCommand,
    EnableCommand,
    EnableDelegatedAdminAccountCommand,
    Inspector2Client,
    type ResourceScanType,
} from "@aws-sdk/client-inspector2";
import { EnableMacieCommand } from "@aws-sdk/client-macie2";
import { clientsIn } from "./clients";
import { emulator } from "./emulator";

/** What somebody has switched on in a Region before Vigil came. */
export interface ExistingServices {
    readonly detector: { readonly enabled: boolean; readonly publishEvery: "ONE_HOUR" | "SIX_HOURS" };
    readonly macie: "ENABLED" | "PAUSED";
    readonly inspector: readonly ResourceScanType[];
}

/** Switches them on, and returns the detector's id. AWS switches on most of a new detector's plans by itself. */
export async function switchOn(region: string, { detector, macie, inspector }: ExistingServices): Promise<string> {
    const clients = clientsIn(region);
    const { DetectorId } = await clients.guardDuty.send(
        new CreateDetectorCommand({
            Enable: detector.enabled,
            FindingPublishingFrequency: detector.publishEvery,
        }),
    );
    await clients.macie.send(new EnableMacieCommand({ status: macie, findingPublishingFrequency: "FIFTEEN_MINUTES" }));
    await inspectorIn(region).send(new EnableCommand({ resourceTypes: [...inspector] }));
    return DetectorId!;
}

/** Has an organization put Inspector into the hands of another account. */
export async function delegateInspector(region: string, delegatedAdminAccountId: string): Promise<void> {
    await inspectorIn(region).send(new EnableDelegatedAdminAccountCommand({ delegatedAdminAccountId }));
}

/** Takes it back. */
export async function undelegateInspector(region: string, delegatedAdminAccountId: string): Promise<void> {
    await inspectorIn(region).send(new DisableDelegatedAdminAccountCommand({ delegatedAdminAccountId }));
}

function inspectorIn(region: string): Inspector2Client {
    return new Inspector2Client({ region, ...emulator() });
}
