import assert from "node:assert/strict";
import { parseSettings, settingPaths, type Settings } from "../../settings";
import { defaultRegions } from "../../settings/regions";
import { readStackConfig } from "../../tools/recording/stack-config";
import { fixtures } from "../support/stacks";
import { delivered, least, yaml } from "./configs";

/** The settings of a fixture, which must not even be worth a warning. */
function stack(name: string): Settings {
    const warnings: string[] = [];
    const { config, secretKeys } = readStackConfig(fixtures, name);
    const settings = parseSettings(config, secretKeys, (text) => warnings.push(text));
    assert.deepEqual(warnings, []);
    return settings;
}

/** A region's settings, in short: which plans and agents are on. */
const short = ({ guardDuty, ...rest }: Settings["regions"][number]) => ({
    ...rest,
    publishEvery: guardDuty.publishEvery,
    plans: guardDuty.plans.filter(({ enabled }) => enabled).map(({ name }) => name),
    agents: guardDuty.plans.flatMap(({ agents }) => agents.filter(({ enabled }) => enabled).map(({ name }) => name)),
});

describe("settings: a whole stack file", () => {
    it("dev watches two regions lightly, and leaves nothing behind", () => {
        const { regions, ...rest } = stack("dev");
        assert.deepEqual(
            regions.map(short),
            ["eu-west-1", "us-east-1"].map((region) => ({
                region,
                optIn: false,
                macie: { status: "ENABLED", publishEvery: "FIFTEEN_MINUTES" },
                inspector: { scan: ["EC2", "ECR", "LAMBDA"], registryScanning: undefined },
                publishEvery: "FIFTEEN_MINUTES",
                plans: ["S3_DATA_EVENTS", "RUNTIME_MONITORING"],
                agents: ["EC2_AGENT_MANAGEMENT"],
            })),
        );
        assert.deepEqual(rest, {
            home: "eu-west-1",
            alerts: {
                minimumSeverity: { guardDuty: "HIGH", macie: "HIGH", inspector: "CRITICAL" },
                emails: ["security@example.com"],
                https: [],
            },
            archive: { retentionDays: 365, transitionDays: 90, nonCurrentDays: 30, keyDeletionDays: 30, retain: false },
            replayDays: 30,
            scanTargets: false,
        });
    });

    it("prod watches all default regions thoroughly, and keeps its archive", () => {
        const { regions, ...rest } = stack("prod");
        assert.deepEqual(
            regions.map(short),
            defaultRegions.map((region) => ({
                region,
                optIn: false,
                macie: { status: "ENABLED", publishEvery: "FIFTEEN_MINUTES" },
                inspector: { scan: ["EC2", "ECR", "LAMBDA"], registryScanning: "CONTINUOUS_SCAN" },
                publishEvery: "FIFTEEN_MINUTES",
                plans: [
                    ...["S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", "RDS_LOGIN_EVENTS"],
                    ...["LAMBDA_NETWORK_LOGS", "RUNTIME_MONITORING"],
                ],
                agents: ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"],
            })),
        );
        assert.deepEqual(rest, {
            home: "eu-west-1",
            alerts: {
                minimumSeverity: { guardDuty: "HIGH", macie: "HIGH", inspector: "CRITICAL" },
                emails: ["security@example.com"],
                https: [],
            },
            archive: { retentionDays: 2555, transitionDays: 90, nonCurrentDays: 90, keyDeletionDays: 30, retain: true },
            replayDays: 90,
            scanTargets: false,
        });
    });
});

describe("settings: Pulumi.yaml", () => {
    const project = yaml("Pulumi.yaml");
    const declared = project.config as Record<string, { type: string; default: unknown; description: string }>;
    const paths = settingPaths();

    it("declares every setting of one type that is not required", () => {
        const keys = new Set(
            paths.map(({ path }) => /^vigil:(\w+)/.exec(path)?.[1]).filter((key) => key !== undefined),
        );
        const undeclared = [...keys].filter((key) => !(key in declared));
        assert.deepEqual(undeclared, ["regions", "macie", "inspector", "alerts"]);
        assert.deepEqual(
            Object.keys(declared).filter((key) => !keys.has(key)),
            [],
        );
    });

    it("gives each declared setting a default, which is the schema's", () => {
        const defaults = Object.entries(declared).map(([key, { default: value }]) => [`vigil:${key}`, value] as const);
        assert.ok(defaults.every(([, value]) => value !== undefined && value !== null));
        assert.deepEqual(parseSettings({ ...least, ...delivered(Object.fromEntries(defaults)) }), parseSettings(least));
        // Filled in where they stand, not by the schema's defaults behind them.
        for (const { path, default: standard } of paths.filter(({ path }) =>
            /^vigil:(archive|guardDuty\.publish)/.test(path),
        )) {
            const [key, field] = path.slice("vigil:".length).split(".");
            assert.equal(String((declared[key!]!.default as Record<string, unknown>)[field!]), standard);
        }
    });

    it("describes the plain settings in the schema's words", () => {
        for (const { path, meaning } of paths.filter(({ path }) => path.slice("vigil:".length) in declared))
            assert.equal(declared[path.slice("vigil:".length)]!.description, meaning);
    });

    it("asks on `pulumi new` what the program accepts", () => {
        const asked = project.template!.config as Record<string, { default: string }>;
        const answers = Object.entries(asked).map(([key, { default: answer }]) => [key, answer]);
        assert.equal(parseSettings(Object.fromEntries(answers) as Record<string, string>).regions.length, 17);
    });
});

describe("settings: the reference", () => {
    it("lists every setting once, with its meaning, its allowed values and its default", () => {
        const paths = settingPaths();
        assert.equal(new Set(paths.map(({ path }) => path)).size, 34);
        assert.ok(
            paths.every(
                ({ meaning, allowed, default: standard }) => meaning.endsWith(".") && allowed !== "" && standard !== "",
            ),
        );
        const standards = Object.fromEntries(paths.map(({ path, default: standard }) => [path, standard]));
        assert.deepEqual(
            ["aws:region", "vigil:inspector.scan", "vigil:alerts.emails", "vigil:archive.retain"].map(
                (path) => standards[path],
            ),
            ["required", "[EC2, ECR, LAMBDA]", "[]", "true"],
        );
    });
});
