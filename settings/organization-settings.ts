import type { AutoEnable, MemberPlan } from "./organization-schema";
import { memberPlans } from "./organization-schema";
import { offers, planFacts } from "./regions";
import type { Configured } from "./schema";
import { agents, agentWordsOf, planNames, scanTypes, type AgentWord, type PlanName, type ScanType } from "./vocabulary";

export type Role = Configured["organization"]["role"];

/** Whether the account decides about its own plans and frequencies; in other roles the administrator does. */
export function decidesForItself({ organization: { role } }: Configured): boolean {
    return role === "standalone" || role === "administrator";
}

/**
 * The plans that the stack writes down for its own account. The detector of a watched management account would start with
 * paid plans on: they are off until the administrator decides.
 */
export function ownPlans(configured: Configured): Partial<Configured["guardDuty"]["plans"]> {
    if (decidesForItself(configured)) return configured.guardDuty.plans;
    const written = configured.organization.watchManagementAccount ? planNames.filter(isWritten) : [];
    return Object.fromEntries(written.map((name) => [name, false]));
}

/** What the account is to its organization, and what follows for the whole stack. */
export type OrganizationSettings =
    | { readonly role: "standalone" | "member" }
    | {
          readonly role: "management";
          /** Twelve digits: the account that administers the three services. */
          readonly administrator: string;
          /** Whether this stack switches the services on in the management account itself. */
          readonly watched: boolean;
      }
    | { readonly role: "administrator"; readonly members: readonly Member[] };

/** An account that Macie and Inspector cover because it is named. */
interface Member {
    /** Twelve digits. */
    readonly id: string;
    readonly email: string;
}

export function organizationSettings({ organization }: Pick<Configured, "organization">): OrganizationSettings {
    const { role, administrator = "", watchManagementAccount = false } = organization;
    if (role === "management") return { role, administrator, watched: watchManagementAccount };
    return role === "administrator" ? { role, members: membersOf(organization) } : { role };
}

function membersOf({ members = {} }: Configured["organization"]): Member[] {
    return Object.entries(members).map(([id, email]) => ({ id, email }));
}

/** What the administrator switches on in other accounts, in one Region; words left out follow from what is there. */
export function memberSettings(region: string, configured: Configured) {
    const { guardDuty = "ALL", plans = {} } = configured.organization.autoEnable ?? {};
    const macie = macieWord(configured);
    const scan = offers(region, "Inspector") ? inspectorWords(configured) : undefined;
    const offered = (type: ScanType) => offers(region, type);
    return {
        guardDuty,
        /** Every plan that is written down and that the Region has, in the order of `planNames`. */
        plans: memberPlans
            .filter((name) => offers(region, name))
            .flatMap((name) => planSettings(name, plans[name] ?? (isWritten(name) ? "NONE" : undefined))),
        /** `undefined`: Macie is off here. */
        macie:
            macie && offers(region, "Macie") ? { newAccounts: macie !== "NONE", members: macie === "ALL" } : undefined,
        /** `undefined`: Inspector is off here. */
        inspector: scan && {
            newAccounts: scanTypes.filter((type) => offered(type) && isOn(scan[type])),
            members: scanTypes.filter((type) => offered(type) && scan[type] === "ALL"),
        },
    };
}

/** For whom Macie is switched on; `undefined` where it is off. */
export function macieWord({ macie, organization }: Configured): AutoEnable | undefined {
    return macie === false ? undefined : (organization.autoEnable?.macie ?? standardWord(organization));
}

/** For whom Inspector scans what; `undefined` where it is off. */
export function inspectorWords({ inspector, organization }: Configured) {
    if (inspector === false) return undefined;
    const asked = organization.autoEnable?.inspector ?? standardWord(organization);
    if (typeof asked === "object") return asked;
    return Object.fromEntries(inspector.scan.map((type) => [type, asked])) as Partial<Record<ScanType, AutoEnable>>;
}

function standardWord(organization: Configured["organization"]): AutoEnable {
    return membersOf(organization).length > 0 ? "ALL" : "NEW";
}

function isWritten(name: PlanName): boolean {
    return planFacts[name].written === "always";
}

type Asked = AutoEnable | { readonly autoEnable: AutoEnable; readonly agents: readonly AgentWord[] };

/** Whether a plan or scan type is switched on for anybody. */
export function isOn(asked: Asked | undefined): boolean {
    return asked !== undefined && (typeof asked === "object" ? asked.autoEnable : asked) !== "NONE";
}

/** With all agents of the plan, for the same accounts as the plan or for none. */
function planSettings(name: MemberPlan, asked: Asked | undefined) {
    if (asked === undefined) return [];
    const { autoEnable, agents: installed } = typeof asked === "object" ? asked : { autoEnable: asked, agents: [] };
    const agentFor = (agent: AgentWord) => ({
        name: agents[agent],
        autoEnable: installed.includes(agent) ? autoEnable : ("NONE" as const),
    });
    return [{ name, autoEnable, agents: agentWordsOf(name).map(agentFor) }];
}
