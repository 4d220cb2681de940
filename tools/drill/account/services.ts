import { GetFilterCommand, paginateListFilters as paginateListGuardDutyFilters } from "@aws-sdk/client-guardduty";
import { paginateListFilters } from "@aws-sdk/client-inspector2";
import { GetFindingsFilterCommand, paginateListFindingsFilters } from "@aws-sdk/client-macie2";
import { type Service, serviceFacts } from "../../../findings/services";
import type { Clients } from "../../aws/clients";
import { itemsOf } from "../../aws/pages";
import {
    readClassificationExport,
    readDestinations,
    readDetector,
    readInspectorStatus,
    readMacieSession,
} from "../../aws/readers";
import { isJsonObject, type JsonObject } from "../../evaluators/json";
import { filters } from "../../simulation/model/read-filters";
import type { Resource } from "../../simulation/model/resource";
import { camelCased, live, textIn } from "./live";

/** Which service to look at, and where. */
export interface ServicePlace {
    readonly account: string;
    readonly detectorId: string;
}

const readers = {
    async guardDuty(clients, { detectorId }) {
        const { guardDuty: client, region } = clients;
        const detector = { DetectorId: detectorId };
        const { Status } = await readDetector(clients, detectorId);
        const names = await itemsOf(
            paginateListGuardDutyFilters({ client }, detector),
            ({ FilterNames }) => FilterNames,
        );
        const own = await Promise.all(
            names.map((FilterName) => client.send(new GetFilterCommand({ ...detector, FilterName }))),
        );
        const destinations = await readDestinations(clients, detectorId);
        return [
            live("detector", { name: detectorId, region }, { enable: Status === "ENABLED" }),
            ...own.map((one) => filterIn(clients, "guardDuty", camelCased(one))),
            ...destinations.map(({ DestinationId: name = "", DestinationProperties = {}, Status: status }) =>
                live("destination", { name, region }, { ...camelCased(DestinationProperties), detectorId, status }),
            ),
        ];
    },

    async macie(clients, { account }) {
        const { macie: client, region } = clients;
        const session = await readMacieSession(clients);
        // It answers nothing more where it is off.
        if (session === undefined) return [];
        const listed = await itemsOf(
            paginateListFindingsFilters({ client }, {}),
            (page) => page.findingsFilterListItems,
        );
        const own = await Promise.all(listed.map(({ id }) => client.send(new GetFindingsFilterCommand({ id }))));
        const s3Destination = await readClassificationExport(clients);
        return [
            live("macie", { name: account, region }, { status: session.status }),
            ...own.map((one) => filterIn(clients, "macie", camelCased(one))),
            ...(s3Destination === undefined ? [] : [live("macieExport", { name: region, region }, { s3Destination })]),
        ];
    },

    async inspector(clients, { account }) {
        const { inspector: client, region } = clients;
        const status = await readInspectorStatus(clients, account);
        if (status?.state?.status !== "ENABLED") return [];
        const own = await itemsOf(paginateListFilters({ client }, {}), (page) => page.filters);
        return [
            live("inspector", { name: account, region }, {}),
            ...own.map((one) => filterIn(clients, "inspector", camelCased({ ...one, filterCriterias: one.criteria }))),
        ];
    },
} satisfies Record<Service, (clients: Clients, place: ServicePlace) => Promise<Resource[]>>;

/** A service of a Region with its filters and its export; nothing where it is not on. */
export function readService(clients: Clients, service: Service, place: ServicePlace): Promise<Resource[]> {
    return readers[service](clients, place);
}

/** An answer has the criteria of GuardDuty and Macie by field, Pulumi's resource has them in a list. */
function filterIn({ region }: Clients, service: Service, { findingCriteria, ...filter }: JsonObject): Resource {
    const { criterion = {} } = isJsonObject(findingCriteria) ? findingCriteria : {};
    const criterions = Object.entries(criterion ?? {}).map(([field, own]) => ({ ...(own as JsonObject), field }));
    const name = textIn(filter, "name");
    return {
        type: filters[service].type,
        resource: { type: `${serviceFacts[service].name} filter`, name },
        id: name,
        properties: { ...filter, region, findingCriteria: { criterions } },
    };
}
