import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { currentAccount, type Role } from "../../components/current-account";
import { DataDiscovery } from "../../components/data-discovery";
import { DelegatedAdministration } from "../../components/delegated-administration";
import { existingDetection } from "../../components/existing-detection";
import { OrganizationAccess } from "../../components/organization-access";
import { OrganizationMembers, type OrganizationMembersArgs } from "../../components/organization-members";
import { ThreatDetection } from "../../components/threat-detection";
import { VulnerabilityScanning } from "../../components/vulnerability-scanning";
import { type Recorded, record } from "../support/record";

const region = "us-east-1";
const administrator = "222222222222";

/** Everything of a component: what it says, what it waits for, and what becomes of it. */
function shapesOf(recorded: Recorded, component: string) {
    const children = recorded.childrenOf(component);
    return recorded.resources
        .filter(({ type, name, custom }) => custom && children.includes(`${type} ${name}`))
        .map((resource) => {
            const { type, name, inputs, ignoreChanges, deleteBeforeReplace, retainOnDelete, customTimeouts } = resource;
            return {
                ...{ what: `${type} ${name}`, inputs, after: recorded.dependenciesOf(resource) },
                options: { ignoreChanges, deleteBeforeReplace, retainOnDelete, customTimeouts },
            };
        })
        .sort((one, other) => (one.what < other.what ? -1 : 1));
}

const plainly = {
    ignoreChanges: [] as string[],
    deleteBeforeReplace: false,
    retainOnDelete: false,
    customTimeouts: { create: "", update: "", delete: "" },
};

const accessTo = (service: string, servicePrincipal: string) => ({
    what: `aws:organizations/awsServiceAccess:AwsServiceAccess access-${service}`,
    inputs: { servicePrincipal },
    after: [],
    options: plainly,
});
const trusted = [
    accessTo("guardduty", "guardduty.amazonaws.com"),
    accessTo("inspector", "inspector2.amazonaws.com"),
    accessTo("macie", "macie.amazonaws.com"),
    accessTo("malware-protection", "malware-protection.guardduty.amazonaws.com"),
];

describe("OrganizationAccess", () => {
    const access = (guardDutyRole: boolean) => record(() => new OrganizationAccess("access", { guardDutyRole }));

    it("lets the three services into the organization, a principal a resource", async () => {
        assert.deepEqual(shapesOf(await access(false), "access"), trusted);
    });

    it("makes GuardDuty's role where no detector does, and leaves it, as GuardDuty may use it by then", async () => {
        assert.deepEqual(shapesOf(await access(true), "access"), [
            {
                what: "aws:iam/serviceLinkedRole:ServiceLinkedRole access-guardduty",
                inputs: {
                    awsServiceName: "guardduty.amazonaws.com",
                    tags: { Project: "vigil", Stack: "test", Component: "OrganizationAccess" },
                },
                after: [],
                options: { ...plainly, retainOnDelete: true },
            },
            ...trusted,
        ]);
    });
});

describe("DelegatedAdministration", () => {
    it("names the administrator after all access, the account's own services, and the first Region", async () => {
        const recorded = await record(() => {
            const access = new OrganizationAccess("access", { guardDutyRole: true });
            const own = [new DataDiscovery("own", { region, status: "ENABLED" })];
            const on = { administrator, access, own, macie: true, inspector: true };
            const after = new DelegatedAdministration("first", { ...on, region: "eu-west-1" });
            new DelegatedAdministration("second", { ...on, region, after });
        });
        const named = (name: string, where: string, waiting: string[]) =>
            (
                [
                    ["aws:guardduty/organizationAdminAccount:OrganizationAdminAccount", "adminAccountId"],
                    ["aws:inspector2/delegatedAdminAccount:DelegatedAdminAccount", "accountId"],
                    ["aws:macie2/organizationAdminAccount:OrganizationAdminAccount", "adminAccountId"],
                ] as const
            ).map(([type, key]) => ({
                what: `${type} ${name}`,
                inputs: { region: where, [key]: administrator },
                after: waiting,
                options: { ...plainly, deleteBeforeReplace: true },
            }));
        const before = [
            "aws:iam/serviceLinkedRole:ServiceLinkedRole access-guardduty",
            "aws:macie2/account:Account own",
            ...trusted.map(({ what }) => what),
        ];
        const first = named("first", "eu-west-1", before.sort());
        assert.deepEqual(shapesOf(recorded, "first"), first);
        const firsts = first.map(({ what }) => what);
        assert.deepEqual(shapesOf(recorded, "second"), named("second", region, [...before, ...firsts].sort()));
    });

    it("is for GuardDuty alone where the others are off", async () => {
        const recorded = await record(() => {
            const access = new OrganizationAccess("access", { guardDutyRole: true });
            const off = { own: [], macie: false, inspector: false };
            new DelegatedAdministration("administration", { region, administrator, access, ...off });
        });
        assert.deepEqual(recorded.childrenOf("administration"), [
            "aws:guardduty/organizationAdminAccount:OrganizationAdminAccount administration",
        ]);
    });
});

type Services = Pick<OrganizationMembersArgs, "detection" | "discovery" | "scanning">;

describe("OrganizationMembers", () => {
    const accounts = [
        { id: "333333333333", email: "shop@example.com" },
        { id: "444444444444", email: "web@example.com" },
    ];
    const on = {
        ...{ region, accounts, guardDuty: "ALL" as const, plans: [] },
        macie: { newAccounts: true, members: true },
        inspector: { newAccounts: ["EC2", "LAMBDA"], members: ["EC2", "ECR"] },
    };
    const cover = (args: Omit<OrganizationMembersArgs, keyof Services>) =>
        record(() => {
            const services: Services = {
                detection: new ThreatDetection("watch", { region, enabled: true, plans: [] }),
                discovery: args.macie && new DataDiscovery("data", { region, status: "ENABLED" }),
                scanning:
                    args.inspector && new VulnerabilityScanning("scan", { region, accountId: "1", scan: ["EC2"] }),
            };
            new OrganizationMembers("members", { ...args, ...services });
        });
    const of = (recorded: Recorded, prefix: string) =>
        shapesOf(recorded, "members").filter(({ what }) => what.startsWith(prefix));
    const guardDuty = "aws:guardduty/organizationConfiguration:OrganizationConfiguration members";
    const feature = "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature members";

    it("switches GuardDuty on for whom it is told", async () => {
        for (const word of ["ALL", "NEW", "NONE"] as const) {
            const recorded = await cover({ region, accounts, guardDuty: word, plans: [] });
            const { id } = recorded.one("aws:guardduty/detector:Detector");
            assert.deepEqual(shapesOf(recorded, "members"), [
                {
                    what: guardDuty,
                    inputs: { region, detectorId: id, autoEnableOrganizationMembers: word },
                    after: ["aws:guardduty/detector:Detector watch"],
                    options: plainly,
                },
            ]);
        }
    });

    it("switches plans off before others on, and has their agents in their names", async () => {
        const agent = (name: string, autoEnable: "ALL" | "NEW" | "NONE") => ({ name, autoEnable });
        const runtimeAgents = [agent("EKS_ADDON", "NONE"), agent("ECS_AGENT", "NEW"), agent("EC2_AGENT", "NEW")];
        const plans = [
            { name: "S3_DATA_EVENTS", autoEnable: "ALL" as const, agents: [] },
            { name: "RUNTIME_MONITORING", autoEnable: "NEW" as const, agents: runtimeAgents },
            { name: "EKS_RUNTIME_MONITORING", autoEnable: "NONE" as const, agents: [agent("EKS_ADDON", "NONE")] },
        ];
        const recorded = await cover({ region, accounts, guardDuty: "ALL", plans });
        const { id } = recorded.one("aws:guardduty/detector:Detector");
        const written = (suffix: string, { agents, ...plan }: (typeof plans)[number], after: string[] = []) => ({
            what: `${feature}-${suffix}`,
            inputs: { region, detectorId: id, ...plan, additionalConfigurations: agents },
            after: ["aws:guardduty/detector:Detector watch", guardDuty, ...after],
            options: { ...plainly, ignoreChanges: ["additionalConfigurations"] },
        });
        const off = `${feature}-EKS_RUNTIME_MONITORING`;
        assert.deepEqual(of(recorded, feature), [
            written("EKS_RUNTIME_MONITORING", plans[2]!),
            written("RUNTIME_MONITORING-ECS_AGENT-NEW-EC2_AGENT-NEW", plans[1]!, [off]),
            written("S3_DATA_EVENTS", plans[0]!, [off]),
        ]);
    });

    const macie = "aws:macie2/organizationConfiguration:OrganizationConfiguration members";

    it("switches Macie on in new accounts and in those named, and takes them as AWS has them", async () => {
        const recorded = await cover(on);
        const session = "aws:macie2/account:Account data";
        const named = accounts.map(({ id, email }) => ({
            what: `aws:macie2/member:Member members-${id}`,
            inputs: { region, accountId: id, email, status: "ENABLED" },
            after: [macie],
            options: { ...plainly, ignoreChanges: ["email", "invite"], retainOnDelete: true },
        }));
        assert.deepEqual(of(recorded, "aws:macie2/"), [
            ...named,
            { what: macie, inputs: { region, autoEnable: true }, after: [session], options: plainly },
        ]);
        const none = await cover({ ...on, macie: { newAccounts: false, members: false } });
        assert.deepEqual(of(none, "aws:macie2/"), [
            { what: macie, inputs: { region, autoEnable: false }, after: [session], options: plainly },
        ]);
    });

    const inspector = "aws:inspector2/organizationConfiguration:OrganizationConfiguration members";
    const configured = (...types: string[]) => ({
        what: inspector,
        inputs: {
            region,
            autoEnable: {
                ec2: types.includes("EC2"),
                ecr: types.includes("ECR"),
                lambda: types.includes("LAMBDA"),
                lambdaCode: types.includes("LAMBDA_CODE"),
                codeRepository: types.includes("CODE_REPOSITORY"),
            },
        },
        after: ["aws:inspector2/enabler:Enabler scan"],
        options: { ...plainly, retainOnDelete: true },
    });

    it("has Inspector scan new accounts and those named, and leaves it on", async () => {
        const recorded = await cover(on);
        const association = (id: string) => `aws:inspector2/memberAssociation:MemberAssociation members-${id}`;
        assert.deepEqual(of(recorded, "aws:inspector2/"), [
            ...accounts.map(({ id }) => ({
                what: `aws:inspector2/enabler:Enabler members-${id}`,
                inputs: { region, accountIds: [id], resourceTypes: ["EC2", "ECR"] },
                after: [association(id)],
                options: {
                    ...plainly,
                    retainOnDelete: true,
                    customTimeouts: { create: "30m", update: "30m", delete: "" },
                },
            })),
            ...accounts.map(({ id }) => ({
                what: association(id),
                inputs: { region, accountId: id },
                after: [inspector],
                options: { ...plainly, retainOnDelete: true },
            })),
            configured("EC2", "LAMBDA"),
        ]);
    });

    it("has Inspector scan each type for itself in new accounts, and nothing in others", async () => {
        for (const type of ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE", "CODE_REPOSITORY"]) {
            const recorded = await cover({ ...on, inspector: { newAccounts: [type], members: [] } });
            assert.deepEqual(of(recorded, "aws:inspector2/"), [configured(type)]);
        }
    });
});

describe("the services of an administrator", () => {
    const outliving = async (retainOnDelete: boolean | undefined) => {
        const recorded = await record(() => {
            new ThreatDetection("watch", { region, enabled: true, plans: [], retainOnDelete });
            new DataDiscovery("data", { region, status: "ENABLED", retainOnDelete });
            new VulnerabilityScanning("scan", { region, accountId: "1", scan: ["EC2"], retainOnDelete });
        });
        return recorded.resources.filter((resource) => resource.retainOnDelete).map(({ name }) => name);
    };

    it("outlive the stack, as AWS refuses to switch them off while there are members; all others do not", async () => {
        assert.deepEqual((await outliving(true)).sort(), ["data", "scan", "watch"]);
        assert.deepEqual(await outliving(undefined), []);
    });
});

describe("the services of a member", () => {
    it("have the frequency that the administrator wants, and scan what it wants; the registry is the member's", async () => {
        const recorded = await record(() => {
            new ThreatDetection("watch", { region, enabled: true, plans: [] });
            new DataDiscovery("data", { region, status: "ENABLED" });
            const registryScanning = "SCAN_ON_PUSH";
            new VulnerabilityScanning("scan", { region, accountId: "1", registryScanning });
        });
        const inputsOf = (type: string) => recorded.one(type).inputs;
        assert.deepEqual(Object.keys(inputsOf("aws:guardduty/detector:Detector")), ["enable", "region", "tags"]);
        assert.deepEqual(inputsOf("aws:macie2/account:Account"), { region, status: "ENABLED" });
        assert.deepEqual(recorded.childrenOf("scan"), [
            "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration scan",
        ]);
    });
});

/** Pulumi prints such an error without a stack trace. */
function isRunError(message: string) {
    return (error: unknown) => {
        assert.ok(pulumi.RunError.isInstance(error), String(error));
        assert.equal(error.message, message);
        return true;
    };
}

describe("existingDetection", () => {
    const found = () => pulumi.output(existingDetection("eu-west-1", currentAccount("member")));
    const failing = { "aws:guardduty/getDetector:getDetector": "no GuardDuty detector" };

    it("finds the detector of the Region", async () => {
        const detectorArn = "arn:aws:guardduty:eu-west-1:123456789012:detector/";
        const recorded = await record(found);
        const [id, arn] = ["detectorId", "detectorArn"].map((key) => String(recorded.outputs[key]));
        assert.match(id!, /^[0-9a-f]{32}$/);
        assert.equal(arn, detectorArn + id!);
    });

    it("says what to do where there is none", async () => {
        await assert.rejects(
            record(found, { failing }),
            isRunError(
                "GuardDuty has no detector in eu-west-1, so no administrator has switched it on for this member: Error: invocation of " +
                    "aws:guardduty/getDetector:getDetector returned an error: no GuardDuty detector\n" +
                    "Have the administrator cover this account there, take the Region out of vigil:regions, or set " +
                    "vigil:organization.role to standalone.",
            ),
        );
    });

    it("leaves the word to the account, where that is no member's", async () => {
        const managementAccount = "123456789012";
        await assert.rejects(record(found, { failing, managementAccount }), /role is member, but 123456789012 is the/);
    });
});

describe("currentAccount", () => {
    const own = "123456789012";
    const other = "210987654321";
    const fails = { "aws:organizations/getOrganization:getOrganization": "AWSOrganizationsNotInUseException" };
    const account = (role: Role, managementAccount: string, failing = {}) =>
        record(() => pulumi.output(currentAccount(role)), { managementAccount, failing });

    for (const [role, managementAccount, failing] of [
        ["standalone", other, fails],
        ["management", own, {}],
        ["administrator", other, {}],
        // AWS advises against it, and allows it.
        ["administrator", own, {}],
        ["member", other, {}],
    ] as const) {
        it(`takes ${role} in ${own}, whose organization ${managementAccount} manages`, async () => {
            const { outputs } = await account(role, managementAccount, failing);
            assert.deepEqual(outputs, { id: own, partition: "aws" });
        });
    }

    const fix = "Use credentials of the right account, or set the role that fits: npm run doctor tells which.";

    for (const [role, managementAccount, why] of [
        ["management", other, `${own} is not the management account of its organization, which is ${other}`],
        ["member", own, `${own} is the management account of its organization`],
    ] as const) {
        it(`refuses ${role} in ${own}, whose organization ${managementAccount} manages`, async () => {
            await assert.rejects(
                account(role, managementAccount),
                isRunError(`vigil:organization.role is ${role}, but ${why}. ${fix}`),
            );
        });
    }

    for (const role of ["management", "administrator", "member"] as const) {
        it(`refuses ${role} in an account of no organization`, async () => {
            await assert.rejects(
                account(role, other, fails),
                isRunError(
                    `vigil:organization.role is ${role}, but the account's organization cannot be read: Error: invocation of ` +
                        "aws:organizations/getOrganization:getOrganization returned an error: " +
                        `AWSOrganizationsNotInUseException. ${fix}`,
                ),
            );
        });
    }
});
