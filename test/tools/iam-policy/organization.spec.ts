import assert from "node:assert/strict";
import { readDeployedStack } from "../../../tools/iam-policy/deployed-stack";
import { policiesOf } from "../../../tools/iam-policy/iam-policy-command";
import type { Statement } from "../../../tools/iam-policy/policy";
import { exportOf } from "../../../tools/recording/stack";
import { asConfig } from "../../support/everything-on";
import { inOrganization } from "../../support/in-organization";
import { fixtures, recordStack } from "../../support/stacks";
import { type Asked, decisionsOf } from "./decisions";
import { account, deployed, statementsOf } from "./stacks";

type Role = keyof typeof inOrganization;

const policies = async (role: Role, whose: "deployer" | "preview" = "deployer") =>
    policiesOf(await deployed("dev", inOrganization[role]), [whose]);

/** What the policy says of the organization and of the three services, without the Regions. */
async function granted(role: Role, whose?: "deployer" | "preview"): Promise<unknown[]> {
    const isOfServices = ({ Action }: Statement) =>
        Action.some((action) => /^(guardduty|inspector2|macie2|organizations):|ServiceLinkedRole/.test(action));
    return statementsOf(await policies(role, whose))
        .filter((statement) => isOfServices(statement) || statement.Sid === "ServiceLinkedRole")
        .map(({ Action, Resource, Condition = {} }) => {
            const { "aws:RequestedRegion": regions, ...equals } = Condition.StringEquals ?? {};
            const names = Action.map((action) => action.replace(/^.*:/, "")).join(" ");
            return [names, Resource, regions === undefined ? "everywhere" : "in the Regions", equals];
        });
}

const principals = {
    "organizations:ServicePrincipal": [
        ...["guardduty.amazonaws.com", "inspector2.amazonaws.com", "macie.amazonaws.com"],
        "malware-protection.guardduty.amazonaws.com",
    ],
};
const organization = `arn:aws:organizations::${account}`;
const linkedRoles = `arn:aws:iam::${account}:role/aws-service-role`;
const detectors = `arn:aws:guardduty:*:${account}:detector/*`;

describe("the policy of a management account's deployer", () => {
    it("names the administrator, lets in the services and makes GuardDuty's role, and has nothing of an archive", async () => {
        const all = statementsOf(await policies("management"));
        assert.deepEqual(
            all.flatMap(({ Action }) => Action).filter((action) => /^(kms|s3|events|sns|sqs|lambda):/.test(action)),
            [],
        );
        assert.deepEqual(await granted("management"), [
            [
                "DisableOrganizationAdminAccount EnableOrganizationAdminAccount ListOrganizationAdminAccounts",
                ...["*", "in the Regions", {}],
            ],
            [
                "DisableDelegatedAdminAccount EnableDelegatedAdminAccount ListDelegatedAdminAccounts",
                ...["*", "in the Regions", {}],
            ],
            [
                "DescribeOrganization ListAWSServiceAccessForOrganization ListAccounts ListDelegatedAdministrators",
                ...["*", "everywhere", {}],
            ],
            [
                "DescribeAccount DescribeOrganizationalUnit",
                [`${organization}:account/o-*/*`, `${organization}:ou/o-*/ou-*`],
                ...["everywhere", {}],
            ],
            ["DisableAWSServiceAccess EnableAWSServiceAccess", "*", "everywhere", principals],
            [
                "DeregisterDelegatedAdministrator RegisterDelegatedAdministrator",
                `${organization}:account/o-*/222222222222`,
                ...["everywhere", principals],
            ],
            [
                "DisableOrganizationAdminAccount EnableOrganizationAdminAccount ListOrganizationAdminAccounts",
                ...["*", "in the Regions", {}],
            ],
            ["GetRole TagRole UntagRole", `${linkedRoles}/guardduty.amazonaws.com/*`, "everywhere", {}],
            [
                "CreateServiceLinkedRole",
                `${linkedRoles}/*`,
                ...["everywhere", { "iam:AWSServiceName": ["guardduty.amazonaws.com"] }],
            ],
        ]);
    });

    const isAllowed: [string, boolean, Asked][] = [
        ["let Inspector in", true, access("EnableAWSServiceAccess", "inspector2.amazonaws.com")],
        ["let another service in", false, access("EnableAWSServiceAccess", "sso.amazonaws.com")],
        ["shut another service out", false, access("DisableAWSServiceAccess", "sso.amazonaws.com")],
        ["name the administrator", true, register("222222222222", "macie.amazonaws.com")],
        ["name another account", false, register("444444444444", "macie.amazonaws.com")],
        ["name it for another service", false, register("222222222222", "sso.amazonaws.com")],
        ["make accounts", false, { action: "organizations:CreateAccount", resource: "*" }],
    ];
    for (const [what, allowed, asked] of isAllowed) {
        it(`${allowed ? "can" : "cannot"} ${what}`, async () => {
            const { outcome } = decisionsOf(await policies("management"))(asked);
            assert.equal(outcome, allowed ? "Allowed" : "ImplicitlyDenied");
        });
    }

    it("can take back the administration of the account before, if the state is at hand", async () => {
        const before = { organization: { role: "management", administrator: "444444444444" } };
        const { resources } = await recordStack("dev", asConfig(before));
        const state = JSON.stringify(exportOf({ resources }));
        const stack = await readDeployedStack(fixtures, { stack: "dev", account, state });
        const { outcome } = decisionsOf(policiesOf(stack))({
            ...register("444444444444", "macie.amazonaws.com"),
            action: "organizations:DeregisterDelegatedAdministrator",
        });
        assert.equal(outcome, "Allowed");
    });

    it("switches the services on in its own account where that is watched", async () => {
        const actions = statementsOf(await policies("watchedManagement")).flatMap(({ Action }) => Action);
        for (const action of ["guardduty:DeleteDetector", "macie2:EnableMacie", "inspector2:Enable"])
            assert.ok(actions.includes(action), action);
        assert.ok(!actions.includes("iam:GetRole"));
    });
});

describe("the policy of an administrator's deployer", () => {
    it("switches the services on in the organization, and off nowhere", async () => {
        assert.deepEqual(await granted("administrator"), [
            [
                "DeletePublishingDestination DescribePublishingDestination GetDetector ListTagsForResource TagResource " +
                    "UntagResource UpdateDetector UpdatePublishingDestination",
                ...[detectors, "in the Regions", {}],
            ],
            ["CreateDetector CreatePublishingDestination", "*", "in the Regions", {}],
            [
                "DescribeOrganizationConfiguration EnableMacie GetClassificationExportConfiguration GetMacieSession " +
                    "PutClassificationExportConfiguration UpdateMacieSession UpdateMemberSession UpdateOrganizationConfiguration",
                ...["*", "in the Regions", {}],
            ],
            // Inspector's Disable is needed to switch off the scan types that are not asked for.
            [
                "AssociateMember BatchGetAccountStatus DescribeOrganizationConfiguration Disable Enable GetMember " +
                    "UpdateOrganizationConfiguration",
                ...["*", "in the Regions", {}],
            ],
            ["DescribeOrganization", "*", "everywhere", {}],
            ["DescribeOrganizationConfiguration UpdateOrganizationConfiguration", "*", "in the Regions", {}],
            ["CreateMember GetMember", `arn:aws:macie2:*:${account}:member/*`, ...["in the Regions", {}]],
            // The members' EC2 instances are scanned with roles of their own accounts.
            [
                "CreateServiceLinkedRole",
                `${linkedRoles}/*`,
                "everywhere",
                {
                    "iam:AWSServiceName": [
                        ...["guardduty.amazonaws.com", "macie.amazonaws.com", "inspector2.amazonaws.com"],
                    ],
                },
            ],
        ]);
    });

    it("knows from the state, too, what is left where it is", async () => {
        const { resources } = await recordStack("dev", asConfig(inOrganization.administrator));
        const state = JSON.stringify(exportOf({ resources }));
        const stack = await readDeployedStack(fixtures, { stack: "dev", account, state });
        const inState = stack.resources.filter(({ deployedId }) => deployedId !== undefined);
        const actions = statementsOf(policiesOf({ ...stack, resources: inState })).flatMap(({ Action }) => Action);
        assert.ok(actions.includes("guardduty:DeletePublishingDestination"));
        for (const action of ["guardduty:DeleteDetector", "macie2:DisableMacie", "macie2:DeleteMember"])
            assert.ok(!actions.includes(action), action);
    });
});

describe("the policy of a member's deployer", () => {
    it("looks up the organization and the detector, and switches no service on or off", async () => {
        assert.deepEqual(await granted("member"), [
            [
                "DeletePublishingDestination DescribePublishingDestination GetDetector ListTagsForResource " +
                    "UpdatePublishingDestination",
                ...[detectors, "in the Regions", {}],
            ],
            ["CreatePublishingDestination", "*", "in the Regions", {}],
            [
                "GetClassificationExportConfiguration PutClassificationExportConfiguration",
                ...["*", "in the Regions", {}],
            ],
            ["DescribeOrganization", "*", "everywhere", {}],
            ["ListDetectors", "*", "in the Regions", {}],
        ]);
    });

    it("has its look-ups in a preview, too", async () => {
        assert.deepEqual(await granted("member", "preview"), [
            ["DescribePublishingDestination GetDetector ListTagsForResource", detectors, "in the Regions", {}],
            ["GetClassificationExportConfiguration", "*", "in the Regions", {}],
            ["DescribeOrganization", "*", "everywhere", {}],
            ["ListDetectors", "*", "in the Regions", {}],
        ]);
    });
});

function access(name: string, principal: string): Asked {
    return {
        ...{ action: `organizations:${name}`, resource: "*" },
        context: { "organizations:ServicePrincipal": principal },
    };
}

function register(id: string, principal: string): Asked {
    return {
        ...access("RegisterDelegatedAdministrator", principal),
        resource: `${organization}:account/o-exampleorgid/${id}`,
    };
}
