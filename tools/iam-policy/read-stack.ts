import { recordStack } from "../recording/stack";
import type { StackConfig } from "../recording/stack-config";
import { UserError } from "../cli/user-error";
import type { DeployedStack } from "./deployed-stack";

/**
 * Runs the program in this process for a stack's settings, for an account that is named or that the stack file allows.
 *
 * @throws UserError when the settings are wrong, or nothing says which account
 */
export async function readDeployedStack(directory: string, stack: string, account?: string): Promise<DeployedStack> {
    const { config, recording } = await recordStack(directory, stack);
    return {
        account: account === undefined ? onlyAllowedAccount(config) : checked(account),
        project: config.project,
        stack,
        home: String(recording.outputs.homeRegion),
        resources: recording.resources.filter(({ custom }) => custom),
    };
}

function checked(account: string): string {
    if (/^\d{12}$/.test(account)) {
        return account;
    }
    throw new UserError(
        [
            `--account: not the id of an AWS account.\n      got:   ${JSON.stringify(account)}`,
            "      legal: twelve digits\n      mend:  aws sts get-caller-identity --query Account --output text",
        ].join("\n"),
    );
}

/** A policy that names no account would let its holder reach into all that trust them, so there is no default. */
function onlyAllowedAccount({ stack, config }: StackConfig): string {
    const allowed: unknown = JSON.parse(config["aws:allowedAccountIds"] ?? "[]");
    if (Array.isArray(allowed) && allowed.length === 1) {
        return checked(String(allowed[0]));
    }
    throw new UserError(
        [
            "Which account? The policy names it in every ARN.",
            "      mend:  add --account 123456789012, with your account's twelve digits;",
            `             or put aws:allowedAccountIds: ["123456789012"] into Pulumi.${stack}.yaml, which also keeps Pulumi out of any other.`,
        ].join("\n"),
    );
}
