import assert from "node:assert/strict";
import { AccountClient, ListRegionsCommand } from "@aws-sdk/client-account";
import { ECRClient, GetRegistryScanningConfigurationCommand } from "@aws-sdk/client-ecr";
import * as guardDuty from "@aws-sdk/client-guardduty";
import { GetAccountSummaryCommand, IAMClient } from "@aws-sdk/client-iam";
import * as inspector from "@aws-sdk/client-inspector2";
import * as macie from "@aws-sdk/client-macie2";
import * as organizations from "@aws-sdk/client-organizations";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { actionsOf, doctorActions } from "../../../tools/aws/actions";
import { awsClients } from "../../../tools/aws/clients";
import { awsReader } from "../../../tools/doctor/account-reader";
import { account, awsError } from "./fixtures";

const region = "eu-west-1";
const id = "d".repeat(32);

function mockAll() {
    return {
        sts: mockClient(STSClient),
        organizations: mockClient(organizations.OrganizationsClient),
        account: mockClient(AccountClient),
        iam: mockClient(IAMClient),
        guardDuty: mockClient(guardDuty.GuardDutyClient),
        macie: mockClient(macie.Macie2Client),
        inspector: mockClient(inspector.Inspector2Client),
        ecr: mockClient(ECRClient),
    };
}

describe("the reader of an AWS account", () => {
    const reader = awsReader(awsClients(undefined));
    let mocks: ReturnType<typeof mockAll>;
    before(() => {
        mocks = mockAll();
    });
    afterEach(() => {
        for (const mock of Object.values(mocks)) mock.reset();
    });
    after(() => {
        for (const mock of Object.values(mocks)) mock.restore();
    });

    it("reads the account, its regions and its quotas", async () => {
        mocks.sts.on(GetCallerIdentityCommand).resolves({ Account: account });
        mocks.account
            .on(ListRegionsCommand)
            .resolvesOnce({ Regions: [{ RegionName: "af-south-1" }], NextToken: "more" })
            .resolvesOnce({ Regions: [{ RegionName: "eu-west-1" }] });
        mocks.iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: { Roles: 12, RolesQuota: 1000, Users: 3 } });
        assert.equal(await reader.accountId(), account);
        assert.deepEqual(await reader.openRegions(), ["af-south-1", "eu-west-1"]);
        assert.deepEqual(await reader.quotas(), [
            { type: "aws:iam/role:Role", noun: "IAM role", used: 12, limit: 1000 },
        ]);
        const [listed] = mocks.account.commandCalls(ListRegionsCommand);
        assert.deepEqual(listed!.args[0].input.RegionOptStatusContains, ["ENABLED", "ENABLED_BY_DEFAULT"]);
    });

    it("reads a detector without what GuardDuty watches always", async () => {
        mocks.guardDuty.on(guardDuty.ListDetectorsCommand).resolvesOnce({ DetectorIds: [id] });
        mocks.guardDuty.on(guardDuty.GetDetectorCommand, { DetectorId: id }).resolves({
            Status: "DISABLED",
            FindingPublishingFrequency: "SIX_HOURS",
            Features: [
                { Name: "CLOUD_TRAIL", Status: "ENABLED" },
                { Name: "DNS_LOGS", Status: "ENABLED" },
                { Name: "FLOW_LOGS", Status: "ENABLED" },
                { Name: "S3_DATA_EVENTS", Status: "DISABLED" },
                {
                    Name: "RUNTIME_MONITORING",
                    Status: "ENABLED",
                    AdditionalConfiguration: [
                        { Name: "EC2_AGENT_MANAGEMENT", Status: "ENABLED" },
                        { Name: "EKS_ADDON_MANAGEMENT", Status: "DISABLED" },
                    ],
                },
            ],
        });
        assert.deepEqual(await reader.detector(region), {
            id,
            enabled: false,
            publishEvery: "SIX_HOURS",
            plans: [
                { name: "S3_DATA_EVENTS", enabled: false, agents: [] },
                {
                    name: "RUNTIME_MONITORING",
                    enabled: true,
                    agents: [
                        { name: "EC2_AGENT_MANAGEMENT", enabled: true },
                        { name: "EKS_ADDON_MANAGEMENT", enabled: false },
                    ],
                },
            ],
        });
        mocks.guardDuty.on(guardDuty.ListDetectorsCommand).resolves({ DetectorIds: [] });
        assert.equal(await reader.detector(region), undefined);
    });

    it("reads a detector's export and its administrator, or that there is none", async () => {
        const { DescribePublishingDestinationCommand, GetAdministratorAccountCommand } = guardDuty;
        mocks.guardDuty
            .on(guardDuty.ListPublishingDestinationsCommand, { DetectorId: id })
            .resolvesOnce({ Destinations: [{ DestinationId: "p", DestinationType: "S3", Status: "PUBLISHING" }] })
            .resolvesOnce({ Destinations: [] });
        mocks.guardDuty.on(DescribePublishingDestinationCommand, { DetectorId: id, DestinationId: "p" }).resolves({
            Status: "PUBLISHING",
            DestinationProperties: { DestinationArn: "arn:aws:s3:::theirs/prefix", KmsKeyArn: "arn:key" },
        });
        mocks.guardDuty
            .on(GetAdministratorAccountCommand, { DetectorId: id })
            .resolvesOnce({ Administrator: { AccountId: "999999999999", RelationshipStatus: "Enabled" } })
            .resolvesOnce({ Administrator: {} });
        assert.deepEqual(await reader.destination(region, id), {
            id: "p",
            arn: "arn:aws:s3:::theirs/prefix",
            status: "PUBLISHING",
        });
        assert.equal(await reader.destination(region, id), undefined);
        assert.equal(await reader.guardDutyAdministrator(region, id), "999999999999");
        assert.equal(await reader.guardDutyAdministrator(region, id), undefined);
    });

    it("reads Macie, and knows its refusal where it is off from one for want of permission", async () => {
        mocks.macie
            .on(macie.GetMacieSessionCommand)
            .resolvesOnce({ status: "PAUSED", findingPublishingFrequency: "ONE_HOUR" })
            .rejectsOnce(awsError("AccessDeniedException", "Macie is not enabled"))
            .rejectsOnce(
                awsError("AccessDeniedException", "User is not authorized to perform: macie2:GetMacieSession"),
            );
        assert.deepEqual(await reader.macie(region), { enabled: false, publishEvery: "ONE_HOUR" });
        assert.equal(await reader.macie(region), undefined);
        await assert.rejects(reader.macie(region), { name: "UserError", actions: ["macie2:GetMacieSession"] });
    });

    it("reads Macie's export and its administrator, or that there is none", async () => {
        const { GetAdministratorAccountCommand, GetClassificationExportConfigurationCommand } = macie;
        mocks.macie
            .on(GetClassificationExportConfigurationCommand)
            .resolvesOnce({ configuration: { s3Destination: { bucketName: "theirs", kmsKeyArn: "arn:key" } } })
            .resolvesOnce({ configuration: {} });
        mocks.macie
            .on(GetAdministratorAccountCommand)
            .resolvesOnce({ administrator: { accountId: "999999999999" } })
            .resolvesOnce({});
        assert.deepEqual(await reader.macieExport(region), { bucket: "theirs" });
        assert.equal(await reader.macieExport(region), undefined);
        assert.equal(await reader.macieAdministrator(region), "999999999999");
        assert.equal(await reader.macieAdministrator(region), undefined);
    });

    it("reads what Inspector scans, or is about to, in the words of the settings", async () => {
        const status = (status: inspector.Status) => ({ status, errorCode: undefined, errorMessage: undefined });
        mocks.inspector.on(inspector.BatchGetAccountStatusCommand, { accountIds: [account] }).resolves({
            accounts: [
                {
                    accountId: account,
                    state: status("ENABLED"),
                    resourceState: {
                        ec2: status("ENABLED"),
                        ecr: status("DISABLED"),
                        lambda: status("ENABLING"),
                        lambdaCode: status("DISABLING"),
                        codeRepository: status("ENABLED"),
                    },
                },
            ],
        });
        assert.deepEqual(await reader.inspector(region, account), { scan: ["EC2", "LAMBDA", "CODE_REPOSITORY"] });
    });

    it("reads Inspector's administrator, and takes the error for none as none", async () => {
        mocks.inspector
            .on(inspector.GetDelegatedAdminAccountCommand)
            .resolvesOnce({ delegatedAdmin: { accountId: "999999999999" } })
            .rejectsOnce(new inspector.ResourceNotFoundException({ message: "None.", $metadata: {} }));
        assert.equal(await reader.inspectorAdministrator(region), "999999999999");
        assert.equal(await reader.inspectorAdministrator(region), undefined);
    });

    it("reads the registry's rules, one for each filter", async () => {
        mocks.ecr.on(GetRegistryScanningConfigurationCommand).resolves({
            scanningConfiguration: {
                scanType: "ENHANCED",
                rules: [
                    {
                        scanFrequency: "SCAN_ON_PUSH",
                        repositoryFilters: [
                            { filter: "a", filterType: "WILDCARD" },
                            { filter: "b*", filterType: "WILDCARD" },
                        ],
                    },
                    { scanFrequency: "CONTINUOUS_SCAN", repositoryFilters: [{ filter: "c", filterType: "WILDCARD" }] },
                ],
            },
        });
        assert.deepEqual(await reader.registryRules(region), {
            scanType: "ENHANCED",
            rules: ["SCAN_ON_PUSH a", "SCAN_ON_PUSH b*", "CONTINUOUS_SCAN c"],
        });
    });

    it("sends nothing but reads, all of which its list of actions names", async () => {
        const all = Object.values(mocks) as unknown as readonly AnyMock[];
        for (const mock of all) mock.onAnyCommand().resolves({});
        // Answers that lead to every further question.
        mocks.guardDuty.on(guardDuty.ListDetectorsCommand).resolves({ DetectorIds: [id] });
        mocks.guardDuty
            .on(guardDuty.ListPublishingDestinationsCommand)
            .resolves({ Destinations: [{ DestinationId: "p", DestinationType: "S3", Status: "PUBLISHING" }] });
        await Promise.all([
            ...[reader.accountId(), reader.organization(), reader.openRegions(), reader.quotas()],
            ...[reader.detector(region), reader.destination(region, id), reader.macie(region)],
            ...[reader.guardDutyAdministrator(region, id), reader.macieAdministrator(region)],
            ...[reader.macieExport(region), reader.inspector(region, account), reader.registryRules(region)],
            reader.inspectorAdministrator(region),
            ...[reader.centralPolicy("INSPECTOR_POLICY"), reader.activeAccounts(), reader.guardDutyRole()],
            ...[reader.guardDutyDelegate(region), reader.macieDelegate(region), reader.administersMacie(region)],
            ...[reader.administersGuardDuty(region, id), reader.guardDutyMembers(region, id)],
            ...[reader.macieMembers(region), reader.inspectorMembers(region)],
        ]);
        const sent = all
            .flatMap((mock) => mock.calls())
            .map(({ args: [command] }) => command.constructor.name.replace(/Command$/, ""));
        // What receivers need is asked by a reader of its own.
        const { chat, hubs, eventQueues, buckets, logBucket, readers, ...asked } = doctorActions;
        assert.deepEqual(
            sent.sort(),
            actionsOf(asked)
                .map((action) => action.replace(/^.*:/, ""))
                .sort(),
            `not ${actionsOf({ chat, hubs, eventQueues, buckets, logBucket, readers }).join()}`,
        );
        assert.deepEqual(
            sent.filter((name) => !/^(Get|List|Describe|BatchGet)/.test(name)),
            [],
        );
    });
});

/** What all mocks have in common, whichever service they stand for. */
interface AnyMock {
    onAnyCommand(): { resolves(answer: object): unknown };
    calls(): readonly { readonly args: readonly [object] }[];
}
