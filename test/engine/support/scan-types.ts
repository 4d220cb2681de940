import { BatchGetAccountStatusCommand, type State } from "@aws-sdk/client-inspector2";
import { clientsIn } from "./clients";

/** What Inspector scans in a Region, by its own account of it, sorted. */
export async function scanTypesIn(region: string, account?: string): Promise<string[]> {
    const { accounts = [] } = await clientsIn(region, account).inspector.send(new BatchGetAccountStatusCommand({}));
    return accounts
        .flatMap(({ resourceState }) => Object.entries(resourceState ?? {}))
        .filter(([, state]) => (state as State | undefined)?.status === "ENABLED")
        .map(([type]) => type)
        .sort();
}
