import { arn, type DeployedStack, named, namesOf } from "./deployed-stack";
import { type ActionTable, rowsOf, type Scope } from "./permissions";

const firehose = rowsOf("firehose");
const glue = rowsOf("glue");
const athena = rowsOf("athena");

/** The stream into the archive, and what answers questions about it. */
export const streamActions = {
    // Data Firehose Developer Guide, "Understand tag basics": tags of a new stream are asked for on their own.
    deliveryStream: firehose(
        "DescribeDeliveryStream ListTagsForDeliveryStream",
        "CreateDeliveryStream UpdateDestination TagDeliveryStream UntagDeliveryStream iam:PassRole",
        "DeleteDeliveryStream",
    ),
    logStream: rowsOf("logs")("DescribeLogStreams", "CreateLogStream", "DeleteLogStream"),
    database: glue("GetDatabase GetTags", "CreateDatabase UpdateDatabase TagResource UntagResource", "DeleteDatabase"),
    table: glue("GetTable GetPartitionIndexes", "CreateTable UpdateTable", "DeleteTable"),
    workgroup: athena(
        "GetWorkGroup ListTagsForResource",
        "CreateWorkGroup UpdateWorkGroup TagResource UntagResource",
        "DeleteWorkGroup",
    ),
    // It has no ARN of its own: its workgroup's counts.
    namedQuery: athena("GetNamedQuery", "CreateNamedQuery UpdateNamedQuery", "DeleteNamedQuery"),
} satisfies ActionTable;

/**
 * AWS: Glue Developer Guide, "Specifying AWS Glue resource ARNs": what is done to a database or a table is done to all
 * that it stands in as well, and what is deleted takes along all that stands in it.
 */
function catalogArns(stack: DeployedStack): string[] {
    const databases = namesOf(stack, "database");
    const parts = databases.flatMap((name) => [`database/${name}`, `table/${name}/*`, `userDefinedFunction/${name}/*`]);
    return (databases.length === 0 ? [] : ["catalog", ...parts]).map((part) => arn(stack, "glue", part));
}

/** The stream, the database with its table, and the workgroup with its queries: all by name. */
export const streamScopes: readonly Scope[] = [
    {
        sid: "DeliveryStream",
        covers: ["firehose:*"],
        resources: named("deliveryStream", "firehose", "deliverystream/"),
    },
    { sid: "DatabaseAndTable", covers: ["glue:*"], resources: catalogArns },
    { sid: "WorkgroupAndQueries", covers: ["athena:*"], resources: named("workgroup", "athena", "workgroup/") },
];
