import { serviceFacts } from "../../findings/services";
import { UserError } from "../cli/user-error";
import { audiencesOf } from "../proof/audience";
import { drill } from "../proof/prove";
import { type Expectations, expectationsOf, standardExpectations, withRunning } from "../proof/expectations";
import { inventedAccount } from "../recording/answers";
import { isStandIn } from "../recording/encrypted-values";
import { alertingSettings, deployedSettingsOf, exportOf, recordStack } from "../recording/stack";
import { emptySecret, isPulumiSecret, replaceSecrets } from "../recording/secrets";
import { readStackConfig, stacksOf } from "../recording/stack-config";
import type { Report } from "../proof/report";
import { modelOf } from "../simulation/model/read-model";
import { readStackExport, type StackExport } from "../recording/stack-export";
import type { StackModel } from "../simulation/model/stack-model";
import { guardrailWarnings } from "../simulation/path/chat";
import { notifierOf } from "../simulation/path/notifier";
import { simulationOf } from "../simulation/simulation";

export interface Rehearsed {
    readonly report: Report;
    /** What the rehearsal went over. */
    readonly resources: StackExport;
}

/**
 * Runs the Pulumi program of a folder for a stack, in this process, and rehearses over what it would send to AWS.
 *
 * @throws UserError when a file is missing, the settings have problems, or a policy is not valid JSON
 */
export async function rehearseProgram(place: { directory: string; stack: string }): Promise<Rehearsed> {
    const { directory, stack } = place;
    const { config, settings, recording } = await recordStack(directory, stack);
    const unforeseen = recording.unforeseenCalls.map(
        (token) => `The program called ${token}, for which the rehearsal has no answer.`,
    );
    const warnings = [...config.unread, ...recording.warnings, ...unforeseen];
    const resources = exportOf(recording);
    const report = await rehearse(resources, {
        stack,
        expectations: expectationsOf(alertingSettings(settings)),
        warnings,
    });
    return { report, resources };
}

export interface StateRehearsal {
    /** The output of `pulumi stack export`. */
    readonly state: string;
    /** Where the stack's settings are, if they are at hand. */
    readonly directory: string;
    /** @default - the stack that the state is of */
    readonly stack?: string | undefined;
}

/**
 * Rehearses over the state of a deployed stack. What should arrive is read from the stack's settings: a state must not
 * be its own judge.
 *
 * @throws UserError when the state or the settings cannot be read
 */
export async function rehearseState({ state, directory, stack }: StateRehearsal): Promise<Rehearsed> {
    const exported = readStackExport(state);
    const name = stack ?? stackOf(exported);
    const isAtHand = stack !== undefined || stacksOf(directory).includes(name);
    const config = isAtHand ? readStackConfig(directory, name) : undefined;
    const expectations = config && expectationsOf(deployedSettingsOf(config));
    const warnings = config?.unread ?? [withoutSettings(name, directory)];
    const report = await rehearse(exported, { stack: name, expectations, warnings });
    // An export with --show-secrets has them in plain text, and what is written from it must not.
    return { report, resources: replaceSecrets(exported, isPulumiSecret, () => emptySecret) as StackExport };
}

function withoutSettings(stack: string, directory: string): string {
    return (
        `There is no Pulumi.${stack}.yaml in ${directory}, so the settings of this stack are unknown: the default ` +
        "thresholds are expected, in the Regions where services are on."
    );
}

export interface RehearsalOrder {
    readonly stack: string;
    /** `undefined`: the default thresholds. */
    readonly expectations: Expectations | undefined;
    readonly warnings: readonly string[];
}

/** Rehearses over exported resources. */
export async function rehearse(exported: StackExport, order: RehearsalOrder): Promise<Report> {
    const { stack, warnings } = order;
    const read = modelOf(exported);
    const model = order.expectations?.isMember ? withServices(read, order.expectations) : read;
    if (order.expectations === undefined && model.buses.length + model.topics.length === 0)
        throw new UserError(noAlerts);
    const senders = model.schedules.filter(({ source }) => source !== "").map(({ region }) => region);
    const asked = order.expectations ?? standardExpectations(homeOf(model), notifierOf(model) !== undefined, senders);
    const expectations = withRunning(
        { ...asked, stream: order.expectations !== undefined || model.streams.length > 0 },
        model.services
            .filter(({ off }) => off === undefined)
            .map(({ region, service }) => ({ region, services: [service] })),
    );
    const audiences = audiencesOf(expectations);
    return {
        stack,
        cloud: "rehearsal",
        account: model.account,
        ...(model.account === inventedAccount && { accountInvented: true as const }),
        home: expectations.home,
        regions: expectations.regions.map(({ region }) => region),
        results: await drill(expectations, simulationOf(model, expectations)),
        ...(audiences && { audiences }),
        notRehearsed: model.unknown,
        warnings: [
            ...warnings,
            ...unboundedMailboxes(model),
            ...guardrailWarnings(model),
            ...expectations.emails.filter(isPlaceholder).map(placeholderWarning),
        ],
    };
}

const noAlerts =
    "The state has no way of alerts, and its settings are unknown: it is of a management account, or of a member that " +
    "tells nobody. Choose the administrator's stack.";

/** What the administrator has switched on in a member, which the member's stack only looks up. */
function withServices(model: StackModel, { regions }: Expectations): StackModel {
    const services = regions.flatMap(({ region, services: on }) =>
        on.map((service) => ({
            resource: { type: "service of the administrator's", name: `${serviceFacts[service].name} in ${region}` },
            ...{ service, region, off: undefined },
            id: model.exports.find((one) => one.service === service && one.region === region)?.detectorId ?? "",
        })),
    );
    return { ...model, services };
}

/** Mailboxes that get alerts as fast as they are made. AWS: SNS developer guide, "Email notifications". */
function unboundedMailboxes({ rules, topics }: StackModel): string[] {
    const targets = rules.flatMap((rule) => rule.targets.map(({ arn }) => arn));
    const mailboxes = topics
        .filter(({ arn }) => targets.includes(arn))
        .flatMap(({ subscriptions }) => subscriptions.filter(({ protocol }) => protocol.startsWith("email")));
    if (mailboxes.length === 0) return [];
    const names = mailboxes.map(({ endpoint }) => endpoint).join(", ");
    return [`A burst of more than 10 alerts a second suspends a mailbox on the alert topic itself: ${names}.`];
}

/** An address in a domain that RFC 2606 keeps for examples; what stands for a secret address is told of already. */
function isPlaceholder(address: string): boolean {
    return /[@.](?:example\.(?:com|net|org)|example|invalid|test)$/i.test(address) && !isStandIn(address);
}

function placeholderWarning(address: string): string {
    return `${address} is a placeholder: its domain is for examples only, and mail to it reaches nobody.`;
}

/** The Region that alerts leave from. */
function homeOf({ topics, buses }: StackModel): string {
    return (topics[0] ?? buses[0])?.region ?? "us-east-1";
}

/** Every URN names the stack: `urn:pulumi:STACK::PROJECT::TYPE::NAME`. */
function stackOf({ deployment }: StackExport): string {
    return deployment.resources[0]?.urn.split("::")[0]?.replace("urn:pulumi:", "") ?? "";
}
