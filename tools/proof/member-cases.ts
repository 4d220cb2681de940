import type { Service } from "../../findings/services";
import { severitiesOf } from "../../findings/severity";
import { type Case, casesIn } from "./case";
import type { Origin } from "./events/event";
import type { Expectations, WatchedRegion } from "./expectations";
import { beside, findings, toldTo } from "./service-cases";

/** Any account may have members: GuardDuty and Macie also know them by invitation. */
const inventedMember = "210987654321";

type Owner = Omit<Origin, "region">;

/**
 * What the services find in other accounts, as their administrator gets it. An organization's is asked of each account that
 * it knows, in every Region: of every band that anybody is told of, and of one that is for nobody. AWS does not say whose
 * account stands in an event's envelope, so what is told comes under both. Any other stack is asked of an invented account.
 */
export function memberCases(owner: Owner, nearest: WatchedRegion | undefined, expectations: Expectations): Case[] {
    const { members, regions } = expectations;
    const told = (service: Service, member: string, region: string) =>
        bandsOf(service, member, { ...owner, region }, expectations).filter(isTold);
    if (members === undefined)
        return nearest?.services.flatMap((service) => told(service, inventedMember, nearest.region)) ?? [];
    const others = members.filter((account) => account !== owner.account);
    const known = others.length > 0 ? others : [inventedMember];
    return regions.flatMap(({ region, services }) =>
        services.flatMap((service) =>
            known.flatMap((member) => ofMember(service, member, { ...owner, region }, expectations)),
        ),
    );
}

function ofMember(service: Service, member: string, origin: Origin, expectations: Expectations): Case[] {
    const bands = bandsOf(service, member, origin, expectations);
    const told = bands.filter(isTold);
    const enveloped = told.map((one) => ({
        ...one,
        id: `${one.id}/enveloped`,
        subject: `${one.subject}, in its own envelope`,
        event: { ...one.event, account: member },
    }));
    const quiet = bands.filter((one) => !isTold(one)).slice(0, 1);
    return [...quiet, ...told, ...enveloped].flatMap((one) => [one, ...beside(service, one, expectations)]);
}

/** A finding of each band, as the bus of the administrator receives it. */
function bandsOf(service: Service, member: string, origin: Origin, expectations: Expectations): Case[] {
    const write = casesIn(origin.region, service);
    return severitiesOf[service].map((severity) => {
        const event = { ...findings[service]({ ...origin, account: member }, severity), account: origin.account };
        const [name, subject] = [`${severity}/member/${member}`, `${severity} finding of the member ${member}`];
        return toldTo(write("member", name, subject, event, { severity }), expectations);
    });
}

function isTold({ expected }: Case): boolean {
    return expected === "arrives";
}
