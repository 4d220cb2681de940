import type { Step } from "../../proof/report";
import { ask, type Question } from "../access";
import { type Caller, callers } from "../callers";
import type { LambdaFunction } from "../model/function-model";
import type { Policy, StackModel } from "../model/stack-model";
import { failed, walk } from "../steps";

/** The role of a function, and how it asks for things. */
export function asRole(stack: StackModel, lambda: LambdaFunction) {
    const role = stack.roles.find(({ arn }) => arn === lambda.roleArn);
    if (role === undefined) return undefined;
    const byRole = { caller: callers.functionRole(stack, role, lambda.name), identityPolicies: role.permissions };
    const own = (rest: Pick<Question, "action" | "target"> & Partial<Question>) =>
        ask(stack, {
            ...{ hop: "notifier role", document: "permission", of: { ...role, policy: undefined }, isDelegated: true },
            ...{ ...byRole, ...rest },
        });
    return { role, byRole, own };
}

/** What a function does with its role. */
interface Wanted {
    readonly action: string;
    readonly target: string;
    readonly context?: Caller["context"];
}

/** The mapping takes messages with the function's role, too. Nothing here needs the memory: without it, mails repeat. */
export function roleSteps(stack: StackModel, lambda: LambdaFunction, wanted: readonly Wanted[]): Step[] {
    const { role, own, byRole } = asRole(stack, lambda) ?? {};
    if (role === undefined || own === undefined || byRole === undefined)
        return [failed("notifier role", lambda.resource, `Its role ${lambda.roleArn} is not in the stack.`)];
    const { caller } = byRole;
    // The policy that is about the first of it is to blame for the rest, too.
    const isMain = ({ document }: Policy) => Number(JSON.stringify(document).includes(wanted[0]?.action ?? ""));
    const identityPolicies = [...byRole.identityPolicies].sort((one, other) => isMain(other) - isMain(one));
    const trust = { of: { ...role, policy: role.trust }, caller: callers.lambdaToRole(), action: "sts:AssumeRole" };
    return walk(
        () => ask(stack, { hop: "notifier role", document: "trust policy", ...trust }),
        ...wanted.map(({ context, ...one }) => () => {
            return own({ ...one, identityPolicies, caller: { ...caller, context: { ...caller.context, ...context } } });
        }),
    );
}
