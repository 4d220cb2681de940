import type { Hop, ResourceRef, Step } from "../../proof/report";
import { ask, type Question } from "../access";
import { type Caller, callers } from "../callers";
import type { Policy, Role, StackModel } from "../model/stack-model";
import { failed, walk } from "../steps";

/** A role that a service takes on to do something. */
export interface RoleUse {
    readonly hop: Hop;
    /** Where the role is named: a target, a schedule, a function, a stream. */
    readonly user: ResourceRef;
    readonly roleArn: string | undefined;
    readonly trusted: Caller;
    /** The name under which the service takes it on. */
    readonly session: string;
    readonly wanted: readonly Wanted[];
}

/** What is done with the role. */
export interface Wanted {
    readonly action: string;
    readonly target: string;
    readonly context?: Caller["context"];
}

/** How a role asks for things. */
export type ByRole = Required<Pick<Question, "caller" | "identityPolicies">>;

/** The same, and an answer of its own policies. */
export function asRole(stack: StackModel, hop: Hop, role: Role, session: string) {
    const byRole: ByRole = { caller: callers.roleSession(stack, role, session), identityPolicies: role.permissions };
    const own = ({ context, ...rest }: Wanted & Partial<Question>) =>
        ask(stack, {
            ...{ hop, document: "permission", of: { ...role, policy: undefined }, isDelegated: true },
            ...byRole,
            caller: { ...byRole.caller, context: { ...byRole.caller.context, ...context } },
            ...rest,
        });
    return { byRole, own };
}

/**
 * Whether a service may take on a role, and do with it what it is for.
 *
 * @param beyond asks the policies of what it is done to: within an account these can only deny, but for that of a key
 */
export function roleSteps(
    stack: StackModel,
    { hop, user, roleArn, trusted, session, wanted }: RoleUse,
    beyond: (byRole: ByRole) => Step[] = () => [],
): Step[] {
    const role = stack.roles.find(({ arn }) => arn === roleArn);
    if (role === undefined) {
        const reason = roleArn === undefined ? "It has no role." : `Its role ${roleArn} is not in the stack.`;
        return [failed(hop, user, reason)];
    }
    // The policy that is about the first of it is to blame for the rest, too.
    const isMain = ({ document }: Policy) => Number(JSON.stringify(document).includes(wanted[0]?.action ?? ""));
    const identityPolicies = [...role.permissions].sort((one, other) => isMain(other) - isMain(one));
    const { own, byRole } = asRole(stack, hop, role, session);
    const of = { ...role, policy: role.trust };
    return walk(
        () => ask(stack, { hop, document: "trust policy", action: "sts:AssumeRole", of, caller: trusted }),
        ...wanted.map((one) => () => own({ ...one, identityPolicies })),
        () => beyond(byRole),
    );
}
