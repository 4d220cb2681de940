import assert from "node:assert/strict";
import { UserError } from "../../../tools/cli/user-error";
import { billOf } from "../../../tools/cost/bill";
import { terminalOf } from "../../../tools/cli/terminal";
import { costCommand } from "../../../tools/cost/cost-command";
import { billText } from "../../../tools/cost/text";
import type { RecordedResource } from "../../../tools/recording/recorder";
import { asConfig } from "../../support/everything-on";
import { inOrganization } from "../../support/in-organization";
import { recordStack } from "../../support/stacks";

const recordDev = () => recordStack("dev", asConfig({ alerts: { emails: ["security@example.com"], notifier: false } }));

async function run(args: readonly string[], more: readonly RecordedResource[] = [], env: NodeJS.ProcessEnv = {}) {
    const output = { printed: "", errors: "" };
    const exitCode = await costCommand(args, {
        recordStack: async (stack) => {
            if (stack !== "dev") throw new UserError(`There is no Pulumi.${stack}.yaml.`);
            const { resources, outputs } = await recordDev();
            return { resources: [...resources, ...more], outputs };
        },
        print: (text) => (output.printed += text),
        printError: (text) => (output.errors += text),
        stdout: { columns: 100 },
        env,
    });
    return { exitCode, ...output };
}

describe("npm run cost", () => {
    it("prints what is fixed, what is counted, what is free at first, and where the prices are", async () => {
        assert.deepEqual(await run([]), { exitCode: 0, printed: dev, errors: "" });
    });

    it("says what grows with the accounts of an organization, and nothing of a management account", async () => {
        const printed = async (role: keyof typeof inOrganization) => {
            const bill = billOf("dev", await recordStack("dev", asConfig(inOrganization[role])));
            return billText(bill, terminalOf({ columns: 100 }, {}, false));
        };
        const administrators = await printed("administrator");
        const places = administrators.split("\n").filter((line) => line.startsWith("  In ") && /,.*,/.test(line));
        assert.deepEqual(places, [
            "  In eu-west-1 (home), us-east-1, in every account of the organization:",
            "  In eu-west-1 (home), us-east-1, in accounts that join the organization:",
            "  In eu-west-1 (home), us-east-1, in each account of vigil:organization.members:",
        ]);
        assert.ok(administrators.includes(grows));
        assert.equal(await printed("management"), managements);
    });

    it("prints the same as JSON", async () => {
        const { exitCode, printed } = await run(["--json"]);
        assert.equal(exitCode, 0);
        assert.deepEqual(JSON.parse(printed), { schemaVersion: 2, ...billOf("dev", await recordDev()) });
    });

    it("names what it does not know", async () => {
        const { resources } = await recordDev();
        const unknown = {
            ...resources.find(({ custom }) => custom)!,
            type: "aws:macie2/classificationJob:ClassificationJob",
        };
        const section = `
What these bill by is not known here
  - aws:macie2/classificationJob:ClassificationJob

Not in this list
`;
        const { printed } = await run([], [unknown]);
        assert.equal(printed, dev.replace("\nNot in this list\n", section));
    });

    it("prints in colour where that is wanted, and not with --no-color", async () => {
        assert.match((await run([], [], { FORCE_COLOR: "1" })).printed, /^\u001b\[1mdev: what AWS bills it by/);
        assert.equal((await run(["--no-color"], [], { FORCE_COLOR: "1" })).printed, dev);
    });

    it("explains a mistake without a stack trace, and ends with 2", async () => {
        assert.deepEqual(await run(["--stack", "nowhere"]), {
            ...{ exitCode: 2, printed: "", errors: "There is no Pulumi.nowhere.yaml.\n" },
        });
        assert.equal((await run(["--stick"])).exitCode, 2);
        assert.equal((await run(["--help"])).exitCode, 0);
    });
});

const dev = `dev: what AWS bills it by

Fixed, whatever happens
  Region                  What                                How many  Billed by the
  eu-west-1 (home)        KMS key                                    2  month; rotation adds to it
                          CloudWatch alarm                          24  month
                          CloudWatch dashboard                       1  month
  us-east-1               CloudWatch alarm                           3  month

By use
  In eu-west-1 (home), us-east-1:
  Service       What is counted
  GuardDuty     CloudTrail management events; those of global services count in every Region
  GuardDuty     GB of VPC flow logs and DNS query logs, whether you keep such logs or not
  GuardDuty     S3 data events: reads and writes of objects
  GuardDuty     vCPUs that the runtime agent watches, by the hour
  Macie         S3 buckets evaluated
  Macie         objects in them, where automated discovery is on
  Macie         GB inspected by automated discovery, or by your jobs
  Inspector     EC2 instances scanned by agent
  Inspector     EC2 instances scanned without agent
  Inspector     images scanned when pushed to ECR
  Inspector     automatic re-scans of images
  Inspector     Lambda functions scanned
  EventBridge   findings and alarms sent on to another event bus
  EventBridge   heartbeats: four custom events an hour and Region, each from a schedule
  SQS           requests, three for each dead letter

  In eu-west-1 (home):
  Service       What is counted
  EventBridge   GB of events put into the event archive
  EventBridge   GB that the event archive holds
  SNS           alerts published to the topic
  SNS           mails, counted for each address
  S3            GB of findings in S3 Standard
  S3            objects written by GuardDuty, Macie and Firehose
  S3            GB of query results, for a week
  KMS           requests to the keys, a few for each exported object and each alert
  CloudWatch    GB of the findings stream's log, taken in and kept
  Firehose      GB of events taken in, each rounded up to 5 KB
  Glue          objects in the Data Catalog, and requests to it: a million of each a month are
                free
  Athena        TB scanned, only when somebody asks; a query counts as 10 MB at least

Free trials
  - GuardDuty: 30 days per account, Region and protection plan, from when each is first enabled
  - Macie: 30 days per account and Region; pausing does not stop them, and discovery jobs are not
    included
  - Inspector: 15 days per scan type; deactivating it does not stop them

Prices
  Service       Page
  GuardDuty     https://aws.amazon.com/guardduty/pricing/
  Macie         https://aws.amazon.com/macie/pricing/
  Inspector     https://aws.amazon.com/inspector/pricing/
  EventBridge   https://aws.amazon.com/eventbridge/pricing/
  SQS           https://aws.amazon.com/sqs/pricing/
  SNS           https://aws.amazon.com/sns/pricing/
  S3            https://aws.amazon.com/s3/pricing/
  KMS           https://aws.amazon.com/kms/pricing/
  CloudWatch    https://aws.amazon.com/cloudwatch/pricing/
  Firehose      https://aws.amazon.com/firehose/pricing/
  Glue          https://aws.amazon.com/glue/pricing/
  Athena        https://aws.amazon.com/athena/pricing/

Not in this list
  - Prices: they change, and differ by Region. AWS's pages have them, and what is free in every
    month.
  - Data transfer between Regions and to the internet, and what your own workloads cost.
`;

const grows = `What grows with accounts
  - What is counted in an account is that account's cost; AWS Organizations bills the management
    account for all.
  - The members' findings are counted here as well: on the bus, in the archive and the stream, and
    in alerts.`;

const managements = `dev: what AWS bills it by

Fixed, whatever happens
  nothing

By use
  nothing

Not in this list
  - Prices: they change, and differ by Region. AWS's pages have them, and what is free in every
    month.
  - Data transfer between Regions and to the internet, and what your own workloads cost.`;
