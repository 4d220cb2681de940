import {
    CreateAccountCommand,
    CreateOrganizationCommand,
    DeleteOrganizationCommand,
    OrganizationsClient,
    RemoveAccountFromOrganizationCommand,
} from "@aws-sdk/client-organizations";
import { emulator } from "./emulator";

/** An organization that the emulator's own account manages. */
export class TestOrganization<Name extends string> {
    private constructor(
        private readonly organizations: OrganizationsClient,
        public readonly management: string,
        /** The numbers of the other accounts. */
        public readonly accounts: Readonly<Record<Name, string>>,
    ) {}

    static async of<Name extends string>(names: readonly Name[]): Promise<TestOrganization<Name>> {
        const organizations = new OrganizationsClient({ region: "us-east-1", ...emulator() });
        const { Organization } = await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
        const accounts: [Name, string][] = [];
        for (const AccountName of names) {
            const created = await organizations.send(
                new CreateAccountCommand({ AccountName, Email: mailAddressOf(AccountName) }),
            );
            accounts.push([AccountName, created.CreateAccountStatus!.AccountId!]);
        }
        const byName = Object.fromEntries(accounts) as Record<Name, string>;
        return new TestOrganization(organizations, Organization!.MasterAccountId!, byName);
    }

    async remove(): Promise<void> {
        for (const AccountId of Object.values<string>(this.accounts))
            await this.organizations.send(new RemoveAccountFromOrganizationCommand({ AccountId }));
        await this.organizations.send(new DeleteOrganizationCommand({}));
    }
}

export function mailAddressOf(account: string): string {
    return `${account}@example.com`;
}
