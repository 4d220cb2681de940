import { tellsSomebody } from "./alert-settings";
import { inspectorWords, macieWord } from "./organization-settings";
import { isOptIn, watchedRegions } from "./regions";
import type { Configured } from "./schema";

/** What an account's role in its organization means, and would surprise whoever does not know it. */
export function organizationWarnings(configured: Configured): string[] {
    switch (configured.organization.role) {
        case "standalone":
            return [];
        case "management":
            return managementWarnings(configured);
        case "administrator":
            return [...existingAccounts(configured), ...closedRegions(configured)];
        case "member":
            return memberWarnings(configured);
    }
}

function managementWarnings({ alerts, guardDuty, scanTargets }: Configured): string[] {
    const unread = [
        ...(tellsSomebody({ alerts }) ? ["vigil:alerts"] : []),
        ...(Object.values(guardDuty.plans).some((asked) => asked) ? ["vigil:guardDuty.plans"] : []),
        ...(scanTargets ? ["vigil:scanTargets"] : []),
    ];
    return unread.length > 0
        ? [
              `Left out: ${unread.join(", ")}. In the management account's stack that means nothing: archive, alerts and plans ` +
                  "are the administrator's.",
          ]
        : [];
}

function existingAccounts(configured: Configured): string[] {
    const macie = macieWord(configured) === "NEW" ? ["Macie"] : [];
    const scans = Object.entries(inspectorWords(configured) ?? {}).filter(([, word]) => word === "NEW");
    const inspector = scans.length > 0 ? [`Inspector (${scans.map(([type]) => type).join(", ")})`] : [];
    const services = [...macie, ...inspector].join(" and ");
    return services !== ""
        ? [
              `${services} will cover accounts that join the organization, but none that is in it already: name those in ` +
                  "vigil:organization.members, and set ALL.",
          ]
        : [];
}

/** GuardDuty user guide, guardduty_organizations. */
function closedRegions(configured: Configured): string[] {
    const { guardDuty = "ALL" } = configured.organization.autoEnable ?? {};
    const optIn = watchedRegions(configured).filter(isOptIn);
    return guardDuty === "NEW" && optIn.length > 0
        ? [
              `vigil:organization.autoEnable.guardDuty is NEW: in ${optIn.join(", ")} that works only for accounts that enabled ` +
                  "the Region before they joined. ALL takes the others, too.",
          ]
        : [];
}

/** GuardDuty user guide, administrator_member_relationships; Macie user guide, accounts-mgmt-relationships. */
function memberWarnings(configured: Configured): string[] {
    const { alerts, archive } = configured;
    const queries = archive.queries
        ? " Nor is there anything for Athena to ask, so vigil:archive.queries makes nothing."
        : "";
    return [
        "Left out, because the organization's administrator decides it for its members: whether GuardDuty, Macie and " +
            "Inspector are on, vigil:guardDuty (plans, publishEvery), vigil:macie.publishEvery, vigil:inspector.scan, " +
            "suppression rules and lists. A GuardDuty or Inspector policy of the organization overrides even the administrator.",
        ...(tellsSomebody({ alerts })
            ? []
            : [
                  "Nobody is told of findings by this stack: its administrator's stack does that. To be told here, too, name " +
                      `somebody in vigil:alerts.emails.${queries}`,
              ]),
    ];
}
