import type { Service } from "../../../findings/services";
import type { Clients } from "../../aws/clients";
import {
    readClassificationExport,
    readDestinations,
    readDetector,
    readInspectorStatus,
    readMacieSession,
} from "../../aws/readers";
import type { FindingsExport, RunningService } from "../../simulation/model/stack-model";

/** Which service to look at, and where. */
export interface ServicePlace {
    readonly account: string;
    readonly detectorId: string;
}

const readers = {
    async guardDuty(clients, { detectorId }) {
        const { Status } = await readDetector(clients, detectorId);
        return {
            service: "guardDuty",
            resource: { type: "GuardDuty detector", name: detectorId },
            region: clients.region,
            id: detectorId,
            off: Status === "ENABLED" ? undefined : "suspended",
        };
    },

    async macie(clients, { account }) {
        const session = await readMacieSession(clients);
        return {
            service: "macie",
            resource: { type: "Macie session", name: account },
            region: clients.region,
            id: account,
            off: session === undefined ? "not enabled" : session.status === "ENABLED" ? undefined : "paused",
        };
    },

    async inspector(clients, { account }) {
        const status = (await readInspectorStatus(clients, account))?.state?.status;
        return {
            service: "inspector",
            resource: { type: "Inspector", name: account },
            region: clients.region,
            id: account,
            off: status === "ENABLED" ? undefined : `in the state ${status ?? "unknown"}`,
        };
    },
} satisfies Record<Service, (clients: Clients, place: ServicePlace) => Promise<RunningService>>;

/** Whether a service is on in a Region. */
export function readService(clients: Clients, service: Service, place: ServicePlace): Promise<RunningService> {
    return readers[service](clients, place);
}

/** An export as it stands, and whether GuardDuty is content with it. */
export interface LiveExport extends FindingsExport {
    /** `PUBLISHING` when all is well; Macie does not tell. */
    readonly status: string | undefined;
}

/** Where GuardDuty of a Region exports its findings. */
export async function readGuardDutyExports(clients: Clients, detectorId: string): Promise<LiveExport[]> {
    const destinations = await readDestinations(clients, detectorId);
    return destinations.map(({ DestinationId: name = "", DestinationProperties = {}, Status: status }) => {
        const { DestinationArn = "", KmsKeyArn: keyArn } = DestinationProperties;
        const [bucketArn = "", ...prefix] = DestinationArn.split("/");
        return {
            service: "guardDuty",
            resource: { type: "publishing destination", name },
            region: clients.region,
            detectorId,
            bucketArn,
            prefix: prefix.length > 0 ? prefix.join("/") : undefined,
            keyArn,
            status,
        };
    });
}

/** Where Macie of a Region writes its discovery results; it answers nothing at all where it is off. */
export async function readMacieExports(clients: Clients, partition: string): Promise<LiveExport[]> {
    const { region } = clients;
    if ((await readMacieSession(clients)) === undefined) return [];
    const destination = await readClassificationExport(clients);
    if (destination === undefined) return [];
    return [
        {
            service: "macie",
            resource: { type: "classification export", name: region },
            region,
            detectorId: undefined,
            bucketArn: `arn:${partition}:s3:::${destination.bucketName ?? ""}`,
            prefix: destination.keyPrefix,
            keyArn: destination.kmsKeyArn,
            status: undefined,
        },
    ];
}
