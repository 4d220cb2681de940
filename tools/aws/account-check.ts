import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { UserError } from "../cli/user-error";
import type { ClientsIn } from "./clients";

interface Checked {
    readonly clientsIn: ClientsIn;
    /** Of the stack. */
    readonly outputs: { readonly accountId: string; readonly homeRegion: string };
}

/** @throws UserError when the credentials are of another account than the stack */
export async function checkAccount({ clientsIn, outputs: { accountId, homeRegion } }: Checked): Promise<void> {
    const { Account = "unknown", Arn = "" } = await clientsIn(homeRegion).sts.send(new GetCallerIdentityCommand({}));
    if (Account !== accountId) {
        throw new UserError(
            `The stack is in the account ${accountId}, but the credentials are of ${Account} (${Arn}). Set AWS_PROFILE to a ` +
                "profile of the stack's account.",
        );
    }
}
