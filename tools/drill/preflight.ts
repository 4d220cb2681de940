import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { serviceFacts, type Service } from "../../findings/services";
import { casesOf } from "../proof/cases";
import type { Expectations } from "../proof/expectations";
import { simulationOf } from "../simulation/simulation";
import { labelOf, type Step } from "../proof/report";
import { UserError } from "../cli/user-error";
import { type AccountModel, readAccount } from "./account/account-model";
import type { LiveExport } from "./account/services";
import type { ClientsIn } from "../aws/clients";
import { fixOf } from "./evidence/fixes";
import type { Outputs } from "./outputs";
import { permitted } from "../aws/permission";

export interface Preflight {
    readonly model: AccountModel;
    /** Mailboxes that have not confirmed; none unless that is allowed. */
    readonly pending: readonly string[];
}

/**
 * Looks before anything is touched.
 *
 * @throws UserError when it is the wrong account, something may not be read, or the drill could not but fail
 */
export async function preflight(
    clientsIn: ClientsIn,
    outputs: Outputs,
    expectations: Expectations,
    { allowPending }: { readonly allowPending: boolean },
): Promise<Preflight> {
    await checkAccount(clientsIn, outputs);
    checkRegions(outputs, expectations);
    const model = await readAccount(clientsIn, outputs, expectations.regions);
    const pending = model.topics.flatMap(({ subscriptions }) =>
        subscriptions.filter((one) => one.pending).map(({ protocol, endpoint }) => nameOf(protocol, endpoint)),
    );
    const problems = [
        ...model.services.flatMap(({ service, resource, region, off }) =>
            off === undefined
                ? []
                : [told("service", `${serviceName(service)} is ${off} in ${region} (${labelOf(resource)}).`)],
        ),
        ...(await exportProblems(model, expectations)),
        ...(model.topics.length === 0 ? [told("topic policy", `The topic ${outputs.alertTopicArn} is gone.`)] : []),
        ...(allowPending ? [] : pending.map(unconfirmed)),
    ];
    if (problems.length > 0)
        throw new UserError(["The drill has not begun, and nothing was touched:", ...problems].join("\n  - "));
    return { model, pending };
}

async function checkAccount(clientsIn: ClientsIn, { accountId, homeRegion }: Outputs): Promise<void> {
    const { Account, Arn } = await permitted("sts:GetCallerIdentity", () =>
        clientsIn(homeRegion).sts.send(new GetCallerIdentityCommand({})),
    );
    if (Account !== accountId)
        throw new UserError(
            `The stack is in the account ${accountId}, but the credentials are of ${Account ?? "nobody"} (${Arn ?? ""}). ` +
                "Set AWS_PROFILE to a profile of the stack's account.",
        );
}

function checkRegions({ detectorIds }: Outputs, { regions }: Expectations): void {
    const missing = regions.map(({ region }) => region).filter((region) => detectorIds[region] === undefined);
    if (missing.length > 0)
        throw new UserError(
            `The deployed stack has nothing in ${missing.join(", ")}; it is in ${Object.keys(detectorIds).join(", ")}. ` +
                "If the settings are right, run `pulumi up` first.",
        );
}

/** An export with which GuardDuty is not content, and the document that is to blame. */
async function exportProblems(model: AccountModel, expectations: Expectations): Promise<string[]> {
    const unwell = model.exports.filter(({ status }) => status !== undefined && status !== "PUBLISHING");
    if (unwell.length === 0) return [];
    const rehearsal = simulationOf(model, []);
    const exported = casesOf(expectations, rehearsal).filter(
        ({ source, destination, expected }) =>
            source === "guardDuty" && destination === "bucket" && expected === "arrives",
    );
    const traces = await rehearsal.send(exported);
    return unwell.map((one) => {
        const walked = traces[exported.findIndex(({ region }) => region === one.region)];
        return exportProblem(
            one,
            walked?.steps.find((step) => !step.passed),
        );
    });
}

function exportProblem({ region, resource, status = "" }: LiveExport, blamed: Step | undefined): string {
    const state = `GuardDuty's ${labelOf(resource)} of ${region} is ${status}.`;
    return blamed === undefined ? told("publishing destination", state) : told(blamed.hop, `${state} ${blamed.reason}`);
}

function unconfirmed(name: string): string {
    return told(
        "subscription",
        `${name} has not confirmed its subscription and gets no alert. With --allow-pending the drill shows whether the rest works.`,
    );
}

function told(hop: Step["hop"], problem: string): string {
    return `${hop}: ${problem} Fix: ${fixOf(hop)}`;
}

/** The URL of an endpoint is a secret. */
function nameOf(protocol: string, endpoint: string): string {
    return protocol.startsWith("http") ? `An ${protocol} endpoint` : endpoint;
}

function serviceName(service: Service): string {
    return serviceFacts[service].name;
}
