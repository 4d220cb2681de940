import { type DeployedStack, regionsOf } from "../deployed-stack";
import type { Conditions, Statement } from "../policy";
import { merged } from "../policy";

/** What a command needs beside the deployment. */
export interface Extra {
    /** Letters and digits; where there are no resources, it says why. */
    readonly sid: string;
    readonly actions: readonly string[];
    /** @default - "*", for actions that take no resource */
    readonly resources?: (stack: DeployedStack) => readonly string[];
    readonly conditions?: (stack: DeployedStack) => Conditions;
    /** `anywhere`: for what answers in no Region that a condition could name. */
    readonly where: "home" | "everyRegion" | "anywhere";
}

/** The statement of an extra; none if the stack has nothing of the kind. */
export function extraStatement(extra: Extra, stack: DeployedStack): Statement[] {
    const { sid, actions, resources, conditions, where } = extra;
    const arns = resources?.(stack) ?? ["*"];
    if (arns.length === 0) {
        return [];
    }
    const regions = where === "home" ? [stack.home] : regionsOf(stack);
    const inRegions: Conditions = where === "anywhere" ? {} : { StringEquals: { "aws:RequestedRegion": regions } };
    const condition = merged(conditions?.(stack) ?? {}, inRegions);
    return [
        {
            Sid: sid,
            Effect: "Allow",
            Action: [...actions].sort(),
            Resource: arns.length === 1 ? arns.join("") : arns,
            ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
        },
    ];
}
