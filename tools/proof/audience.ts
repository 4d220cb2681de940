import type { CoverageService } from "../../findings/coverage";
import { serviceKeys, type Service } from "../../findings/services";
import { severitiesFrom, type Severity } from "../../findings/severity";
import { matchesType } from "../../findings/type-pattern";
import { isJsonObject, type JsonObject, type JsonValue } from "../evaluators/json";
import type { Case } from "./case";
import type { Expectations } from "./expectations";
import type { Report } from "./report";

/** The route of `vigil:alerts.emails`, and whoever gets alerts as they are, with its thresholds; no route can be called so. */
export const [defaultRoute, machines] = ["default", "https endpoints"];

/** Who gets events as services send them; no route can have this name. */
export const rawEvents = "raw events";

/** Everybody who is told, for the report; undefined where that is the default route alone. */
export function audiencesOf({ minimumSeverity, routes, events }: Expectations): Report["audiences"] {
    if (routes.length === 0 && events === undefined) return undefined;
    const others = [...routes, ...(events === undefined ? [] : [{ ...events, name: rawEvents }])];
    return [
        { name: defaultRoute, minimumSeverity },
        ...others.map((one) => ({ name: one.name, minimumSeverity: one.minimumSeverity })),
    ];
}

/** The bands of a service that anybody wants to be told of. */
export function wantedBands(service: Service, { minimumSeverity, routes }: Expectations): readonly Severity[] {
    const thresholds = [minimumSeverity, ...routes.map((route) => route.minimumSeverity)];
    return [...new Set(thresholds.flatMap((one) => severitiesFrom(service, one[service])))];
}

/**
 * Who must be told of an event, and nobody else: the names of routes, by the settings alone. The notifier decides the same
 * with code of its own, which is what is judged.
 */
export function audienceOf(sent: Pick<Case, "kind" | "source" | "severity" | "region" | "event">, asked: Expectations) {
    const { kind, source, severity, region, event } = sent;
    const service = serviceKeys.find((key) => key === source);
    if (service === undefined || kind === "inactive" || kind === "coverageRestored") return [];
    const detail = isJsonObject(event.detail) ? event.detail : {};
    const type = textOf(detail.type);
    const isFinding = severity !== undefined;
    const isBand = (minimum: Expectations["minimumSeverity"]) =>
        isFinding && severitiesFrom(service, minimum[service]).includes(severity);
    const isLost = kind === "coverageLost" && asked.coverage.includes(service as CoverageService);
    const isDefault = isLost || isBand(asked.minimumSeverity);
    if (isFinding && asked.mute.some((pattern) => matchesType(pattern, type)))
        return isDefault && asked.endpoints ? [machines] : [];
    const others = asked.routes.filter(({ regions, accounts, types, minimumSeverity }) => {
        const isHere = regions.length === 0 || regions.includes(region);
        const isTheirs = accounts.length === 0 || accounts.includes(accountOf(detail, event));
        const isKind = types.length === 0 || (isFinding && types.some((pattern) => matchesType(pattern, type)));
        const isWanted = isBand(minimumSeverity) || (isLost && minimumSeverity[service] !== "OFF");
        return isHere && isTheirs && isKind && isWanted;
    });
    return [...(isDefault ? [defaultRoute] : []), ...others.map(({ name }) => name)];
}

/** Whose finding it is, as far as the service says it. */
function accountOf(detail: JsonObject, { account }: JsonObject): string {
    return textOf(detail.accountId ?? detail.awsAccountId ?? detail.resourceAccountId ?? account);
}

function textOf(value: JsonValue | undefined): string {
    return typeof value === "string" ? value : "";
}
