/** The engine's events that matter here, one a line of `--json`. */
interface EngineEvent {
    readonly resOutputsEvent?: { readonly metadata: { readonly op: string; readonly urn: string } };
    readonly diagnosticEvent?: { readonly severity: string; readonly message: string };
    readonly summaryEvent?: { readonly resourceChanges: Readonly<Record<string, number>> };
}

/** A replacement is told of as a whole, and in its two steps. */
const uncounted = ["same", "create-replacement", "delete-replaced"];

/** What one run of the CLI did, or would do: `operation type name` of every resource that is not as it was, sorted. */
export function changesOf(output: string): string[] {
    const events = eventsOf(output);
    // A component is told of twice, when it is registered and when its outputs are; and a destroy tells of its preview.
    const changes = new Set(
        events
            .flatMap(({ resOutputsEvent }) => resOutputsEvent ?? [])
            .filter(({ metadata }) => !uncounted.includes(metadata.op))
            .map(({ metadata }) => `${metadata.op} ${typeAndName(metadata.urn)}`),
    );
    const summaries = events.map(({ summaryEvent }) => summaryEvent).filter((summary) => summary !== undefined);
    const counts = summaries.at(-1)?.resourceChanges;
    if (counts === undefined) throw new Error(`The Pulumi CLI came to no end:\n${output}`);
    const total = Object.entries(counts).reduce((sum, [op, count]) => (op === "same" ? sum : sum + count), 0);
    if (total !== changes.size)
        throw new Error(`The Pulumi CLI counts ${JSON.stringify(counts)}, but tells of:\n${[...changes].join("\n")}`);
    return [...changes].sort();
}

/** What a person would have read: everything but the debug messages. */
export function messagesOf(output: string): string {
    const said = eventsOf(output)
        .flatMap(({ diagnosticEvent }) => diagnosticEvent ?? [])
        .filter(({ severity }) => severity !== "debug")
        .map(({ severity, message }) => `${severity}: ${message.trim()}`);
    return [...said, ...output.split("\n").filter((line) => !isEvent(line))].join("\n");
}

function eventsOf(output: string): EngineEvent[] {
    return output
        .split("\n")
        .filter(isEvent)
        .map((line) => JSON.parse(line) as EngineEvent);
}

/** Before there are events, the CLI complains in plain text. */
function isEvent(line: string): boolean {
    return line.startsWith("{");
}

/** `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`. */
function typeAndName(urn: string): string {
    const [, , types = "", name = ""] = urn.split("::");
    return `${types.split("$").at(-1) ?? ""} ${name}`;
}
