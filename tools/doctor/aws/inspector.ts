import type { ResourceState } from "@aws-sdk/client-inspector2";
import type { ScanType } from "../../../settings";
import type { Inspector, RegistryRules } from "../facts";
import { ask } from "./ask";
import { clientsOf } from "./clients";

const sdk = () => import("@aws-sdk/client-inspector2");
const clientIn = clientsOf(async (options) => new (await sdk()).Inspector2Client(options));
const registrySdk = () => import("@aws-sdk/client-ecr");
const registryIn = clientsOf(async (options) => new (await registrySdk()).ECRClient(options));

/** Inspector answers with other names than those it is asked with. */
const scanTypes: Readonly<Record<ScanType, keyof ResourceState>> = {
    EC2: "ec2",
    ECR: "ecr",
    LAMBDA: "lambda",
    LAMBDA_CODE: "lambdaCode",
    CODE_REPOSITORY: "codeRepository",
};

export async function inspector(region: string, accountId: string): Promise<Inspector> {
    const { BatchGetAccountStatusCommand } = await sdk();
    const client = await clientIn(region);
    const answer = await ask("inspector2:BatchGetAccountStatus", () =>
        client.send(new BatchGetAccountStatusCommand({ accountIds: [accountId] })),
    );
    const state = answer?.accounts?.[0]?.resourceState;
    const on = Object.entries(scanTypes).filter(([, name]) => {
        const status = state?.[name]?.status;
        return status === "ENABLED" || status === "ENABLING";
    });
    return { scan: on.map(([type]) => type) };
}

export async function inspectorAdministrator(region: string): Promise<string | undefined> {
    const { GetDelegatedAdminAccountCommand, ResourceNotFoundException } = await sdk();
    const client = await clientIn(region);
    const answer = await ask(
        "inspector2:GetDelegatedAdminAccount",
        () => client.send(new GetDelegatedAdminAccountCommand({})),
        (error) => error instanceof ResourceNotFoundException,
    );
    return answer?.delegatedAdmin?.accountId;
}

export async function registryRules(region: string): Promise<RegistryRules> {
    const { GetRegistryScanningConfigurationCommand } = await registrySdk();
    const client = await registryIn(region);
    const answer = await ask("ecr:GetRegistryScanningConfiguration", () =>
        client.send(new GetRegistryScanningConfigurationCommand({})),
    );
    const { scanType = "BASIC", rules = [] } = answer?.scanningConfiguration ?? {};
    return {
        scanType,
        rules: rules.flatMap(({ scanFrequency = "", repositoryFilters = [] }) =>
            repositoryFilters.map(({ filter = "" }) => `${scanFrequency} ${filter}`),
        ),
    };
}
