import type { PolicyDocument } from "@pulumi/aws/iam";
import { Alias, Key } from "@pulumi/aws/kms";
import { Topic, TopicPolicy } from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import type { AlarmFacts } from "../policies/alarms";
import type { TopicFacts } from "../policies/topics";
import { alarmArn } from "./alarm";
import { keepsName, physicalName } from "./names";

interface TopicArgs {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    /** What mail programs show as the sender. */
    readonly displayName: string;
    readonly policy: (facts: TopicFacts) => PolicyDocument;
    readonly tags: Record<string, string>;
}

export interface EncryptedTopicArgs extends TopicArgs {
    /** What the key is for. */
    readonly description: string;
    /** Last part of the key's alias. */
    readonly alias: string;
    readonly keyPolicy: (facts: AlarmFacts) => PolicyDocument;
}

/** Makes a topic for the stack's alarms and others, under a key of its own, as children of a component. */
export function encryptedTopic(name: string, args: EncryptedTopicArgs, parent: pulumi.Resource) {
    const { region, description, alias, tags } = args;
    const key = new Key(
        name,
        {
            region,
            description,
            enableKeyRotation: true,
            // The shortest there is: no message outlives its delivery.
            deletionWindowInDays: 7,
            policy: pulumi.jsonStringify(alarmFacts(args).apply(args.keyPolicy)),
            tags,
        },
        { parent },
    );
    new Alias(name, { region, name: `alias/${physicalName("alias", alias)}`, targetKeyId: key.keyId }, { parent });
    return { topic: topicUnderKey(name, { ...args, keyArn: key.arn }, parent), keyArn: key.arn };
}

/** Makes a topic under a key that there is already. */
export function topicUnderKey(
    name: string,
    args: TopicArgs & { readonly keyArn: pulumi.Input<string> },
    parent: pulumi.Resource,
): Topic {
    const { region, displayName, keyArn, tags } = args;
    const topic = new Topic(
        name,
        { region, name: physicalName("topic", name), displayName, kmsMasterKeyId: keyArn, tags },
        keepsName(parent),
    );
    const policy = pulumi
        .all([alarmFacts(args), topic.arn])
        .apply(([facts, topicArn]) => args.policy({ ...facts, topicArn }));
    new TopicPolicy(name, { region, arn: topic.arn, policy }, { parent });
    return topic;
}

function alarmFacts({ account, region }: TopicArgs): pulumi.Output<AlarmFacts> {
    return pulumi.output(account).apply((known) => ({ account: known, alarmArns: alarmArn(known, region, "*") }));
}
