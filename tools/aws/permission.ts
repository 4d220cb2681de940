import { UserError } from "../cli/user-error";

/** AWS refuses calls to the identity that runs the drill. Told one action a line, to be pasted into a policy. */
export class MissingPermissions extends UserError {
    /** @param actions as IAM calls them, such as `sns:Subscribe` */
    constructor(
        readonly actions: readonly string[],
        readonly caller?: string,
    ) {
        const who = `The identity that runs the drill${caller === undefined ? "" : `, ${caller},`} may not:`;
        const all = [...new Set(actions)].sort().map((action) => `  ${action}`);
        super(
            [who, ...all, "Allow it these actions; npm run iam-policy -- --drill prints the whole policy."].join("\n"),
        );
    }
}

/** Each service has a word of its own for it. */
const denials =
    /^(Forbidden|NotAuthorized|UnauthorizedOperation|(KMS)?AccessDenied(Exception)?|AuthorizationError(Exception)?)$/;

/** No credentials at all, or worn-out ones. */
const identityProblems =
    /^(CredentialsProviderError|ExpiredToken(Exception)?|InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId)$/;

/**
 * Makes a call.
 *
 * @param action the permission it needs, as IAM calls it
 * @throws MissingPermissions when AWS denies it
 * @throws UserError when there are no credentials that AWS takes
 */
export async function permitted<T>(action: string, call: () => Promise<T>): Promise<T> {
    try {
        return await call();
    } catch (error) {
        const { name, message } = error as Error;
        // "User: … is not authorized to perform: kms:Decrypt on resource: …" can be about another action than was called.
        const said = /not authorized to perform:? ([\w-]+:\w+)/.exec(message)?.[1];
        if (denials.test(name)) throw new MissingPermissions([said ?? action], /User: (\S+)/.exec(message)?.[1]);
        if (identityProblems.test(name)) throw nobody(message);
        throw error;
    }
}

function nobody(message: string): UserError {
    return new UserError(
        `AWS knows nobody by these credentials (${message}). Sign in, for example with \`aws sso login\`, or set ` +
            "AWS_PROFILE to the profile of the stack's account.",
    );
}

/**
 * Waits for all, so that everything that is missing is told at once.
 *
 * @throws MissingPermissions when nothing else went wrong; else what did
 */
export async function allPermitted<T>(promises: readonly Promise<T>[]): Promise<T[]> {
    const settled = await Promise.allSettled(promises);
    const reasons = settled.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
    const missing = reasons.filter((reason) => reason instanceof MissingPermissions);
    const [other] = reasons.filter((reason) => !(reason instanceof MissingPermissions));
    if (other !== undefined) throw other as Error;
    const [first] = missing;
    if (first !== undefined)
        throw new MissingPermissions(
            missing.flatMap(({ actions }) => actions),
            first.caller,
        );
    return settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}
