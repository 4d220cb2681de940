import { ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { serviceFacts } from "../../findings/services";
import type { OrganizationSettings } from "../../settings";
import type { Clients, ClientsIn } from "../aws/clients";
import { failedCallOf } from "../aws/permission";
import { readMacieSession } from "../aws/readers";
import { UserError } from "../cli/user-error";
import type { Expectations } from "../proof/expectations";
import type { Outputs } from "../recording/outputs";
import { type Sampler, samplersOf } from "./samplers";

/** The accounts in which the drill of an administrator makes samples, too. */
export interface DrilledMembers {
    readonly accounts: readonly string[];
    /** The name of a role that is to be assumed in each. */
    readonly role: string;
    readonly clientsOf: (account: string) => ClientsIn;
}

/** What the drill knows of the stack, and with whose rights. */
interface Administrator {
    readonly members?: DrilledMembers | undefined;
    readonly clientsIn: ClientsIn;
    readonly outputs: Outputs;
    readonly expectations: Expectations;
}

/** @throws UserError when the options do not fit the stack, or name no account */
export function membersAsked(
    { memberRole, members }: { readonly memberRole?: string; readonly members?: readonly string[] },
    organization: OrganizationSettings,
): Pick<DrilledMembers, "accounts" | "role"> | undefined {
    if (memberRole === undefined && members === undefined) return undefined;
    if (memberRole === undefined) throw new UserError("--members needs --member-role NAME, a role in each of them.");
    if (organization.role !== "administrator") {
        throw new UserError(
            `--member-role is for the administrator of an organization; vigil:organization.role is ${organization.role}.`,
        );
    }
    const accounts = members ?? organization.members.map(({ id }) => id);
    const wrong = accounts.filter((account) => !/^\d{12}$/.test(account));
    if (wrong.length > 0) throw new UserError(`--members ${wrong.join(",")}: an account has twelve digits.`);
    if (accounts.length === 0) {
        throw new UserError(
            "--member-role: vigil:organization.members names no account. Pass --members 123456789012 as well.",
        );
    }
    return { accounts, role: memberRole };
}

/**
 * Samplers that make samples in the members. All else the administrator does: it sees its members' findings, and only it can
 * archive them (GuardDuty user guide, administrator_member_relationships).
 *
 * @throws UserError when the role cannot be assumed, or a service is off in a member
 */
export async function memberSamplers({ members, clientsIn, outputs, expectations }: Administrator): Promise<Sampler[]> {
    const all = (members?.accounts ?? []).map(async (account) => {
        const theirs = members?.clientsOf(account) ?? clientsIn;
        await checkIdentity(theirs(outputs.homeRegion), account, members?.role ?? "");
        const detectors = expectations.regions.map(async ({ region, services }) => [
            region,
            await detectorOf(theirs(region), account, services),
        ]);
        const detectorIds = Object.fromEntries(await Promise.all(detectors)) as Record<string, string>;
        const makers = samplersOf(theirs, { ...outputs, detectorIds }, expectations);
        return samplersOf(clientsIn, outputs, expectations, account).map((sampler, index) => ({
            ...sampler,
            make: async (type: string) => makers[index]?.make(type),
        }));
    });
    return (await Promise.all(all)).flat();
}

async function checkIdentity({ sts }: Clients, account: string, role: string): Promise<void> {
    const problem = (what: string) =>
        new UserError(
            `The drill cannot make samples in the member ${account}: ${what} Its role ${role} has to trust the identity that ` +
                "runs the drill, which needs sts:AssumeRole on it.",
        );
    const { Account } = await sts.send(new GetCallerIdentityCommand({})).catch((error: unknown) => {
        throw problem((failedCallOf(error) ?? (error as Error)).message);
    });
    if (Account !== account) throw problem(`the role is of the account ${Account ?? "(none)"}.`);
}

/** The detector of a member, where the drill needs it. */
async function detectorOf(clients: Clients, account: string, services: readonly string[]): Promise<string> {
    const isOff = (service: "guardDuty" | "macie") =>
        new UserError(
            `${serviceFacts[service].name} is not on in the member ${account} in ${clients.region}: leave the account out of ` +
                "--members, or the service or the Region out of the drill.",
        );
    if (services.includes("macie") && (await readMacieSession(clients))?.status !== "ENABLED") throw isOff("macie");
    if (!services.includes("guardDuty")) return "";
    const { DetectorIds: [detectorId] = [] } = await clients.guardDuty.send(new ListDetectorsCommand({}));
    if (detectorId === undefined) throw isOff("guardDuty");
    return detectorId;
}
