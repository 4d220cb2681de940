import { serviceKeys, type Service } from "../../findings/services";
import type { Expectations } from "../proof/expectations";
import { UserError } from "../cli/user-error";

/** Leaves of a stack's expectations what was asked for on the command line. */
export function narrowed(
    expectations: Expectations,
    regions: readonly string[] | undefined,
    services: readonly string[] | undefined,
): Expectations {
    const watched = expectations.regions.map(({ region }) => region);
    const wrongRegions = (regions ?? []).filter((region) => !watched.includes(region));
    if (wrongRegions.length > 0)
        throw new UserError(
            `--regions ${wrongRegions.join(",")}: the stack is not there. It is in ${watched.join(", ")}.`,
        );
    const wrongServices = (services ?? []).filter((service) => !isService(service));
    if (wrongServices.length > 0)
        throw new UserError(
            `--services ${wrongServices.join(",")}: there is no such service. Choose of ${serviceKeys.join(", ")}.`,
        );
    const kept = expectations.regions
        .filter(({ region }) => regions?.includes(region) ?? true)
        .map((one) => ({ ...one, services: one.services.filter((service) => services?.includes(service) ?? true) }))
        .filter((one) => one.services.length > 0);
    if (kept.length === 0)
        throw new UserError(
            "With these --regions and --services nothing is left: the stack has none of these services there.",
        );
    return { ...expectations, regions: kept };
}

function isService(word: string): word is Service {
    return (serviceKeys as readonly string[]).includes(word);
}

/** "a,b" as a list, for an option. */
export function listed(text: string): string[] {
    return text
        .split(",")
        .map((word) => word.trim())
        .filter((word) => word !== "");
}

/** A number above zero, for an option. */
export function positive(name: string): (text: string) => number {
    return (text) => {
        const number = Number(text);
        if (Number.isFinite(number) && number > 0) return number;
        throw new UserError(`${name} ${text}: that is no number above zero.`);
    };
}
