import { type Expectations, expectationsOf } from "../../../tools/proof/expectations";
import { readStackConfig } from "../../../tools/recording/stack-config";
import { exportOf } from "../../../tools/recording/stack";
import type { StackExport } from "../../../tools/recording/stack-export";
import { rehearse } from "../../../tools/rehearsal/rehearse";
import { decisiveStep, type Result, type Report } from "../../../tools/proof/report";
import { alertingSettingsOf } from "../../support/settings";
import { fixtures, recordProgram } from "../../support/stacks";
import type { Edit } from "./edits";

/** A stack as it is recorded, and what it was asked for. */
export interface Recorded {
    readonly state: StackExport;
    readonly expectations: Expectations;
}

type Config = Readonly<Record<string, string>>;

export async function recordOf(config: Config): Promise<Recorded> {
    const { resources } = await recordProgram("test", config);
    return { state: exportOf({ resources }), expectations: expectationsOf(alertingSettingsOf(config)) };
}

/** The dev stack: eu-west-1, which is home, and us-east-1; its mailbox is on the alert topic. */
export function recordDev(changes: Config = {}): Promise<Recorded> {
    const alerts = { emails: ["security@example.com"], notifier: false };
    return recordOf({
        ...readStackConfig(fixtures, "dev").config,
        "vigil:alerts": JSON.stringify(alerts),
        ...changes,
    });
}

/** The same with a notifier, and an endpoint that gets alerts as they are. */
export function recordNotifier(settings: object = {}): Promise<Recorded> {
    const alerts = { emails: ["security@example.com"], https: ["https://pager.example.com/x"] };
    return recordDev({ "vigil:alerts": JSON.stringify({ ...alerts, notifier: { ...settings } }) });
}

const guid = "01234567-89ab-4cde-8f01-23456789abcd";

/** The dev stack with all who can be told: two routes, muted types, machines, and a second way. */
export function recordRoutes(): Promise<Recorded> {
    const alerts = {
        emails: ["security@example.com"],
        https: ["https://pager.example.com/x"],
        minimumSeverity: { guardDuty: "HIGH", macie: "OFF", inspector: "CRITICAL" },
        mute: ["CryptoCurrency:EC2/*", "Recon:EC2/Portscan"],
        routes: {
            payments: {
                services: ["guardDuty", "inspector"],
                regions: ["us-east-1"],
                accounts: ["123456789012"],
                minimumSeverity: { guardDuty: "MEDIUM", inspector: "HIGH" },
                emails: ["payments@example.com", "security@example.com"],
                slack: [{ workspace: "T0123ABCD", channel: "C0123ABCD" }],
                teams: [{ tenant: guid, team: guid, channel: "19:payments@thread.tacv2" }],
            },
            data: {
                services: ["macie"],
                types: ["SensitiveData:*"],
                minimumSeverity: "LOW",
                emails: ["data@example.com"],
            },
        },
        userNotifications: true,
        events: {
            minimumSeverity: { guardDuty: "LOW", macie: "MEDIUM", inspector: "OFF" },
            https: ["https://siem.example.com/in"],
            queues: ["arn:aws:sqs:eu-west-1:123456789012:siem"],
            functions: ["arn:aws:lambda:eu-west-1:123456789012:function:siem"],
        },
    };
    return recordDev({ "vigil:alerts": JSON.stringify(alerts) });
}

/** Rehearses over a stack, or over what an edit made of it. */
export function rehearseOver({ state, expectations }: Recorded, edit: Edit = (same) => same): Promise<Report> {
    return rehearse(edit(state), { stack: "test", expectations, warnings: [] });
}

export function resultIn({ results }: Report, id: string): Result | undefined {
    return results.find((result) => result.id === id);
}

/** Which results did not end as they should, and at which hop, in the words of the report. */
export function wrongIn({ results }: Report): string[] {
    return results
        .filter(({ outcome, expected }) => outcome !== expected)
        .map((result) => `${result.id} is ${result.outcome} at the ${decisiveStep(result)?.hop ?? "start"}`);
}

/** The hops and resources to blame, each once, sorted. */
export function blamedIn({ results }: Report): string[] {
    const wrong = results.filter(({ outcome, expected }) => outcome !== expected);
    const blamed = wrong.map((result) => {
        const { hop = "start", resource: { type, name } = { type: "", name: "" } } = decisiveStep(result) ?? {};
        return `${hop}: ${type.split(":").at(-1) ?? ""} ${name}`;
    });
    return [...new Set(blamed)].sort();
}

/** The members of the administrator below; only the first has a name, and a route of its own. */
export const [shop, warehouse] = ["333333333333", "444444444444"];

/** The dev stack as an administrator with two members: people, a route by account, and machines are told. */
export function recordAdministrator(): Promise<Recorded> {
    const alerts = {
        emails: ["security@example.com"],
        minimumSeverity: { guardDuty: "HIGH", macie: "OFF", inspector: "CRITICAL" },
        routes: {
            shop: {
                accounts: [shop],
                minimumSeverity: { guardDuty: "MEDIUM", macie: "HIGH", inspector: "OFF" },
                emails: ["shop@example.com"],
            },
        },
        weeklyMail: false,
        events: { minimumSeverity: "HIGH", queues: ["arn:aws:sqs:eu-west-1:123456789012:siem"] },
    };
    const members = { [shop]: "shop@example.com", [warehouse]: "warehouse@example.com" };
    return recordDev({
        "vigil:organization": JSON.stringify({ role: "administrator", members }),
        "vigil:accountNames": JSON.stringify({ [shop]: "the shop" }),
        "vigil:alerts": JSON.stringify(alerts),
    });
}
