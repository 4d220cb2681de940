import { type Hop, type Step } from "../../proof/report";
import { ask } from "../access";
import type { Key, Part, StackModel } from "../model/stack-model";
import type { Caller } from "../callers";
import { failed, walk } from "../steps";

interface KeyUse {
    readonly hop: Hop;
    /** Key ID, alias or ARN. */
    readonly keyName: string;
    /** What is encrypted. */
    readonly user: Part;
    /** Who uses the key when something is sent there. */
    readonly caller: Caller;
}

/** AWS: SNS and SQS developer guides, "Key management": a sender to an encrypted topic or queue needs both. */
const actions = ["kms:GenerateDataKey", "kms:Decrypt"] as const;

/** Whether a sender may use the key of the topic or queue that it sends to. */
export function keySteps(stack: StackModel, { hop, keyName, user, caller }: KeyUse): Step[] {
    if (/(^|:)alias\/aws\//.test(keyName))
        return [failed(hop, user.resource, `The key ${keyName} is AWS's own, whose policy allows no other service.`)];
    const key = stack.keys.find((known) => known.names.includes(keyName) && known.region === user.region);
    if (key === undefined) {
        const elsewhere = stack.keys.find((known) => known.names.includes(keyName));
        const reason = `The key ${keyName} is not among the stack's keys in ${user.region}`;
        return elsewhere === undefined
            ? [failed(hop, user.resource, `${reason}.`)]
            : [failed(hop, elsewhere.resource, `${reason}, but in ${elsewhere.region}.`)];
    }
    return walk(
        () => disabled(hop, key),
        ...actions.map((action) => () => askKey(stack, { hop, key, caller, action })),
    );
}

/** Whether the key policy allows one action. */
export function askKey(
    stack: StackModel,
    question: Pick<KeyUse, "hop" | "caller"> & { key: Key; action: string },
): Step {
    const { hop, key, caller, action } = question;
    return ask(
        {
            hop,
            document: "key policy",
            resource: key.resource,
            policy: key.policy,
            request: { ...caller, action, resource: key.arn },
        },
        stack,
    );
}

/** The step that fails at a disabled key. */
export function disabled(hop: Hop, { resource, enabled }: Key): Step[] {
    return enabled ? [] : [failed(hop, resource, "The key is disabled, so nothing can be encrypted under it.")];
}
