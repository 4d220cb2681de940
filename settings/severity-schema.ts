import { z } from "zod";
import { serviceKeys, type Service } from "../findings/services";
import { severities, severitiesOf, type Severity } from "../findings/severity";
import { notes } from "./notes";
import { decoded } from "./value-types";

const nothing = "OFF for all services: nobody would be told of anything";

const severityOf = (service: Service, example: Severity, absent?: string) =>
    z
        .enum([...severities, "OFF"])
        .refine(
            (word) => word === "OFF" || severitiesOf[service].includes(word),
            "the service never goes so high: nothing would be mailed",
        )
        .register(notes, {
            meaning: "The word for this service; OFF: nothing of it.",
            allowed: [...severitiesOf[service], "OFF"].join(", "),
            example,
            ...(absent !== undefined && { absent }),
        });

const forAll = z
    .enum([...severities, "OFF"])
    .refine((word) => word !== "OFF", nothing)
    .transform((word) => ({ guardDuty: word, macie: word, inspector: word }));

/** One word for all services, or a word for each; a service that is left out has the word given here. */
export function minimumSeverity(standard: Readonly<Record<Service, Severity>>) {
    const word = (service: Service) => severityOf(service, standard[service]).default(standard[service]);
    const map = z
        .strictObject({ guardDuty: word("guardDuty"), macie: word("macie"), inspector: word("inspector") })
        .refine((words) => serviceKeys.some((service) => words[service] !== "OFF"), nothing);
    return decoded(z.union([forAll, map])).prefault({});
}

/** The same, where a service that is left out has no word of its own. */
export function ownMinimumSeverity() {
    const word = (service: Service) => severityOf(service, "HIGH", "the default route's").optional();
    const map = z.strictObject({ guardDuty: word("guardDuty"), macie: word("macie"), inspector: word("inspector") });
    return decoded(z.union([forAll, map])).prefault({});
}

/** The allowed words, for notes. */
export const severityWords = `${severities.join(", ")}, { guardDuty: ..., macie: ..., inspector: ... }`;
