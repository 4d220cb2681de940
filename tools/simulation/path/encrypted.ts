import type { Hop, Step } from "../../proof/report";
import { ask } from "../access";
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

/** Whether a key is enabled, and its policy allows each of some actions. */
export function useKey(
    stack: StackModel,
    { hop, key, caller, actions }: { hop: Hop; key: Key; caller: Caller; actions: readonly string[] },
): Step[] {
    if (!key.enabled) return [failed(hop, key.resource, "The key is disabled, so nothing can be encrypted under it.")];
    return walk(...actions.map((action) => () => ask(stack, { hop, document: "key policy", of: key, caller, action })));
}
