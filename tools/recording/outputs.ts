import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import { UserError } from "../cli/user-error";
import { isJsonObject, parseJson } from "../evaluators/json";

const outputsSchema = z.object({
    homeRegion: z.string(),
    /** `vigil-dev`: what physical names that must be known beforehand begin with. */
    namePrefix: z.string(),
    accountId: z.string().regex(/^\d{12}$/),
    detectorIds: z.record(z.string(), z.string()),
    findingsBucket: z.string(),
    findingsKeyArn: z.string(),
    /** Absent in a stack that is older than the stream. */
    findingsStream: z.object({ name: z.string() }).optional(),
    findingsBusArn: z.string(),
    relayRuleName: z.string(),
    alertTopicArn: z.string(),
    /** False where mailboxes are on the alert topic. */
    notifier: z.union([
        z.literal(false),
        z.object({ mailTopicArn: z.string(), functionName: z.string(), queueUrl: z.string() }),
    ]),
    /** By the names of the routes. */
    routeTopics: z.record(
        z.string(),
        z.object({ mailTopicArn: z.string().optional(), chatTopicArn: z.string().optional() }),
    ),
    /** False where no machine gets events. */
    eventsTopicArn: z.union([z.literal(false), z.string()]),
    heartbeats: z.object({ ruleName: z.string(), alarmName: z.string() }),
    deadLetterQueueUrls: z.object({
        alerts: z.string(),
        notifier: z.string().optional(),
        /** Only where there are HTTPS endpoints. */
        endpoints: z.string().optional(),
        events: z.string().optional(),
        stream: z.string().optional(),
        relays: z.record(z.string(), z.string()),
    }),
    scanTargets: z.union([z.literal(false), z.object({ instanceId: z.string(), repositoryUrl: z.string() })]),
});

/** The outputs of a deployed stack, as far as tools need them. */
export type Outputs = z.infer<typeof outputsSchema>;

/**
 * Reads the output of `pulumi stack output --json`.
 *
 * @param origin where the text is from, for the error message
 * @throws UserError when it is something else
 */
export function parseOutputs(text: string, origin: string): Outputs {
    const problem = (what: string) =>
        new UserError(
            `${origin} does not hold the outputs of a deployed Vigil stack: ${what}. Deploy it with \`pulumi up\`, then ` +
                "pass the output of `pulumi stack output --json`.",
        );
    const value = parseJson(text, (refusal) => problem(`it ${refusal}`));
    const present = isJsonObject(value) ? Object.keys(value) : [];
    if (isJsonObject(value) && present.length === 0)
        throw new UserError(`${origin} holds no outputs: the stack is not deployed. Run \`pulumi up\` first.`);
    const expected = Object.entries(outputsSchema.shape).flatMap(([key, schema]) =>
        schema.safeParse(undefined).success ? [] : [key],
    );
    const missing = expected.filter((key) => !present.includes(key));
    if (missing.length > 0 && missing.length < expected.length) {
        throw new UserError(
            `${origin} lacks ${missing.join(", ")}: the deployed program is older than these tools, or its last ` +
                "`pulumi up` did not end. Run `pulumi up`.",
        );
    }
    const { data, error } = outputsSchema.safeParse(value);
    if (data !== undefined) return data;
    throw problem(
        missing.length > 0
            ? "it has none of them"
            : error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "),
    );
}

/** @throws UserError when the Pulumi CLI is missing or does not know the stack */
export async function askPulumi(stack: string): Promise<Outputs> {
    const args = ["stack", "output", "--json", "--stack", stack, "--non-interactive"];
    try {
        const { stdout } = await promisify(execFile)("pulumi", args);
        return parseOutputs(stdout, `The output of \`pulumi ${args.slice(0, 5).join(" ")}\``);
    } catch (error) {
        if (error instanceof UserError) throw error;
        const { code, stderr = "", message } = error as NodeJS.ErrnoException & { readonly stderr?: string };
        if (code === "ENOENT") {
            throw new UserError(
                "There is no `pulumi` on the PATH. Install the Pulumi CLI, or pass the stack's outputs with --outputs FILE.",
            );
        }
        throw new UserError(`Pulumi has no outputs of the stack "${stack}": ${(stderr || message).trim()}`);
    }
}

/** The partition stands in every ARN. */
export function partitionOf({ alertTopicArn }: Pick<Outputs, "alertTopicArn">): string {
    return alertTopicArn.split(":")[1] ?? "aws";
}
