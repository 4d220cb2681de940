import type { PolicyDocument } from "@pulumi/aws/iam";
import { Alias, Key } from "@pulumi/aws/kms";
import { Topic, TopicPolicy } from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import type { AlarmFacts } from "../policies/alarms";
import type { TopicFacts } from "../policies/topics";
import { alarmArn } from "./alarm";
import { keepsName, physicalName } from "./names";

export interface EncryptedTopicArgs {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    /** What mail programs show as the sender. */
    readonly displayName: string;
    /** What the key is for. */
    readonly description: string;
    /** Last part of the key's alias. */
    readonly alias: string;
    readonly keyPolicy: (facts: AlarmFacts) => PolicyDocument;
    readonly topicPolicy: (facts: TopicFacts) => PolicyDocument;
    readonly tags: Record<string, string>;
}

/** Makes a topic for the stack's alarms and others, under a key of its own, as children of a component. */
export function encryptedTopic(name: string, args: EncryptedTopicArgs, parent: pulumi.Resource) {
    const { region, description, alias, displayName, tags } = args;
    const facts = pulumi
        .output(args.account)
        .apply((account) => ({ account, alarmArns: alarmArn(account, region, "*") }));
    const key = new Key(
        name,
        {
            region,
            description,
            enableKeyRotation: true,
            // The shortest there is: no message outlives its delivery.
            deletionWindowInDays: 7,
            policy: pulumi.jsonStringify(facts.apply(args.keyPolicy)),
            tags,
        },
        { parent },
    );
    new Alias(name, { region, name: `alias/${physicalName("alias", alias)}`, targetKeyId: key.keyId }, { parent });
    const policy = (topicArn: pulumi.Output<string>) =>
        pulumi.all([facts, topicArn]).apply(([known, arn]) => args.topicPolicy({ ...known, topicArn: arn }));
    const topic = topicUnderKey(name, { region, displayName, keyArn: key.arn, policy, tags }, parent);
    return { topic, keyArn: key.arn };
}

export interface TopicUnderKeyArgs {
    readonly region: string;
    readonly displayName: string;
    readonly keyArn: pulumi.Input<string>;
    readonly policy: (topicArn: pulumi.Output<string>) => pulumi.Output<PolicyDocument>;
    readonly tags: Record<string, string>;
}

/** Makes a topic under a key that there is already. */
export function topicUnderKey(name: string, args: TopicUnderKeyArgs, parent: pulumi.Resource): Topic {
    const { region, displayName, keyArn, policy, tags } = args;
    const topic = new Topic(
        name,
        { region, name: physicalName("topic", name), displayName, kmsMasterKeyId: keyArn, tags },
        keepsName(parent),
    );
    new TopicPolicy(name, { region, arn: topic.arn, policy: policy(topic.arn) }, { parent });
    return topic;
}
