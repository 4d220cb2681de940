import { checkAccount } from "../aws/account-check";
import { grouped } from "../cli/lists";
import { UserError } from "../cli/user-error";
import { casesOf } from "../proof/cases";
import type { Expectations } from "../proof/expectations";
import { fixFor } from "../proof/fixes";
import { type Hop, labelOf } from "../proof/report";
import type { StackModel } from "../simulation/model/stack-model";
import { serviceStep } from "../simulation/path/service";
import { simulationOf } from "../simulation/simulation";
import { readAccount } from "./account/account-model";
import type { DrillOrder } from "./order";
import type { Outputs } from "../recording/outputs";

export interface Preflight {
    readonly model: StackModel;
    /** Subscribers that have not confirmed; none unless that is allowed. */
    readonly pending: readonly string[];
}

/**
 * Looks before anything is touched.
 *
 * @throws UserError when it is the wrong account, something may not be read, or the drill is bound to fail
 */
export async function preflight(order: DrillOrder): Promise<Preflight> {
    const { clientsIn, outputs, expectations, allowPending } = order;
    await checkAccount(order);
    checkRegions(outputs, expectations);
    checkRoutes(outputs, expectations);
    const model = await readAccount(clientsIn, outputs, expectations.regions);
    const pending = model.topics.flatMap(({ subscriptions }) =>
        subscriptions.filter((one) => one.pending).map(({ protocol, endpoint }) => nameOf(protocol, endpoint)),
    );
    const problems = [
        ...expectations.regions
            .flatMap(({ region, services }) => services.map((service) => serviceStep(model, service, region)))
            .flatMap(({ passed, hop, reason }) => (passed ? [] : [problem(hop, reason)])),
        ...(await exportProblems(model, expectations)),
        ...(model.topics.length === 0 ? [problem("topic policy", `The topic ${outputs.alertTopicArn} is gone.`)] : []),
        ...(allowPending ? [] : pending.map(unconfirmed)),
    ];
    if (problems.length > 0)
        throw new UserError(["The drill has not begun, and nothing was touched:", ...problems].join("\n  - "));
    return { model, pending };
}

function checkRegions({ detectorIds }: Outputs, { regions }: Expectations): void {
    const missing = regions.map(({ region }) => region).filter((region) => detectorIds[region] === undefined);
    if (missing.length > 0) {
        throw new UserError(
            `The deployed stack has nothing in ${missing.join(", ")}; it is in ${Object.keys(detectorIds).join(", ")}. ` +
                "If the settings are right, run `pulumi up` first.",
        );
    }
}

function checkRoutes({ routeTopics }: Outputs, { routes }: Expectations): void {
    const missing = routes.map(({ name }) => name).filter((name) => routeTopics[name] === undefined);
    if (missing.length > 0) {
        throw new UserError(
            `The deployed stack has no topics of the route ${missing.join(", ")}. If the settings are right, run \`pulumi up\` first.`,
        );
    }
}

/** The exports that GuardDuty reports as broken, each with the document that is to blame. */
async function exportProblems(model: StackModel, expectations: Expectations): Promise<string[]> {
    const broken = model.exports.filter(({ status }) => status !== undefined && status !== "PUBLISHING");
    if (broken.length === 0) return [];
    const rehearsal = simulationOf(model, { ...expectations, emails: [], notifier: undefined });
    const cases = casesOf(expectations, rehearsal).filter(
        ({ kind, source, expected }) => kind === "export" && source === "guardDuty" && expected === "arrives",
    );
    const traces = await rehearsal.send(cases);
    const states = broken.flatMap(({ region, resource, status = "" }) => {
        const trace = traces[cases.findIndex((sent) => sent.region === region)];
        const blamed = trace?.steps.find(({ passed }) => !passed);
        const state = `GuardDuty's ${labelOf(resource)} of ${region} is ${status}.`;
        // That the service is off is told already.
        return blamed?.hop === "service" ? [] : { state, hop: blamed?.hop, reason: blamed?.reason };
    });
    const byCause = grouped(states, ({ hop = "", reason = "" }) => `${hop} ${reason}`);
    return [...byCause.values()].map((same) => {
        const [{ hop = "publishing destination", reason }] = same;
        return problem(hop, [...same.map(({ state }) => state), ...(reason === undefined ? [] : [reason])].join(" "));
    });
}

function unconfirmed(name: string): string {
    return problem(
        "subscription",
        `${name} has not confirmed its subscription and gets no alert. With --allow-pending the drill shows whether the rest works.`,
    );
}

function problem(hop: Hop, text: string): string {
    return `${hop}: ${text} Fix: ${fixFor(hop, "aws")}`;
}

/** The URL of an endpoint is a secret. */
function nameOf(protocol: string, endpoint: string): string {
    return protocol.startsWith("http") ? `An ${protocol} endpoint` : endpoint;
}
