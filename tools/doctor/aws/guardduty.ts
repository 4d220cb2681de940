import type { DetectorFeatureConfigurationResult } from "@aws-sdk/client-guardduty";
import type { Destination, Detector, Plan } from "../facts";
import { ask } from "./ask";
import { clientsOf } from "./clients";

const sdk = () => import("@aws-sdk/client-guardduty");
const clientIn = clientsOf(async (options) => new (await sdk()).GuardDutyClient(options));

/** What GuardDuty lists beside its plans: it watches these always, and nobody can switch them off. */
const foundations: readonly string[] = ["CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS"];

export async function detector(region: string): Promise<Detector | undefined> {
    const { GetDetectorCommand, ListDetectorsCommand } = await sdk();
    const client = await clientIn(region);
    const listed = await ask("guardduty:ListDetectors", () => client.send(new ListDetectorsCommand({})));
    const [id] = listed?.DetectorIds ?? [];
    if (id === undefined) return undefined;
    const found = await ask("guardduty:GetDetector", () => client.send(new GetDetectorCommand({ DetectorId: id })));
    return {
        id,
        enabled: found?.Status === "ENABLED",
        publishEvery: found?.FindingPublishingFrequency ?? "",
        plans: (found?.Features ?? []).map(plan).filter(({ name }) => !foundations.includes(name)),
    };
}

function plan({ Name, Status, AdditionalConfiguration = [] }: DetectorFeatureConfigurationResult): Plan {
    return {
        name: Name ?? "",
        enabled: Status === "ENABLED",
        agents: AdditionalConfiguration.map((agent) => ({
            name: agent.Name ?? "",
            enabled: agent.Status === "ENABLED",
        })),
    };
}

export async function guardDutyAdministrator(region: string, DetectorId: string): Promise<string | undefined> {
    const { GetAdministratorAccountCommand } = await sdk();
    const client = await clientIn(region);
    const answer = await ask("guardduty:GetAdministratorAccount", () =>
        client.send(new GetAdministratorAccountCommand({ DetectorId })),
    );
    return answer?.Administrator?.AccountId;
}

export async function destination(region: string, DetectorId: string): Promise<Destination | undefined> {
    const { DescribePublishingDestinationCommand, ListPublishingDestinationsCommand } = await sdk();
    const client = await clientIn(region);
    const listed = await ask("guardduty:ListPublishingDestinations", () =>
        client.send(new ListPublishingDestinationsCommand({ DetectorId })),
    );
    const id = listed?.Destinations?.[0]?.DestinationId;
    if (id === undefined) return undefined;
    const described = await ask("guardduty:DescribePublishingDestination", () =>
        client.send(new DescribePublishingDestinationCommand({ DetectorId, DestinationId: id })),
    );
    const { DestinationProperties, Status: status = "" } = described ?? {};
    return { id, arn: DestinationProperties?.DestinationArn ?? "", status };
}
