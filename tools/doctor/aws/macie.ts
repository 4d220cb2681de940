import type { Macie, MacieExport } from "../facts";
import { ask } from "./ask";
import { clientsOf } from "./clients";

const sdk = () => import("@aws-sdk/client-macie2");
const clientIn = clientsOf(async (options) => new (await sdk()).Macie2Client(options));

export async function macie(region: string): Promise<Macie | undefined> {
    const { GetMacieSessionCommand } = await sdk();
    const client = await clientIn(region);
    const session = await ask(
        "macie2:GetMacieSession",
        () => client.send(new GetMacieSessionCommand({})),
        // Where Macie is off, it denies access to everything.
        (error) => error.name === "AccessDeniedException" && /Macie is not enabled/i.test(error.message),
    );
    return session && { enabled: session.status === "ENABLED", publishEvery: session.findingPublishingFrequency ?? "" };
}

export async function macieExport(region: string): Promise<MacieExport | undefined> {
    const { GetClassificationExportConfigurationCommand } = await sdk();
    const client = await clientIn(region);
    const answer = await ask("macie2:GetClassificationExportConfiguration", () =>
        client.send(new GetClassificationExportConfigurationCommand({})),
    );
    const bucket = answer?.configuration?.s3Destination?.bucketName;
    return bucket === undefined ? undefined : { bucket };
}

export async function macieAdministrator(region: string): Promise<string | undefined> {
    const { GetAdministratorAccountCommand, ResourceNotFoundException } = await sdk();
    const client = await clientIn(region);
    const answer = await ask(
        "macie2:GetAdministratorAccount",
        () => client.send(new GetAdministratorAccountCommand({})),
        (error) => error instanceof ResourceNotFoundException,
    );
    return answer?.administrator?.accountId;
}
