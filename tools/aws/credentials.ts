import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { z } from "zod";
import { UserError } from "../cli/user-error";
import { isJsonObject, listOf, parseJson } from "../evaluators/json";

/** With what the stack's configuration has the AWS provider sign in; both undefined for the standard chain. */
export interface SignIn {
    readonly profile: string | undefined;
    /** Roles, each assumed with the credentials of the one before. */
    readonly roles: readonly RoleToAssume[];
}

const roleSchema = z.object({
    roleArn: z.string(),
    sessionName: z.string().default("vigil"),
    externalId: z.string().optional(),
});
type RoleToAssume = z.infer<typeof roleSchema>;

/** What the provider can be told as well, and these commands do not read. */
const unread = [
    "accessKey",
    "secretKey",
    "token",
    "assumeRoleWithWebIdentity",
    "sharedConfigFiles",
    "sharedCredentialsFiles",
];

/**
 * Reads how to sign in from a stack's configuration, whose values are text.
 *
 * @param say takes a sentence about what is not read
 * @throws UserError when a role has no ARN
 */
export function signInOf(config: Readonly<Record<string, string>>, say: (text: string) => void): SignIn {
    const ignored = unread.map((name) => `aws:${name}`).filter((key) => key in config);
    if (ignored.length > 0)
        say(`${ignored.join(", ")} of the stack's configuration is not used here; the AWS CLI's credentials are.\n`);
    const roles = ["aws:assumeRole", "aws:assumeRoles"].flatMap((key) => {
        const { [key]: text } = config;
        if (text === undefined) return [];
        const refuse = (problem: string) => new UserError(`${key} ${problem}.`);
        return listOf(parseJson(text, refuse)).map((role) => {
            const { data } = roleSchema.safeParse(isJsonObject(role) ? role : {});
            if (data === undefined) throw refuse("must have a roleArn, which is the ARN of a role");
            return data;
        });
    });
    return { profile: config["aws:profile"], roles };
}

/** The credentials of the last of the roles, for all clients, and renewed in time; undefined without a role. */
export function assuming({ profile, roles: [first, ...others] }: SignIn, region: string) {
    if (first === undefined) return undefined;
    const margin = 5 * 60_000;

    async function assumeAll(role: RoleToAssume) {
        let credentials = await assume(role, { region, profile });
        for (const other of others) credentials = await assume(other, { region, credentials });
        return credentials;
    }

    let held: ReturnType<typeof assumeAll> | undefined;
    return async () => {
        const current = await held?.catch(() => undefined);
        if (current !== undefined && current.expiration.getTime() > Date.now() + margin) return current;
        held = assumeAll(first);
        return held;
    };
}

async function assume({ roleArn, sessionName, externalId }: RoleToAssume, options: StsOptions) {
    const { Credentials: given } = await new STSClient(options).send(
        new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: sessionName, ExternalId: externalId }),
    );
    return {
        accessKeyId: given?.AccessKeyId ?? "",
        secretAccessKey: given?.SecretAccessKey ?? "",
        sessionToken: given?.SessionToken,
        expiration: given?.Expiration ?? new Date(0),
    };
}

type StsOptions = NonNullable<ConstructorParameters<typeof STSClient>[0]>;
