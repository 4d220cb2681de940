import type { ExportingService, Service } from "../../../findings/services";
import type { ResourceRef } from "../../proof/report";
import type { InputTransformer } from "../../evaluators/input-transformer";
import type { JsonObject, JsonValue } from "../../evaluators/json";
import type { BucketSettings, DeliveryStream, EventTable } from "./archive-model";
import type { FindingsFilter } from "./filter-model";
import type { ReadPattern, UserNotifications } from "./notification-model";
import type { ChatChannel, EventSourceMapping, FunctionPermission, LambdaFunction, Schedule } from "./function-model";

/**
 * What a stack has on the paths of its findings: each resource in the shape that the steps ask about, whether it was read
 * from an export or from a real account. References are by ARN, or by name and Region, as in AWS.
 */
export interface StackModel {
    readonly account: string;
    readonly partition: string;
    readonly services: readonly RunningService[];
    readonly exports: readonly FindingsExport[];
    readonly keys: readonly Key[];
    readonly buckets: readonly Bucket[];
    readonly streams: readonly DeliveryStream[];
    readonly tables: readonly EventTable[];
    readonly buses: readonly EventBus[];
    readonly eventArchives: readonly EventArchive[];
    readonly rules: readonly Rule[];
    readonly roles: readonly Role[];
    readonly queues: readonly Queue[];
    readonly topics: readonly Topic[];
    readonly functions: readonly LambdaFunction[];
    readonly mappings: readonly EventSourceMapping[];
    readonly alarms: readonly Alarm[];
    readonly schedules: readonly Schedule[];
    readonly userNotifications: UserNotifications;
    readonly functionPermissions: readonly FunctionPermission[];
    readonly chats: readonly ChatChannel[];
    readonly filters: readonly FindingsFilter[];
    /** Resources of types that are not modelled, by type and name. */
    readonly unknown: readonly string[];
    readonly doubts: readonly Doubt[];
}

/** Something on the path that the model cannot judge. */
export interface Doubt {
    readonly resource: ResourceRef;
    /** The resources, by label, whose steps are unproven for it. */
    readonly about: readonly string[];
    readonly reason: string;
}

/** Something in a Region. */
export interface Part {
    readonly resource: ResourceRef;
    readonly region: string;
}

/** A policy document, and the resource that it is written in. */
export interface Policy {
    readonly resource: ResourceRef;
    readonly document: JsonObject;
}

export interface RunningService extends Part {
    readonly service: Service;
    /** The detector's ID, the Macie session's account, the enabler's ID. */
    readonly id: string;
    /** Why it raises no findings; undefined if it does. */
    readonly off: string | undefined;
}

/** GuardDuty's publishing destination, or Macie's export of discovery results. */
export interface FindingsExport extends Part {
    readonly service: ExportingService;
    /** Of GuardDuty only. */
    readonly detectorId: string | undefined;
    readonly bucketArn: string;
    readonly prefix: string | undefined;
    readonly keyArn: string | undefined;
    /** `PUBLISHING` when GuardDuty is content with it; only an account tells. */
    readonly status: string | undefined;
}

export interface Key extends Part {
    readonly arn: string;
    /** Key ID, ARN and the names and ARNs of its aliases: everything that other resources may refer to it by. */
    readonly names: readonly string[];
    readonly enabled: boolean;
    /** Undefined for the default policy, which allows only the account itself. */
    readonly policy: Policy | undefined;
}

export interface Bucket extends Part, BucketSettings {
    readonly name: string;
    readonly arn: string;
    readonly policy: Policy | undefined;
}

export interface EventBus extends Part {
    readonly name: string;
    readonly arn: string;
    readonly policy: Policy | undefined;
}

export interface EventArchive extends Part {
    readonly name: string;
    readonly busArn: string;
    /** Undefined if it keeps every event. */
    readonly pattern: ReadPattern | undefined;
}

export interface Rule extends Part {
    readonly name: string;
    readonly arn: string;
    /** Name of its bus. */
    readonly bus: string;
    readonly enabled: boolean;
    readonly pattern: ReadPattern;
    /** As it is written, for AWS itself to judge. */
    readonly patternText: string;
    readonly targets: readonly Target[];
}

export interface Target extends Part {
    readonly rule: { readonly name: string; readonly arn: string };
    readonly arn: string;
    readonly roleArn: string | undefined;
    readonly message: TargetMessage;
    readonly deadLetterArn: string | undefined;
}

/** What a target receives: by template, a fixed text, or a part of the event; if none of these, the event itself. */
export interface TargetMessage {
    readonly transformer?: InputTransformer;
    readonly input?: string;
    readonly inputPath?: string;
}

export interface Role {
    readonly resource: ResourceRef;
    readonly name: string;
    readonly arn: string;
    readonly trust: Policy | undefined;
    readonly permissions: readonly Policy[];
    /** @default - not known */
    readonly createDate?: string | undefined;
}

export interface Queue extends Part {
    readonly name: string;
    readonly arn: string;
    readonly policy: Policy | undefined;
    /** Undefined unless a KMS key encrypts it. */
    readonly keyName: string | undefined;
    /** Seconds for which a message that was received is hidden. */
    readonly visibilityTimeout: number;
    /** Where a message goes that was received too often. */
    readonly deadLetterArn: string | undefined;
    readonly maxReceiveCount: number;
}

export interface Topic extends Part {
    readonly arn: string;
    /** The sender of its mails. */
    readonly displayName: string | undefined;
    readonly policy: Policy | undefined;
    /** Undefined unless it is encrypted. */
    readonly keyName: string | undefined;
    readonly subscriptions: readonly Subscription[];
}

export interface Subscription {
    readonly resource: ResourceRef;
    readonly protocol: string;
    readonly endpoint: string;
    readonly pending: boolean;
    readonly deadLetterArn: string | undefined;
    /** Whether the message arrives as it is, without SNS's envelope. */
    readonly raw: boolean;
    readonly filter: { readonly scope: "MessageAttributes" | "MessageBody"; readonly policy: ReadPattern } | undefined;
}

export interface Alarm extends Part {
    readonly name: string;
    readonly arn: string;
    readonly description: string;
    readonly metric: string;
    readonly dimensions: Readonly<Record<string, string>>;
    /** Why a data point of one does not set it off; undefined if it does. */
    readonly silence: string | undefined;
    /** ARNs of what it notifies; none while its actions are off. */
    readonly actions: readonly string[];
    /** The same when it is over. */
    readonly okActions: readonly string[];
    /** How an alarm on a calculation calculates. */
    readonly calculation?: Readonly<Record<string, JsonValue | undefined>>;
}
