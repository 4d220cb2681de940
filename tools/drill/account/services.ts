import { GetDetectorCommand } from "@aws-sdk/client-guardduty";
import { BatchGetAccountStatusCommand } from "@aws-sdk/client-inspector2";
import { GetMacieSessionCommand } from "@aws-sdk/client-macie2";
import type { Service } from "../../../findings/services";
import type { RunningService } from "../../simulation/model/stack-model";
import type { Clients } from "../../aws/clients";
import { permitted } from "../../aws/permission";

/** Which service to look at, and where. */
export interface ServicePlace {
    readonly account: string;
    readonly detectorId: string;
}

const readers: Readonly<Record<Service, (clients: Clients, place: ServicePlace) => Promise<RunningService>>> = {
    async guardDuty({ guardDuty, region }, { detectorId }) {
        const { Status } = await permitted("guardduty:GetDetector", () =>
            guardDuty.send(new GetDetectorCommand({ DetectorId: detectorId })),
        );
        const off = Status === "ENABLED" ? undefined : "suspended";
        return {
            service: "guardDuty",
            resource: { type: "GuardDuty detector", name: detectorId },
            region,
            id: detectorId,
            off,
        };
    },

    async macie({ macie, region }, { account }) {
        const session = {
            service: "macie",
            resource: { type: "Macie session", name: account },
            region,
            id: account,
        } as const;
        try {
            const { status } = await macie.send(new GetMacieSessionCommand({}));
            return { ...session, off: status === "ENABLED" ? undefined : "paused" };
        } catch (error) {
            // Macie refuses to speak at all where it is off, in the words of a missing permission.
            if (/not enabled/i.test((error as Error).message)) return { ...session, off: "not enabled" };
            return permitted("macie2:GetMacieSession", () => Promise.reject(error as Error));
        }
    },

    async inspector({ inspector, region }, { account }) {
        const { accounts = [] } = await permitted("inspector2:BatchGetAccountStatus", () =>
            inspector.send(new BatchGetAccountStatusCommand({ accountIds: [account] })),
        );
        const status = accounts[0]?.state?.status;
        const off = status === "ENABLED" ? undefined : `in the state ${status ?? "unknown"}`;
        return { service: "inspector", resource: { type: "Inspector", name: account }, region, id: account, off };
    },
};

/** Whether the services are on in a Region. */
export function readServices(
    clients: Clients,
    services: readonly Service[],
    place: ServicePlace,
): Promise<RunningService>[] {
    return services.map((service) => readers[service](clients, place));
}
