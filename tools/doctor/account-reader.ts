import { paginateListRegions } from "@aws-sdk/client-account";
import { GetRegistryScanningConfigurationCommand } from "@aws-sdk/client-ecr";
import {
    type DetectorFeatureConfigurationResult,
    GetAdministratorAccountCommand as GetGuardDutyAdministratorCommand,
    paginateListDetectors,
} from "@aws-sdk/client-guardduty";
import { GetAccountSummaryCommand } from "@aws-sdk/client-iam";
import { GetDelegatedAdminAccountCommand, type ResourceState } from "@aws-sdk/client-inspector2";
import { GetAdministratorAccountCommand as GetMacieAdministratorCommand } from "@aws-sdk/client-macie2";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { ScanType } from "../../settings";
import type { ClientsIn } from "../aws/clients";
import { itemsOf } from "../aws/pages";
import { unlessMissing } from "../aws/permission";
import {
    readClassificationExport,
    readDestinations,
    readDetector,
    readInspectorStatus,
    readMacieSession,
} from "../aws/readers";
import { archiveReader } from "./archive-reader";
import { organizationReader } from "./organization-reader";
import { receiverReader } from "./receiver-reader";

/** Where the services without Regions are asked. */
const globalRegion = "us-east-1";

/** What GuardDuty lists beside its plans: these it always watches, and nobody can switch them off. */
const foundations: readonly string[] = ["CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS"];

/** Inspector answers with other names than those it is asked with. */
const scanTypes: Readonly<Record<ScanType, keyof ResourceState>> = {
    EC2: "ec2",
    ECR: "ecr",
    LAMBDA: "lambda",
    LAMBDA_CODE: "lambdaCode",
    CODE_REPOSITORY: "codeRepository",
};

/** What can be asked of an account; a question gives undefined for what does not exist, and throws what `permitted` throws. */
export type AccountReader = ReturnType<typeof awsReader>;

/** Reads the account of the AWS credentials at hand, one fact a method. */
export function awsReader(clientsIn: ClientsIn) {
    const global = clientsIn(globalRegion);
    return {
        ...receiverReader(clientsIn),
        ...archiveReader(clientsIn, global),
        ...organizationReader(clientsIn, global),

        async accountId(): Promise<string> {
            const { Account = "" } = await global.sts.send(new GetCallerIdentityCommand({}));
            return Account;
        },

        /** The Regions that are enabled, those that every account has included. */
        openRegions(): Promise<string[]> {
            const input = { RegionOptStatusContains: ["ENABLED" as const, "ENABLED_BY_DEFAULT" as const] };
            return itemsOf(paginateListRegions({ client: global.account }, input), ({ Regions = [] }) =>
                Regions.flatMap(({ RegionName }) => RegionName ?? []),
            );
        },

        /**
         * Of all limits that Vigil counts against, only IAM tells its own together with what is used. By the Pulumi type of
         * what is counted.
         */
        async quotas() {
            const { SummaryMap = {} } = await global.iam.send(new GetAccountSummaryCommand({}));
            const { Roles: used = 0, RolesQuota: limit = Infinity } = SummaryMap;
            return [{ type: "aws:iam/role:Role", noun: "IAM role", used, limit }];
        },

        async detector(region: string) {
            const clients = clientsIn(region);
            const [id] = await itemsOf(
                paginateListDetectors({ client: clients.guardDuty }, {}),
                ({ DetectorIds }) => DetectorIds,
            );
            if (id === undefined) return undefined;
            const { Status, FindingPublishingFrequency = "", Features = [] } = await readDetector(clients, id);
            return {
                id,
                // Or else suspended.
                enabled: Status === "ENABLED",
                publishEvery: FindingPublishingFrequency,
                plans: Features.map(planOf).filter(({ name }) => !foundations.includes(name)),
            };
        },

        /** The account that administers the detector. */
        async guardDutyAdministrator(region: string, DetectorId: string): Promise<string | undefined> {
            const { Administrator } = await clientsIn(region).guardDuty.send(
                new GetGuardDutyAdministratorCommand({ DetectorId }),
            );
            return Administrator?.AccountId;
        },

        /** Where the detector exports its findings: the bucket, and the prefix in it. AWS allows one destination. */
        async destination(region: string, detectorId: string) {
            const [found] = await readDestinations(clientsIn(region), detectorId);
            const { DestinationId: id = "", DestinationProperties, Status: status = "" } = found ?? {};
            return found && { id, arn: DestinationProperties?.DestinationArn ?? "", status };
        },

        async macie(region: string) {
            const session = await readMacieSession(clientsIn(region));
            const { status, findingPublishingFrequency = "" } = session ?? {};
            // Or else paused.
            return session && { enabled: status === "ENABLED", publishEvery: findingPublishingFrequency };
        },

        async macieAdministrator(region: string): Promise<string | undefined> {
            const answer = await unlessMissing(clientsIn(region).macie.send(new GetMacieAdministratorCommand({})));
            return answer?.administrator?.accountId;
        },

        /** Where Macie writes its discovery results. */
        async macieExport(region: string) {
            const bucket = (await readClassificationExport(clientsIn(region)))?.bucketName;
            return bucket === undefined ? undefined : { bucket };
        },

        /** The scan types that are on or on their way there, in AWS's terms. */
        async inspector(region: string, accountId: string) {
            const state = (await readInspectorStatus(clientsIn(region), accountId))?.resourceState;
            const on = Object.entries(scanTypes).filter(([, name]) => {
                const status = state?.[name]?.status;
                return status === "ENABLED" || status === "ENABLING";
            });
            return { scan: on.map(([type]) => type) };
        },

        async inspectorAdministrator(region: string): Promise<string | undefined> {
            const answer = await unlessMissing(
                clientsIn(region).inspector.send(new GetDelegatedAdminAccountCommand({})),
            );
            return answer?.delegatedAdmin?.accountId;
        },

        /** How the images of the ECR registry are scanned; a rule is `FREQUENCY filter`, one for each filter. */
        async registryRules(region: string): Promise<{ scanType: string; rules: string[] }> {
            const { scanningConfiguration = {} } = await clientsIn(region).ecr.send(
                new GetRegistryScanningConfigurationCommand({}),
            );
            const { scanType = "BASIC", rules = [] } = scanningConfiguration;
            return {
                scanType,
                rules: rules.flatMap(({ scanFrequency = "", repositoryFilters = [] }) =>
                    repositoryFilters.map(({ filter = "" }) => `${scanFrequency} ${filter}`),
                ),
            };
        },
    };
}

function planOf({ Name: name, Status, AdditionalConfiguration = [] }: DetectorFeatureConfigurationResult) {
    const agents = AdditionalConfiguration.map((agent) => ({
        name: agent.Name ?? "",
        enabled: agent.Status === "ENABLED",
    }));
    return { name: name ?? "", enabled: Status === "ENABLED", agents };
}
