import type { Organization, Quota } from "../facts";
import { ask } from "./ask";
import { clientsOf, globalRegion } from "./clients";

// An SDK takes a tenth of a second to load, so each is loaded when it is first needed.
const sts = () => import("@aws-sdk/client-sts");
const organizations = () => import("@aws-sdk/client-organizations");
const accounts = () => import("@aws-sdk/client-account");
const iam = () => import("@aws-sdk/client-iam");

const stsIn = clientsOf(async (options) => new (await sts()).STSClient(options));
const organizationsIn = clientsOf(async (options) => new (await organizations()).OrganizationsClient(options));
const accountsIn = clientsOf(async (options) => new (await accounts()).AccountClient(options));
const iamIn = clientsOf(async (options) => new (await iam()).IAMClient(options));

/** The account of the credentials. */
export async function accountId(): Promise<string> {
    const { GetCallerIdentityCommand } = await sts();
    const client = await stsIn(globalRegion);
    const identity = await ask("sts:GetCallerIdentity", () => client.send(new GetCallerIdentityCommand({})));
    return identity?.Account ?? "";
}

export async function organization(): Promise<Organization | undefined> {
    const { AWSOrganizationsNotInUseException, DescribeOrganizationCommand } = await organizations();
    const client = await organizationsIn(globalRegion);
    const answer = await ask(
        "organizations:DescribeOrganization",
        () => client.send(new DescribeOrganizationCommand({})),
        (error) => error instanceof AWSOrganizationsNotInUseException,
    );
    const { Id: id = "", MasterAccountId: managementAccountId = "" } = answer?.Organization ?? {};
    return answer && { id, managementAccountId };
}

export async function openRegions(): Promise<string[]> {
    const { paginateListRegions } = await accounts();
    const client = await accountsIn(globalRegion);
    const open: string[] = [];
    await ask("account:ListRegions", async () => {
        const input = { RegionOptStatusContains: ["ENABLED" as const, "ENABLED_BY_DEFAULT" as const] };
        for await (const { Regions = [] } of paginateListRegions({ client }, input)) {
            open.push(...Regions.flatMap(({ RegionName }) => RegionName ?? []));
        }
    });
    return open;
}

/** Of all limits that Vigil counts against, IAM alone tells its own. */
export async function quotas(): Promise<Quota[]> {
    const { GetAccountSummaryCommand } = await iam();
    const client = await iamIn(globalRegion);
    const answer = await ask("iam:GetAccountSummary", () => client.send(new GetAccountSummaryCommand({})));
    const { Roles: used = 0, RolesQuota: limit = Infinity } = answer?.SummaryMap ?? {};
    return [{ type: "aws:iam/role:Role", noun: "IAM role", used, limit }];
}
