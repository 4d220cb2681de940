import assert from "node:assert/strict";
import { parseSettings } from "../../settings";
import { least } from "./configs";

const off = (name: string, ...agents: string[]) => ({
    name,
    enabled: false,
    agents: agents.map((agent) => ({ name: agent, enabled: false })),
});

describe("settings: defaults", () => {
    it("watches home alone, with everything on that is not billed by a plan, and mails what is severe", () => {
        assert.deepEqual(parseSettings(least), {
            home: "eu-west-1",
            regions: [
                {
                    region: "eu-west-1",
                    optIn: false,
                    guardDuty: {
                        enabled: true,
                        publishEvery: "FIFTEEN_MINUTES",
                        plans: [
                            off("S3_DATA_EVENTS"),
                            off("EKS_AUDIT_LOGS"),
                            off("EBS_MALWARE_PROTECTION"),
                            off("RDS_LOGIN_EVENTS"),
                            off("LAMBDA_NETWORK_LOGS"),
                            off(
                                "RUNTIME_MONITORING",
                                ...["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"],
                            ),
                        ],
                    },
                    macie: { status: "ENABLED", publishEvery: "FIFTEEN_MINUTES" },
                    inspector: { scan: ["EC2", "ECR", "LAMBDA"], registryScanning: undefined },
                    members: undefined,
                },
            ],
            organization: { role: "standalone" },
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
                retain: true,
                queries: true,
                readers: [],
                replica: undefined,
                accessLogs: undefined,
            },
            replayDays: 30,
            scanTargets: false,
        });
    });

    it("means the same by true, an empty map and nothing", () => {
        for (const on of ["true", "{}"]) {
            assert.deepEqual(
                parseSettings({ ...least, "vigil:macie": on, "vigil:inspector": on }),
                parseSettings(least),
            );
        }
    });

    it("takes values as texts at any depth, as the command line stores them", () => {
        const archive = { retentionDays: "400", retain: "false" };
        const config = {
            ...least,
            "vigil:archive": JSON.stringify(archive),
            "vigil:inspector": '{"scan":"[\\"EC2\\"]"}',
            "vigil:replayDays": "7",
            "vigil:scanTargets": "true",
        };
        const settings = parseSettings(config);
        assert.deepEqual([settings.archive!.retentionDays, settings.archive!.retain], [400, false]);
        assert.deepEqual(settings.regions[0]!.inspector, { scan: ["EC2"], registryScanning: undefined });
        assert.deepEqual([settings.replayDays, settings.scanTargets], [7, true]);
    });
});

describe("settings: choices", () => {
    it("suspends all three services, and forgets nothing", () => {
        const [watched] = parseSettings(least).regions;
        const warnings: string[] = [];
        const [suspended] = parseSettings({ ...least, "vigil:suspended": "true" }, [], (warning) => {
            warnings.push(warning);
        }).regions;
        assert.deepEqual(suspended, {
            ...watched,
            guardDuty: { ...watched!.guardDuty, enabled: false },
            macie: { ...watched!.macie, status: "PAUSED" },
            inspector: undefined,
        });
        assert.deepEqual(warnings, [
            "Suspended: nothing is watched. To watch again: pulumi config set vigil:suspended false, then pulumi up.",
        ]);
    });

    it("switches Macie and Inspector off", () => {
        const [region] = parseSettings({ ...least, "vigil:macie": "false", "vigil:inspector": "false" }).regions;
        assert.deepEqual([region!.macie, region!.inspector], [undefined, undefined]);
    });

    it("mails the lost coverage of both services, of none, or of those that are named", () => {
        const coverageOf = (coverage: unknown) =>
            parseSettings({ ...least, "vigil:alerts": JSON.stringify({ emails: ["a@example.com"], coverage }) }).alerts!
                .coverage;
        assert.deepEqual([true, "true", false, ["inspector"], ["inspector", "guardDuty"], []].map(coverageOf), [
            ["guardDuty", "inspector"],
            ["guardDuty", "inspector"],
            [],
            ["inspector"],
            ["guardDuty", "inspector"],
            [],
        ]);
    });

    it("fills in the services that a minimum severity leaves out", () => {
        const alerts = { emails: ["a@example.com"], minimumSeverity: { guardDuty: "LOW" } };
        assert.deepEqual(parseSettings({ ...least, "vigil:alerts": JSON.stringify(alerts) }).alerts!.minimumSeverity, {
            guardDuty: "LOW",
            macie: "HIGH",
            inspector: "CRITICAL",
        });
    });

    it("takes one word for all services, even one that Macie does not know", () => {
        const alerts = { emails: ["a@example.com"], minimumSeverity: "CRITICAL" };
        assert.deepEqual(parseSettings({ ...least, "vigil:alerts": JSON.stringify(alerts) }).alerts!.minimumSeverity, {
            guardDuty: "CRITICAL",
            macie: "CRITICAL",
            inspector: "CRITICAL",
        });
    });

    it("installs the agents asked for, and none with true", () => {
        const agents = (plan: unknown) =>
            parseSettings({
                ...least,
                "vigil:guardDuty": JSON.stringify({ plans: { RUNTIME_MONITORING: plan } }),
            }).regions[0]!.guardDuty.plans.find(({ name }) => name === "RUNTIME_MONITORING")!;
        assert.deepEqual(agents({ agents: ["EC2", "EKS"] }), {
            name: "RUNTIME_MONITORING",
            enabled: true,
            agents: [
                { name: "EKS_ADDON_MANAGEMENT", enabled: true },
                { name: "ECS_FARGATE_AGENT_MANAGEMENT", enabled: false },
                { name: "EC2_AGENT_MANAGEMENT", enabled: true },
            ],
        });
        assert.equal(agents(true).enabled, true);
        assert.ok(agents(true).agents.every(({ enabled }) => !enabled));
    });

    it("writes the plans that only some Regions have, or that AWS refuses beside others, where they are named", () => {
        const plansOf = (plans: unknown, region = "eu-west-1") =>
            parseSettings({ ...least, "aws:region": region, "vigil:guardDuty": JSON.stringify({ plans }) })
                .regions[0]!.guardDuty.plans.map(({ name, enabled }) => `${name} ${enabled}`)
                .slice(6);
        assert.deepEqual(plansOf({}), []);
        assert.deepEqual(plansOf({ AI_PROTECTION: true, EKS_RUNTIME_MONITORING: { agents: [] } }), [
            "EKS_RUNTIME_MONITORING true",
            "AI_PROTECTION true",
        ]);
        const off = { AI_PROTECTION: false, AI_ANALYST: false };
        assert.deepEqual(plansOf(off), ["AI_PROTECTION false", "AI_ANALYST false"]);
        // What a Region lacks cannot be switched off there either.
        assert.deepEqual(plansOf(off, "eu-south-1"), ["AI_PROTECTION false"]);
    });

    it("takes the older runtime monitoring as switched off beside the one that replaces it", () => {
        const plans = { RUNTIME_MONITORING: { agents: ["EKS"] }, EKS_RUNTIME_MONITORING: false };
        const [region] = parseSettings({ ...least, "vigil:guardDuty": JSON.stringify({ plans }) }).regions;
        assert.deepEqual(
            region!.guardDuty.plans.slice(5).map(({ name, enabled }) => [name, enabled]),
            [
                ["RUNTIME_MONITORING", true],
                ["EKS_RUNTIME_MONITORING", false],
            ],
        );
    });

    it("lets no default contradict the days that are written: the other days follow", () => {
        const days = (archive: unknown) => {
            const { retentionDays, transitionDays } = parseSettings({
                ...least,
                "vigil:archive": JSON.stringify(archive),
            }).archive!;
            return [retentionDays, transitionDays];
        };
        assert.deepEqual(days({ retentionDays: 30 }), [30, 0]);
        assert.deepEqual(days({ transitionDays: 364 }), [365, 364]);
        assert.deepEqual(days({ transitionDays: 365 }), [455, 365]);
        assert.deepEqual(days({ transitionDays: 36_499 }), [36_500, 36_499]);
        assert.deepEqual(days({ transitionDays: 0, retentionDays: 1 }), [1, 0]);
    });

    it("keeps a copy, locks it, and tells who reads the archive, as written", () => {
        const archiveOf = (archive: unknown) =>
            parseSettings({ ...least, "vigil:archive": JSON.stringify(archive) }).archive!;
        const days = { transitionDays: 0, nonCurrentDays: 30, keyDeletionDays: 30, retain: true };
        const role = "arn:aws:iam::210987654321:role/aws-reserved/sso.amazonaws.com/Auditors";
        assert.deepEqual(
            archiveOf({
                retentionDays: 3650,
                queries: false,
                // The command line makes a number of the first.
                readers: [123456789012, "arn:aws:iam::210987654321:root", role],
                replica: "me-south-1",
                objectLock: { days: 3650, mode: "COMPLIANCE" },
                accessLogs: "my.log-bucket",
            }),
            {
                ...days,
                retentionDays: 3650,
                queries: false,
                readers: ["123456789012", "arn:aws:iam::210987654321:root", role],
                replica: { region: "me-south-1", objectLock: { mode: "COMPLIANCE", days: 3650 } },
                accessLogs: "my.log-bucket",
            },
        );
        assert.deepEqual(archiveOf({ replica: "us-east-1" }).replica, { region: "us-east-1", objectLock: undefined });
        assert.deepEqual(archiveOf({ replica: "us-east-1", objectLock: { days: "365" } }).replica, {
            region: "us-east-1",
            objectLock: { mode: "GOVERNANCE", days: 365 },
        });
    });

    it("leaves an opt-in region alone with itself", () => {
        const { home, regions } = parseSettings({ ...least, "aws:region": "me-south-1" });
        assert.deepEqual(
            [home, regions.map(({ region, optIn }) => [region, optIn])],
            ["me-south-1", [["me-south-1", true]]],
        );
    });

    it("keeps the order of the regions, and a home that is not watched", () => {
        const { home, regions } = parseSettings({
            ...least,
            "vigil:regions": '["us-east-1","me-south-1","eu-west-2"]',
        });
        assert.deepEqual(
            [home, ...regions.map(({ region }) => region)],
            ["eu-west-1", "us-east-1", "me-south-1", "eu-west-2"],
        );
    });
});
