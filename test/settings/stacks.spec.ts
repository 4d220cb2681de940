import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSettings, type Settings } from "../../settings";
import { settingPaths } from "../support/setting-paths";
import { defaultRegions } from "../../settings/regions";
import { readStackConfig } from "../../tools/recording/stack-config";
import { fixtures, root } from "../support/stacks";
import { yaml } from "./configs";

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
                members: undefined,
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
                coverage: ["guardDuty", "inspector"],
                emails: ["security@example.com"],
                https: [],
                mute: [],
                routes: [],
                events: undefined,
                userNotifications: false,
                weeklyMail: { day: "MON", hour: 8 },
                notifier: {
                    mailsPerBatch: 5,
                    mailsPerHour: 30,
                    timeZone: "UTC",
                    accountNames: {},
                },
            },
            archive: {
                retentionDays: 365,
                transitionDays: 0,
                nonCurrentDays: 30,
                keyDeletionDays: 30,
                retain: false,
                queries: true,
                readers: [],
                replica: undefined,
                accessLogs: undefined,
            },
            organization: { role: "standalone" },
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
                members: undefined,
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
                coverage: ["guardDuty", "inspector"],
                emails: ["security@example.com"],
                https: [],
                mute: [],
                routes: [],
                events: undefined,
                userNotifications: false,
                weeklyMail: { day: "MON", hour: 8 },
                notifier: {
                    mailsPerBatch: 5,
                    mailsPerHour: 30,
                    timeZone: "UTC",
                    accountNames: {},
                },
            },
            archive: {
                retentionDays: 2555,
                transitionDays: 90,
                nonCurrentDays: 90,
                keyDeletionDays: 30,
                retain: true,
                queries: true,
                readers: [],
                replica: undefined,
                accessLogs: undefined,
            },
            organization: { role: "standalone" },
            replayDays: 90,
            scanTargets: false,
        });
    });
});

describe("settings: Pulumi.yaml", () => {
    const project = yaml("Pulumi.yaml");

    it("declares no setting: the CLI would speak of it first, and file it under the project's name", () => {
        assert.equal(project.config, undefined);
    });

    it("asks on `pulumi new` what the program accepts, in namespaces that no project's name changes", () => {
        const asked = project.template!.config as Record<string, { default: string }>;
        const answers = Object.entries(asked).map(([key, { default: answer }]) => [key, answer] as const);
        assert.deepEqual(
            answers.map(([key]) => key),
            ["aws:region", "vigil:regions", "vigil:alerts"],
        );
        assert.equal(parseSettings(Object.fromEntries(answers)).regions.length, 17);
    });
});

describe("settings: Pulumi.dev.yaml", () => {
    it("switches nothing on that is paid, and installs no agent", () => {
        const { config, secretKeys } = readStackConfig(root, "dev");
        const { regions, scanTargets } = parseSettings(config, secretKeys);
        assert.deepEqual(
            regions.flatMap(({ guardDuty }) => guardDuty.plans.filter(({ enabled }) => enabled)),
            [],
        );
        assert.equal(scanTargets, false);
    });

    it("has no comment beside what `pulumi new` asks for: it would stay beside another answer", () => {
        const lines = readFileSync(join(root, "Pulumi.dev.yaml"), "utf8").split("\n");
        const asked = Object.keys(yaml("Pulumi.yaml").template!.config as object);
        for (const key of asked) {
            const position = lines.findIndex((line) => line.includes(`  ${key}:`));
            assert.ok(position > 0 && !lines[position - 1]!.includes("#") && !lines[position]!.includes("#"), key);
        }
    });
});

describe("settings: the reference", () => {
    it("lists every setting once, with its meaning, its allowed values and its default", () => {
        const paths = settingPaths();
        assert.equal(new Set(paths.map(({ path }) => path)).size, 94);
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
