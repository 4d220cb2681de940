import type { Service } from "../../../findings/services";
import type { Lookup } from "./read-model";
import { regionOf, type Resource, textOf } from "./resource";
import { modelledTypes } from "./resource-types";
import type { RunningService } from "./stack-model";

export function readServices(all: Lookup): RunningService[] {
    return [
        ...all(modelledTypes.detector).map((detector) =>
            running(
                "guardDuty",
                detector,
                detector.properties.enable === false ? "suspended (enable: false)" : undefined,
            ),
        ),
        ...all(modelledTypes.macie).map((session) =>
            running("macie", session, textOf(session, "status") === "PAUSED" ? "paused (status: PAUSED)" : undefined),
        ),
        ...all(modelledTypes.inspector).map((enabler) =>
            running("inspector", enabler, scansNothing(enabler) ? "told to scan nothing" : undefined),
        ),
    ];
}

function running(service: Service, resource: Resource, off: string | undefined): RunningService {
    return { service, resource: resource.resource, region: regionOf(resource), id: resource.id, off };
}

function scansNothing({ properties: { resourceTypes } }: Resource): boolean {
    return Array.isArray(resourceTypes) && resourceTypes.length === 0;
}
