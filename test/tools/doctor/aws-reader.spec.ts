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
import { readActions } from "../../../tools/doctor/aws/actions";
import { awsReader } from "../../../tools/doctor/aws/aws-reader";
import { Unreadable } from "../../../tools/doctor/unreadable";
import { account } from "./fixtures";

const region = "eu-west-1";
const id = "d".repeat(32);

/** What every service throws, by the name that tells them apart. */
function awsError(name: string, message = "No."): Error {
    return Object.assign(new Error(message), { name, $fault: "client", $metadata: {} });
}

describe("the reader of an AWS account", () => {
    const mocks = {
        sts: mockClient(STSClient),
        organizations: mockClient(organizations.OrganizationsClient),
        account: mockClient(AccountClient),
        iam: mockClient(IAMClient),
        guardDuty: mockClient(guardDuty.GuardDutyClient),
        macie: mockClient(macie.Macie2Client),
        inspector: mockClient(inspector.Inspector2Client),
        ecr: mockClient(ECRClient),
    };
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
        assert.equal(await awsReader.accountId(), account);
        assert.deepEqual(await awsReader.openRegions(), ["af-south-1", "eu-west-1"]);
        assert.deepEqual(await awsReader.quotas(), [
            { type: "aws:iam/role:Role", noun: "IAM role", used: 12, limit: 1000 },
        ]);
        const [listed] = mocks.account.commandCalls(ListRegionsCommand);
        assert.deepEqual(listed!.args[0].input.RegionOptStatusContains, ["ENABLED", "ENABLED_BY_DEFAULT"]);
    });

    it("reads the organization, and takes the error for none as none", async () => {
        const { AWSOrganizationsNotInUseException, DescribeOrganizationCommand } = organizations;
        mocks.organizations
            .on(DescribeOrganizationCommand)
            .resolvesOnce({ Organization: { Id: "o-1", MasterAccountId: "999999999999" } })
            .rejectsOnce(new AWSOrganizationsNotInUseException({ message: "None.", $metadata: {} }));
        assert.deepEqual(await awsReader.organization(), { id: "o-1", managementAccountId: "999999999999" });
        assert.equal(await awsReader.organization(), undefined);
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
        assert.deepEqual(await awsReader.detector(region), {
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
        assert.equal(await awsReader.detector(region), undefined);
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
        assert.deepEqual(await awsReader.destination(region, id), {
            id: "p",
            arn: "arn:aws:s3:::theirs/prefix",
            status: "PUBLISHING",
        });
        assert.equal(await awsReader.destination(region, id), undefined);
        assert.equal(await awsReader.guardDutyAdministrator(region, id), "999999999999");
        assert.equal(await awsReader.guardDutyAdministrator(region, id), undefined);
    });

    it("reads Macie, and knows its refusal where it is off from one for want of permission", async () => {
        mocks.macie
            .on(macie.GetMacieSessionCommand)
            .resolvesOnce({ status: "PAUSED", findingPublishingFrequency: "ONE_HOUR" })
            .rejectsOnce(awsError("AccessDeniedException", "Macie is not enabled"))
            .rejectsOnce(
                awsError("AccessDeniedException", "User is not authorized to perform: macie2:GetMacieSession"),
            );
        assert.deepEqual(await awsReader.macie(region), { enabled: false, publishEvery: "ONE_HOUR" });
        assert.equal(await awsReader.macie(region), undefined);
        await assert.rejects(awsReader.macie(region), { name: "Unreadable", because: "permission" });
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
        assert.deepEqual(await awsReader.macieExport(region), { bucket: "theirs" });
        assert.equal(await awsReader.macieExport(region), undefined);
        assert.equal(await awsReader.macieAdministrator(region), "999999999999");
        assert.equal(await awsReader.macieAdministrator(region), undefined);
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
        assert.deepEqual(await awsReader.inspector(region, account), { scan: ["EC2", "LAMBDA", "CODE_REPOSITORY"] });
    });

    it("reads Inspector's administrator, and takes the error for none as none", async () => {
        mocks.inspector
            .on(inspector.GetDelegatedAdminAccountCommand)
            .resolvesOnce({ delegatedAdmin: { accountId: "999999999999" } })
            .rejectsOnce(new inspector.ResourceNotFoundException({ message: "None.", $metadata: {} }));
        assert.equal(await awsReader.inspectorAdministrator(region), "999999999999");
        assert.equal(await awsReader.inspectorAdministrator(region), undefined);
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
        assert.deepEqual(await awsReader.registryRules(region), {
            scanType: "ENHANCED",
            rules: ["SCAN_ON_PUSH a", "SCAN_ON_PUSH b*", "CONTINUOUS_SCAN c"],
        });
    });

    const refusals: [string, Error, Pick<Unreadable, "because" | "message">][] = [
        [
            "a missing permission",
            awsError("AccessDeniedException", "no identity-based policy allows it"),
            { because: "permission", message: "no identity-based policy allows it" },
        ],
        [
            "an organization's policy",
            awsError("AccessDeniedException", "with an explicit deny in a service control policy"),
            { because: "organization policy", message: "with an explicit deny in a service control policy" },
        ],
        [
            "an organization's policy about resources",
            awsError("AccessDeniedException", "with an explicit deny in a resource control policy"),
            { because: "organization policy", message: "with an explicit deny in a resource control policy" },
        ],
        [
            "everything else",
            awsError("ThrottlingException", "Slow down."),
            { because: "failure", message: "ThrottlingException: Slow down." },
        ],
    ];
    for (const [cause, error, expected] of refusals) {
        it(`tells ${cause} by its action`, async () => {
            mocks.guardDuty.on(guardDuty.ListDetectorsCommand).rejects(error);
            await assert.rejects(awsReader.detector(region), (thrown) => {
                assert.ok(thrown instanceof Unreadable);
                const { action, because, message } = thrown;
                assert.deepEqual({ action, because, message }, { action: "guardduty:ListDetectors", ...expected });
                return true;
            });
        });
    }

    it("sends nothing but reads, all of which its list of actions names", async () => {
        const all = Object.values(mocks) as unknown as readonly AnyMock[];
        for (const mock of all) mock.onAnyCommand().resolves({});
        // Answers that lead to every further question.
        mocks.guardDuty.on(guardDuty.ListDetectorsCommand).resolves({ DetectorIds: [id] });
        mocks.guardDuty
            .on(guardDuty.ListPublishingDestinationsCommand)
            .resolves({ Destinations: [{ DestinationId: "p", DestinationType: "S3", Status: "PUBLISHING" }] });
        await Promise.all([
            ...[awsReader.accountId(), awsReader.organization(), awsReader.openRegions(), awsReader.quotas()],
            ...[awsReader.detector(region), awsReader.destination(region, id), awsReader.macie(region)],
            ...[awsReader.guardDutyAdministrator(region, id), awsReader.macieAdministrator(region)],
            ...[awsReader.macieExport(region), awsReader.inspector(region, account), awsReader.registryRules(region)],
            awsReader.inspectorAdministrator(region),
        ]);
        const sent = all
            .flatMap((mock) => mock.calls())
            .map(({ args: [command] }) => command.constructor.name.replace(/Command$/, ""));
        assert.deepEqual(sent.sort(), readActions.map((action) => action.replace(/^.*:/, "")).sort());
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
