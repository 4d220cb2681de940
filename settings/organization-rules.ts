import type { z } from "zod";
import { inspectorWords, isOn, macieWord, type Role } from "./organization-settings";
import { remove, set } from "./pulumi-commands";
import type { Configured } from "./schema";
import { conflict } from "./value-types";

type Context = z.core.$RefinementCtx<Configured>;
type Key = Exclude<keyof Configured["organization"], "role">;

const rolePath = ["organization", "role"];
const at = (...path: string[]) => ["organization", ...path];

/** Which role each of the other settings is for. */
const roleOf = {
    administrator: "management",
    watchManagementAccount: "management",
    autoEnable: "administrator",
    members: "administrator",
} as const satisfies Record<Key, Role>;

/** What another role's stack would never read must not look as if it did something. */
export function settingsFitTheRole({ organization }: Configured, context: Context) {
    for (const [key, role] of Object.entries(roleOf)) {
        if (organization[key as Key] === undefined || organization.role === role) continue;
        conflict(context, {
            message: `it is for the stack of the ${role} account, and vigil:organization.role is ${organization.role}`,
            path: at(key),
            given: [rolePath],
            allowed: `with the role ${role} only`,
            fix: remove(at(key)),
        });
    }
    if (organization.role === "management" && organization.administrator === undefined) {
        conflict(context, {
            message: "not set: the management account names the administrator of the three services",
            path: at("administrator"),
            given: [rolePath],
            fix: set(at("administrator"), "123456789012"),
        });
    }
}

/** AWS switches Macie and Inspector on by itself in new accounts only; the others have to be named. */
export function allHasMembers(configured: Configured, context: Context) {
    const { role, autoEnable, members = {} } = configured.organization;
    if (role !== "administrator" || autoEnable === undefined || Object.keys(members).length > 0) return;
    const scans = inspectorWords(configured) ?? {};
    const asked = [
        ["macie", autoEnable.macie !== undefined && macieWord(configured) === "ALL"],
        ["inspector", autoEnable.inspector !== undefined && Object.values(scans).includes("ALL")],
    ] as const;
    for (const [service] of asked.filter(([, isAll]) => isAll)) {
        conflict(context, {
            message:
                "ALL means the accounts of vigil:organization.members, and there are none: AWS itself covers new accounts only",
            path: at("autoEnable", service),
            given: [rolePath, [service]],
            givenAllOf: [at("members")],
            allowed: "NEW, NONE, or ALL with vigil:organization.members",
            fix: set(at("members"), { "123456789012": "account@example.com" }),
        });
    }
}

/** What the administrator does not have on, it cannot switch on for others. */
export function theAdministratorGoesFirst({ organization, macie, inspector }: Configured, context: Context) {
    const off = [
        ["macie", macie === false],
        ["inspector", inspector === false],
    ] as const;
    for (const [service] of off.filter(([, isOff]) => isOff)) {
        const asked = organization.autoEnable?.[service];
        if (asked === undefined || asked === "NONE") continue;
        conflict(context, {
            message: `the administrator itself has it off: vigil:${service} is false`,
            path: at("autoEnable", service),
            given: [[service]],
            allowed: `NONE, or any with vigil:${service} on`,
            fix: remove(at("autoEnable", service)),
        });
    }
}

/** AWS refuses both, as for the account's own plans and scan types. */
export function memberPlansFit({ organization }: Configured, context: Context) {
    const { plans, inspector } = organization.autoEnable ?? {};
    if (isOn(plans?.RUNTIME_MONITORING) && isOn(plans?.EKS_RUNTIME_MONITORING)) {
        conflict(context, {
            message: "AWS refuses it together with RUNTIME_MONITORING, which covers EKS",
            path: at("autoEnable", "plans", "EKS_RUNTIME_MONITORING"),
            given: [at("autoEnable", "plans", "RUNTIME_MONITORING")],
            fix: remove(at("autoEnable", "plans", "EKS_RUNTIME_MONITORING")),
        });
    }
    const { LAMBDA, LAMBDA_CODE } = typeof inspector === "object" ? inspector : {};
    if (isOn(LAMBDA_CODE) && LAMBDA !== LAMBDA_CODE && LAMBDA !== "ALL") {
        conflict(context, {
            message: "LAMBDA_CODE needs LAMBDA beside it, in the same accounts",
            path: at("autoEnable", "inspector", "LAMBDA_CODE"),
            given: [at("autoEnable", "inspector", "LAMBDA")],
            fix: set(at("autoEnable", "inspector", "LAMBDA"), LAMBDA_CODE),
        });
    }
}

/**
 * An administrator with members can neither suspend nor disable the services (GuardDuty user guide,
 * guardduty_suspend-disable), and for a member only its administrator can.
 */
export function suspendedIsStandalone({ organization: { role }, suspended }: Configured, context: Context) {
    if (!suspended || role === "standalone") return;
    const message = {
        management: "only the organization's administrator can suspend the services in the management account",
        administrator: "AWS lets no administrator suspend the services while it has members",
        member: "only the organization's administrator can suspend the services in a member",
    }[role];
    conflict(context, {
        message,
        path: ["suspended"],
        given: [rolePath],
        allowed: "false, or true with the role standalone",
        fix: set(["suspended"], "false"),
    });
}
