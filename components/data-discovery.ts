import { Account } from "@pulumi/aws/macie2";
import * as pulumi from "@pulumi/pulumi";

export interface DataDiscoveryArgs {
    readonly region: string;
    /** PAUSED stops Macie and keeps its findings and settings. */
    readonly status: "ENABLED" | "PAUSED";
    /**
     * How often Macie reports updates of policy findings; new findings go out at once.
     *
     * @default - the organization's administrator decides
     */
    readonly publishEvery?: "FIFTEEN_MINUTES" | "ONE_HOUR" | "SIX_HOURS" | undefined;
    /** Leave Macie on when this is destroyed: an administrator with members may not switch it off. */
    readonly retainOnDelete?: boolean;
    /** Another Region's, to be made before this one. */
    readonly after?: DataDiscovery;
}

/**
 * Amazon Macie in one Region.
 *
 * Destroying it disables Macie there and deletes its findings and settings; results in the archive stay.
 */
export class DataDiscovery extends pulumi.ComponentResource {
    public readonly session: Account;

    constructor(name: string, args: DataDiscoveryArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:DataDiscovery", name, {}, opts);
        this.session = new Account(
            name,
            { region: args.region, status: args.status, findingPublishingFrequency: args.publishEvery },
            { parent: this, dependsOn: args.after?.session, retainOnDelete: args.retainOnDelete },
        );
        this.registerOutputs({});
    }
}
