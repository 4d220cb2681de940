import type { Service } from "./services";

const home = (path: string) => `https://<region>.console.aws.amazon.com/${path}?region=<region>`;

/**
 * Where to look at a finding. The variables are `<region>` and `<findingId>`: safe characters, never absent, so a link
 * may stand in a quoted string. The hosts are those of the commercial partition.
 *
 * - GuardDuty: this very finding. Sure: it is the link that GuardDuty itself sends to Security Hub (`SourceUrl` in the
 *   GuardDuty user guide, securityhub-integration).
 * - Macie: the findings page. AWS documents no link to one finding; public code uses `#findings?itemId=ID`.
 * - Inspector: "All findings", to paste the ARN into its filter. AWS documents no link to one finding, and of this page
 *   the user guide only has the console's home; AWS workshops print the rest.
 */
export const findingLinks: Readonly<Record<Service, string>> = {
    guardDuty: `${home("guardduty/home")}#/findings?macros=current&fId=<findingId>`,
    macie: `${home("macie/home")}#findings`,
    inspector: `${home("inspector/v2/home")}#/findings/all`,
};

/** The two consoles that show coverage: their front pages, for the pages behind them are not documented. */
export const coverageLinks = {
    guardDuty: home("guardduty/home"),
    inspector: home("inspector/v2/home"),
} as const;

/** The list of alarms. A link to one would put its name, which may hold any character, into a quoted string. */
export const alarmsLink = `${home("cloudwatch/home")}#alarmsV2:`;
