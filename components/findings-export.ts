import { PublishingDestination } from "@pulumi/aws/guardduty";
import { ClassificationExportConfiguration } from "@pulumi/aws/macie2";
import * as pulumi from "@pulumi/pulumi";
import type { DataDiscovery } from "./data-discovery";
import type { FindingsArchive } from "./findings-archive";
import type { Detection } from "./threat-detection";

export interface FindingsExportArgs {
    readonly region: string;
    readonly detection: Detection;
    /** Whether Macie is on in this Region. */
    readonly macie: boolean;
    /** @default - the organization's administrator has switched Macie on */
    readonly discovery?: DataDiscovery | undefined;
    readonly archive: FindingsArchive;
}

/**
 * The edges from one Region to the findings archive. Both services try them out when they are made, so the archive must
 * stand first, with both its policies.
 */
export class FindingsExport extends pulumi.ComponentResource {
    constructor(name: string, args: FindingsExportArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:FindingsExport", name, {}, opts);
        const { region, detection, macie, discovery, archive } = args;

        new PublishingDestination(
            name,
            {
                region,
                detectorId: detection.detectorId,
                // The bare bucket: with a prefix, creation fails unless somebody has made an object of that name before.
                destinationArn: archive.bucketArn,
                kmsKeyArn: archive.keyArn,
            },
            { parent: this, dependsOn: [archive] },
        );
        if (macie) {
            new ClassificationExportConfiguration(
                name,
                { region, s3Destination: { bucketName: archive.bucketName, kmsKeyArn: archive.keyArn } },
                { parent: this, dependsOn: [archive, ...(discovery ? [discovery] : [])] },
            );
        }
        this.registerOutputs({});
    }
}
