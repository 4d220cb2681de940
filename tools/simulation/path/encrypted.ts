import type { Hop, Step } from "../../proof/report";
import { ask, type Question } from "../access";
import type { Caller } from "../callers";
import type { Key, Queue, StackModel, Topic } from "../model/stack-model";
import { failed, walk } from "../steps";

/** Something that is sent to a topic or a queue. */
interface Sending {
    readonly hop: Hop;
    readonly to: Topic | Queue;
    readonly caller: Caller;
    readonly document: string;
    readonly action: string;
    readonly keyHop: Hop;
}

/** AWS: SNS and SQS developer guides, "Key management": a sender to an encrypted topic or queue needs both. */
const keyActions = ["kms:GenerateDataKey", "kms:Decrypt"] as const;

/** Whether a caller may send to a topic or a queue, and use the key of it. */
export function sendSteps(stack: StackModel, { hop, to, caller, document, action, keyHop }: Sending): Step[] {
    return walk(
        () => ask(stack, { hop, document, of: to, caller, action }),
        () => (to.keyName === undefined ? [] : keySteps(stack, { hop: keyHop, keyName: to.keyName, user: to, caller })),
    );
}

interface KeyUse {
    readonly hop: Hop;
    /** Key ID, alias or ARN. */
    readonly keyName: string;
    /** What is encrypted. */
    readonly user: Topic | Queue;
    readonly caller: Caller;
}

/** The key of a topic or a queue, if the stack has it in the same Region. */
export function keyOf({ keys }: StackModel, { keyName = "", region }: Topic | Queue): Key | undefined {
    return keys.find((key) => key.names.includes(keyName) && key.region === region);
}

function keySteps(stack: StackModel, { hop, keyName, user, caller }: KeyUse): Step[] {
    if (/(^|:)alias\/aws\//.test(keyName))
        return [failed(hop, user.resource, `The key ${keyName} is AWS's own, whose policy allows no other service.`)];
    const key = keyOf(stack, user);
    if (key !== undefined) return useKey(stack, { hop, key, caller, actions: keyActions });
    const elsewhere = stack.keys.find(({ names }) => names.includes(keyName));
    const where = elsewhere === undefined ? "" : `, but in ${elsewhere.region}`;
    const reason = `The key ${keyName} is not among the stack's keys in ${user.region}${where}.`;
    return [failed(hop, (elsewhere ?? user).resource, reason)];
}

interface KeyActions extends Pick<Question, "hop" | "caller" | "identityPolicies"> {
    readonly key: Key;
    readonly actions: readonly string[];
}

/** Whether a key is enabled, and its policy allows each of some actions; that of a role may leave it to the role. */
export function useKey(stack: StackModel, { key, actions, ...asking }: KeyActions): Step[] {
    if (!key.enabled)
        return [failed(asking.hop, key.resource, "The key is disabled, so nothing can be encrypted under it.")];
    // AWS: KMS developer guide, "Default key policy".
    const question = { document: "key policy", of: key, isDelegated: key.policy === undefined, ...asking };
    return walk(...actions.map((action) => () => ask(stack, { ...question, action })));
}
