import { UserError } from "../cli/user-error";
import { adviceOn } from "./advice";

/** The names by which services deny a call: each service has its own. */
const denials: readonly string[] = [
    ...["AccessDenied", "AccessDeniedException", "KMSAccessDenied", "KMSAccessDeniedException"],
    ...["AuthorizationError", "AuthorizationErrorException", "NotAuthorized", "UnauthorizedOperation"],
    ...["Forbidden", "ForbiddenException"],
];

/** A call that AWS did not carry out. Name and message are those of the SDK's own error, which is its cause. */
export class FailedCall extends Error {
    override readonly name: string;
    /** The IAM action that AWS denied, which need not be the one called: decryption, for one, is asked for in passing. */
    readonly action: string;
    /** Denied by the caller's own policies or by an organization's, or failed for another reason. */
    readonly because: "permission" | "organization policy" | "failure";
    /** The ARN of whoever called, where a denial names it. */
    readonly caller: string | undefined;

    /** @param called the IAM action of the call */
    constructor(called: string, cause: Error) {
        const { name, message } = cause;
        super(message, { cause });
        this.name = name;
        const isDenied = denials.includes(name);
        // IAM user guide, "Access denied error message format".
        this.action = (isDenied ? /not authorized to perform:? ([\w-]+:\w+)/.exec(message)?.[1] : undefined) ?? called;
        this.caller = /User: (\S+)/.exec(message)?.[1];
        const byOrganization = /(service|resource) control policy/.test(message);
        this.because = !isDenied ? "failure" : byOrganization ? "organization policy" : "permission";
    }
}

/** AWS denies calls to the identity that runs the drill. Told one action a line, to be pasted into a policy. */
export class MissingPermissions extends UserError {
    /** @param actions as IAM calls them, such as `sns:Subscribe` */
    constructor(
        readonly actions: readonly string[],
        readonly caller?: string,
        options?: ErrorOptions,
    ) {
        const who = `The identity that runs the drill${caller === undefined ? "" : `, ${caller},`} may not:`;
        const all = [...new Set(actions)].sort().map((action) => `  ${action}`);
        const fix = "Allow it these actions; npm run iam-policy -- --role drill prints the whole policy.";
        super([who, ...all, fix].join("\n"), options);
    }
}

/** The SDK adds metadata to every error of a request, those of the network included. Anything else is a defect. */
function isOfAws(error: Error): boolean {
    return "$metadata" in error || denials.includes(error.name) || adviceOn(error) !== undefined;
}

/**
 * Makes a call.
 *
 * @param action the permission it needs, as IAM calls it
 * @throws MissingPermissions when AWS denies it
 * @throws UserError when AWS cannot be reached, or there are no credentials that it accepts
 * @throws FailedCall for everything else that AWS or the network answers; it is the cause of the other two
 */
export async function permitted<T>(action: string, call: () => Promise<T>): Promise<T> {
    try {
        return await call();
    } catch (error) {
        if (!(error instanceof Error && isOfAws(error))) throw error;
        const failed = new FailedCall(action, error);
        const { because, caller } = failed;
        if (because !== "failure") throw new MissingPermissions([failed.action], caller, { cause: failed });
        const advice = adviceOn(error);
        if (advice !== undefined) throw new UserError(advice, { cause: failed });
        throw failed;
    }
}

/** The failed call that an error is, or comes of; none for a defect. */
export function failedCallOf(error: unknown): FailedCall | undefined {
    if (error instanceof FailedCall) return error;
    return error instanceof UserError && error.cause instanceof FailedCall ? error.cause : undefined;
}

/** Gives undefined where AWS says that there is no such thing. */
export async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
        return await answer;
    } catch (error) {
        if (/NotFound|NoSuch|NonExistent|DoesNotExist|NotInUse/.test((error as Error).name)) return undefined;
        throw error;
    }
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
    if (first !== undefined) {
        throw new MissingPermissions(
            missing.flatMap(({ actions }) => actions),
            first.caller,
        );
    }
    return settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}
