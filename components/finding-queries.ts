import { NamedQuery, Workgroup } from "@pulumi/aws/athena";
import { CatalogDatabase, CatalogTable } from "@pulumi/aws/glue";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { dayColumn, eventColumns, eventsTable, renamedColumn } from "../findings/events-sql";
import { savedQueries } from "../findings/queries";
import { mailRoutes, type Route } from "../findings/routes";
import type { Thresholds } from "../findings/severity";
import { eventFolder } from "../findings/stream";
import type { Account } from "../policies/account";
import { privateBucketPolicy } from "../policies/private-bucket";
import type { FindingsArchive } from "./findings-archive";
import { keepsName, physicalName } from "./names";
import { privateBucket } from "./private-bucket";
import { tagsOf } from "./tags";

export interface FindingQueriesArgs {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    readonly archive: FindingsArchive;
    /** Of the default route. */
    readonly minimumSeverity: Thresholds;
    /** Who is told beside it. */
    readonly routes: readonly Route[];
    /** Finding types, with * for any text, that nobody is told of. */
    readonly mute: readonly string[];
}

/**
 * A query that reads more is cancelled, and billed as far as it got: at 5 USD a terabyte 10 GiB cost 5 cents. Gzip makes
 * about a kilobyte of a finding, so it is enough for some ten million of them.
 */
const bytesScannedLimit = 10 * 1024 ** 3;

/** Results can be had anew, and hold the text of findings. */
const resultDays = 7;

/**
 * Answers questions about the archive's events: a table over their folders, saved queries, and a workgroup of Athena to
 * run them in, whose results are encrypted like the archive. Costs nothing while nobody asks.
 */
export class FindingQueries extends pulumi.ComponentResource {
    public readonly database: pulumi.Output<string>;
    public readonly databaseArn: pulumi.Output<string>;
    public readonly table: pulumi.Output<string>;
    public readonly tableArn: pulumi.Output<string>;
    public readonly workgroup: pulumi.Output<string>;
    public readonly workgroupArn: pulumi.Output<string>;
    public readonly resultsBucketArn: pulumi.Output<string>;

    constructor(name: string, args: FindingQueriesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:FindingQueries", name, {}, opts);
        const { region, account, archive, mute } = args;
        const { keyArn } = archive;
        const tags = tagsOf("FindingQueries");
        const named = keepsName(this);

        const policy = (bucketArn: pulumi.Output<string>) => bucketArn.apply(privateBucketPolicy);
        const results = privateBucket(name, { region, account, forceDestroy: true, policy, keyArn, tags }, this);
        new s3.BucketLifecycleConfiguration(
            name,
            {
                region,
                bucket: results.bucket,
                rules: [
                    {
                        id: "forget-results",
                        status: "Enabled",
                        filter: { prefix: "" },
                        expiration: { days: resultDays },
                        abortIncompleteMultipartUpload: { daysAfterInitiation: resultDays },
                    },
                ],
            },
            { parent: this },
        );

        const database = new CatalogDatabase(
            name,
            {
                region,
                name: physicalName("database", "archive").replaceAll("-", "_"),
                description: "The findings archive, for questions in Athena.",
                tags,
            },
            named,
        );
        const table = new CatalogTable(
            name,
            {
                region,
                databaseName: database.name,
                name: eventsTable,
                description: "Every event of a finding, and of lost coverage, as it came over the findings bus.",
                ...tableOf(archive.bucketName),
            },
            named,
        );
        const workgroup = new Workgroup(
            name,
            {
                region,
                name: physicalName("workgroup", name),
                description: "Questions to the findings archive.",
                configuration: {
                    // Nobody's own settings put results elsewhere, or in the clear.
                    enforceWorkgroupConfiguration: true,
                    bytesScannedCutoffPerQuery: bytesScannedLimit,
                    engineVersion: { selectedEngineVersion: "Athena engine version 3" },
                    resultConfiguration: {
                        outputLocation: pulumi.interpolate`s3://${results.bucket}/`,
                        encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: keyArn },
                    },
                },
                // Else what was ever asked in it would keep it.
                forceDestroy: true,
                tags,
            },
            named,
        );
        for (const query of savedQueries({ routes: mailRoutes(args), mute })) {
            new NamedQuery(
                `${name}-${query.name}`,
                {
                    region,
                    name: query.name,
                    description: query.description,
                    workgroup: workgroup.name,
                    database: database.name,
                    query: query.sql,
                },
                { parent: this },
            );
        }

        this.database = database.name;
        this.databaseArn = database.arn;
        this.table = table.name;
        this.tableArn = table.arn;
        this.workgroup = workgroup.name;
        this.workgroupArn = workgroup.arn;
        this.resultsBucketArn = results.arn;
        this.registerOutputs({ database: this.database, table: this.table, workgroup: this.workgroup });
    }
}

/**
 * How Athena finds and reads the events. Projection makes the partitions, a day each, so nobody has to add them.
 *
 * Sources: Athena User Guide, "Amazon Data Firehose example" of partition projection, and openx-json-serde.
 */
function tableOf(bucket: pulumi.Output<string>) {
    const location = pulumi.interpolate`s3://${bucket}/${eventFolder}`;
    const day = dayColumn.name;
    return {
        tableType: "EXTERNAL_TABLE",
        parameters: {
            "projection.enabled": "true",
            [`projection.${day}.type`]: "date",
            [`projection.${day}.format`]: "yyyy/MM/dd",
            // No event was kept before.
            [`projection.${day}.range`]: "2026/01/01,NOW",
            [`projection.${day}.interval`]: "1",
            [`projection.${day}.interval.unit`]: "DAYS",
            // Athena puts the day in.
            "storage.location.template": pulumi.interpolate`${location}${day}=\${${day}}/`,
        },
        partitionKeys: [dayColumn],
        // Projection needs none. Without it, an engine test saw the provider plan another table at each preview.
        partitionIndices: [{ indexName: `by-${day}`, keys: [day] }],
        storageDescriptor: {
            location,
            inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
            outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            columns: [...eventColumns],
            serDeInfo: {
                serializationLibrary: "org.openx.data.jsonserde.JsonSerDe",
                parameters: {
                    // Else the names inside of `detail` would be in lower case.
                    "case.insensitive": "FALSE",
                    // A damaged line is skipped and does not end the query.
                    "ignore.malformed.json": "TRUE",
                    [`mapping.${renamedColumn.column}`]: renamedColumn.field,
                },
            },
        },
    };
}
