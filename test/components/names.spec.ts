import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { kindOf, type ResourceKind } from "../../tools/recording/resource-types";
import { asConfig, everyReceiver, everythingOn } from "../support/everything-on";
import type { Recorded, RecordedResource } from "../support/record";
import { fixtures, recordProgram, root } from "../support/stacks";
import { readStackConfig } from "../../tools/recording/stack-config";

/** What AWS takes for a name, as each service's API reference has it. */
const legal: Partial<Record<ResourceKind, RegExp>> = {
    alarm: /^.{1,255}$/,
    bucket: /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    bus: /^[\w./-]{1,256}$/,
    slackChannel: /^[\w-]{1,128}$/,
    teamsChannel: /^[\w-]{1,128}$/,
    notificationConfiguration: /^[\w-]{1,64}$/,
    emailContact: /^[\w.~-]{1,64}$/,
    database: /^[a-z0-9_]{1,255}$/,
    workgroup: /^[\w.-]{1,128}$/,
    dashboard: /^[\w-]{1,255}$/,
    deliveryStream: /^[\w.-]{1,64}$/,
    eventArchive: /^[\w.-]{1,48}$/,
    function: /^[\w-]{1,64}$/,
    instanceProfile: /^[\w+=,.@-]{1,128}$/,
    keyAlias: /^(?=.{1,256}$)alias\/(?!aws\/)[\w/-]+$/,
    logGroup: /^[\w./#-]{1,512}$/,
    logStream: /^[^:*]{1,512}$/,
    queue: /^[\w-]{1,80}$/,
    repository: /^(?=.{2,256}$)[a-z0-9]+(?:[._-][a-z0-9]+)*$/,
    role: /^[\w+=,.@-]{1,64}$/,
    rolePolicy: /^[\w+=,.@-]{1,128}$/,
    rule: /^[\w.-]{1,64}$/,
    schedule: /^[\w.-]{1,64}$/,
    securityGroup: /^(?!sg-)[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/,
    topic: /^[\w-]{1,256}$/,
};

/** The argument that names a resource of a type, and that Pulumi would fill; none for what AWS names by an id. */
function nameArgument({ type }: RecordedResource): string | undefined {
    // A plan's name is one of AWS's words. Tables and queries have theirs in a database and a workgroup of the stack.
    if (["detectorFeature", "table", "namedQuery"].includes(kindOf(type) ?? "")) return undefined;
    const declaration = readFileSync(join(root, "node_modules/@pulumi/aws", `${type.split(":")[1]!}.d.ts`), "utf8");
    const inArgs = declaration.slice(declaration.lastIndexOf("Args {"));
    return /^ {4}(name(?=\?)|bucket(?=\?)|dashboardName|configurationName)\??: /m.exec(inArgs)?.[1];
}

interface Named extends RecordedResource {
    readonly kind: ResourceKind;
    readonly argument: string;
}

function named({ resources }: Recorded): Named[] {
    return resources.flatMap((resource) => {
        const kind = resource.custom ? kindOf(resource.type) : undefined;
        const argument = kind === undefined ? undefined : nameArgument(resource);
        return kind === undefined || argument === undefined ? [] : [{ ...resource, kind, argument }];
    });
}

const { config: dev } = readStackConfig(fixtures, "dev");
const stackOf = (stack: string, config = {}, project?: string) =>
    recordProgram(
        stack,
        { ...dev, ...asConfig({ ...everythingOn, alerts: everyReceiver }), ...config },
        undefined,
        project,
    );

/** Every name of a stack, by type and the resource's own name. */
async function namesOf(stack: string, config = {}, project?: string): Promise<Map<string, string>> {
    const resources = named(await stackOf(stack, config, project));
    return new Map(
        resources.map(({ kind, name, inputs, argument }) => [`${kind} ${name}`, String(inputs[argument])] as const),
    );
}

const long = "a".repeat(90);
const fixedAlready = ["alarm", "keyAlias", "dashboard", "rule relay-"];

describe("what has a name", () => {
    it("is named by the program, after project and stack, and never by Pulumi", async () => {
        const names = await namesOf("dev");
        assert.deepEqual(
            [...new Set([...names.keys()].map((key) => key.split(" ", 1).join("")))].sort(),
            Object.keys(legal).sort(),
        );
        for (const [key, name] of names)
            assert.match(name, /^(alias\/|\/aws\/(lambda|kinesisfirehose)\/)?vigil[-_]dev[-_]/, key);
        assert.equal(names.get("bucket findings-archive"), "vigil-dev-findings-archive-123456789012-eu-west-1");
        assert.equal(names.get("topic alert-topic"), "vigil-dev-alert-topic");
        assert.equal(names.get("database queries"), "vigil_dev_archive");
    });

    it("keeps the name that an earlier version gave it, and is deleted before it is replaced, but for the bucket", async () => {
        for (const { kind, name, argument, ignoreChanges, deleteBeforeReplace } of named(await stackOf("dev"))) {
            const nameIsNew = !fixedAlready.some((start) => `${kind} ${name}`.startsWith(start));
            assert.deepEqual(ignoreChanges, nameIsNew ? [argument] : [], `${kind} ${name}`);
            assert.equal(deleteBeforeReplace, nameIsNew && kind !== "bucket", `${kind} ${name}`);
        }
    });

    it("has one that Pulumi's own pattern for names has no part in", async () => {
        const config = { "pulumi:autonaming": JSON.stringify({ pattern: "${stack}-${name}-${hex(4)}" }) };
        assert.deepEqual(await namesOf("dev", config), await namesOf("dev"));
    });
});

describe("a name", () => {
    for (const stack of [
        "s".repeat(61),
        "s".repeat(100),
        "prod.eu",
        "Prod",
        "_a--b_",
        "prod-",
        `${"x".repeat(17)}-y`,
    ]) {
        it(`is legal for its type in a stack ${stack}`, async () => {
            for (const [key, name] of await namesOf(stack))
                assert.match(name, legal[key.split(" ", 1).join("") as ResourceKind]!, key);
        });
    }

    it("is legal with a project of 93 characters too, and the topic knows all alarms of the stack", async () => {
        const names = await namesOf("s".repeat(100), {}, "p".repeat(93));
        for (const [key, name] of names) {
            assert.match(name, legal[key.split(" ", 1).join("") as ResourceKind]!, key);
            if (key.startsWith("alarm ")) assert.ok(name.startsWith(`${"p".repeat(93)}-${"s".repeat(100)}-`), key);
        }
    });

    it("stays whole where it is legal, type by type", async () => {
        const names = await namesOf("prod.eu");
        assert.equal(names.get("rule relay-eu-west-1"), "vigil-prod.eu-relay");
        assert.equal(names.get("alarm relay-eu-west-1-dead-letters"), "vigil-prod.eu-relay-eu-west-1-dead-letters");
        assert.equal(names.get("keyAlias alert-topic"), "alias/vigil-prod-eu-3374be5f-alerts");
        assert.equal(names.get("topic alert-topic"), "vigil-prod-eu-3374be5f-alert-topic");
    });

    it("is another in a stack that differs only in what was cut or replaced", async () => {
        const pairs = [
            [`${long}-one`, `${long}-two`],
            ["prod.eu", "prod-eu"],
            ["Prod", "prod"],
        ] as const;
        for (const [one, other] of pairs) {
            const taken = new Set((await namesOf(other)).values());
            for (const [key, name] of await namesOf(one)) assert.ok(!taken.has(name), `${key} ${name}`);
        }
    });
});
