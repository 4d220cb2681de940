import type { ResourceRef } from "../../proof/report";

/** A function of Lambda. */
export interface LambdaFunction {
    readonly resource: ResourceRef;
    readonly region: string;
    readonly name: string;
    readonly arn: string;
    readonly roleArn: string;
    readonly runtime: string;
    readonly handler: string;
    /** Seconds. */
    readonly timeout: number;
    /** Undefined for a share of what the account has. */
    readonly reservedConcurrency: number | undefined;
    readonly environment: Readonly<Record<string, string>>;
    /** The text of `settings.json` in its archive; undefined where nobody can look into it. */
    readonly settings: string | undefined;
}

/** What gives a function the messages of a queue, in batches. */
export interface EventSourceMapping {
    readonly resource: ResourceRef;
    readonly region: string;
    readonly sourceArn: string;
    /** Name or ARN. */
    readonly functionName: string;
    readonly enabled: boolean;
    readonly batchSize: number;
    /** Seconds for which messages are gathered. */
    readonly window: number;
    /** Whether messages that the function names as failed come again, and only these. */
    readonly reportsFailures: boolean;
    /** Whether it drops messages that do not match a pattern. */
    readonly isFiltered: boolean;
    readonly maximumConcurrency: number | undefined;
}

/** Who may call a function. */
export interface FunctionPermission {
    readonly resource: ResourceRef;
    readonly functionName: string;
    readonly principal: string;
    readonly action: string;
    readonly sourceArn: string;
}

/** A channel of Slack or Teams, and the topics that it shows. */
export interface ChatChannel {
    readonly resource: ResourceRef;
    /** Workspace or team, and channel. */
    readonly place: string;
    readonly channel: string;
    readonly topicArns: readonly string[];
    readonly roleArn: string;
    /** Policies that bound what a user may do from it; none: administrator access. */
    readonly guardrails: readonly string[];
}

/** What calls a target at its time. */
export interface Schedule {
    readonly resource: ResourceRef;
    readonly region: string;
    readonly group: string;
    readonly enabled: boolean;
    readonly expression: string;
    readonly timeZone: string;
    readonly targetArn: string;
    readonly roleArn: string;
    readonly input: string;
    /** Of the event that it puts on a bus. */
    readonly source: string;
    readonly detailType: string;
}
