import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import { readerPermissions, readerTrustPolicy } from "../policies/archive-reader";
import type { FindingQueries } from "./finding-queries";
import type { FindingsArchive } from "./findings-archive";
import { serviceRole } from "./service-role";
import { tagsOf } from "./tags";

export interface ArchiveReaderArgs {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    readonly archive: FindingsArchive;
    /** @default - the role may read objects alone */
    readonly queries?: FindingQueries | undefined;
    /** Accounts (twelve digits) and ARNs of principals, at least one. */
    readonly readers: readonly string[];
}

/** A role for those who may read the findings archive and nothing else, auditors for example. */
export class ArchiveReader extends pulumi.ComponentResource {
    public readonly roleArn: pulumi.Output<string>;

    constructor(name: string, args: ArchiveReaderArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:ArchiveReader", name, {}, opts);
        const { region, archive, queries, readers } = args;
        const account = pulumi.output(args.account);
        const facts = pulumi.output({
            account,
            region,
            bucketArn: archive.bucketArn,
            keyArn: archive.keyArn,
            queries: queries && {
                databaseArn: queries.databaseArn,
                tableArn: queries.tableArn,
                workgroupArn: queries.workgroupArn,
                resultsBucketArn: queries.resultsBucketArn,
            },
        });
        const { role } = serviceRole(
            name,
            {
                description: "Reads the findings archive, and asks questions of it.",
                trust: account.apply((known) => readerTrustPolicy(known, readers)),
                permissions: facts.apply(readerPermissions),
                tags: tagsOf("ArchiveReader"),
            },
            this,
        );
        this.roleArn = role.arn;
        this.registerOutputs({ roleArn: this.roleArn });
    }
}
