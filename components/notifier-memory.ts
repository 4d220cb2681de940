import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import { privateBucketPolicy } from "../policies/private-bucket";
import { privateBucket } from "./private-bucket";
import { tagsOf } from "./tags";

export interface NotifierMemoryArgs {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
}

/**
 * A bucket for the one object in which the notifier remembers what it has mailed: hashes of finding IDs and numbers,
 * nothing of a finding's text. Losing it costs a few mails too many.
 */
export class NotifierMemory extends pulumi.ComponentResource {
    public readonly bucketName: pulumi.Output<string>;
    public readonly bucketArn: pulumi.Output<string>;
    public readonly key = "memory.json";

    constructor(name: string, args: NotifierMemoryArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:NotifierMemory", name, {}, opts);
        const policy = (bucketArn: pulumi.Output<string>) => bucketArn.apply(privateBucketPolicy);
        const tags = tagsOf("NotifierMemory");
        const bucket = privateBucket(name, { ...args, forceDestroy: true, policy, tags }, this);
        this.bucketName = bucket.bucket;
        this.bucketArn = bucket.arn;
        this.registerOutputs({ bucketName: this.bucketName });
    }
}
