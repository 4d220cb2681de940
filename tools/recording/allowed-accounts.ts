import { UserError } from "../cli/user-error";
import type { StackConfig } from "./stack-config";

/**
 * The accounts that a stack may be in, or must not be in; none where the stack file does not say.
 *
 * @throws UserError when one is not twelve digits
 */
export function accountsIn(
    { stack, config }: Pick<StackConfig, "stack" | "config">,
    key: "aws:allowedAccountIds" | "aws:forbiddenAccountIds",
): string[] {
    const text = config[key] ?? "[]";
    const accounts = listIn(text)?.map(String);
    if (accounts?.every((account) => /^\d{12}$/.test(account))) return accounts;
    const digits = text.match(/\d+/g) ?? ["123456789012"];
    const meant = JSON.stringify(digits.map((account) => account.padStart(12, "0")));
    throw new UserError(
        [
            `${key} in Pulumi.${stack}.yaml: must be a list of accounts, of twelve digits each.`,
            `      got:     ${text}`,
            "      allowed: a list of quoted numbers; without quotes, YAML drops a zero in front",
            `      fix:     pulumi config set ${key} '${meant}' --stack ${stack}`,
        ].join("\n"),
    );
}

/** The account that a stack is in, if its file allows only one. */
export function onlyAccountOf(config: Pick<StackConfig, "stack" | "config">): string | undefined {
    const [account, ...others] = accountsIn(config, "aws:allowedAccountIds");
    return others.length === 0 ? account : undefined;
}

function listIn(text: string): unknown[] | undefined {
    try {
        const value: unknown = JSON.parse(text);
        return Array.isArray(value) ? value : undefined;
    } catch {
        return undefined;
    }
}
