import assert from "node:assert/strict";
import { type Config, least, refusal } from "./configs";

/** Mistakes, each with the path it is told at. They are of different settings, so any two can be made together. */
const mistakes: readonly (readonly [path: string, settings: Readonly<Record<string, unknown>>])[] = [
    ["aws:region", { home: "atlantis" }],
    ["vigil:regions[1]", { regions: ["eu-west-3", "atlantis"] }],
    ["vigil:skipUnavailable", { skipUnavailable: "maybe" }],
    ["vigil:guardDuty.publishEvery", { guardDuty: { publishEvery: "NEVER" } }],
    ["vigil:guardDuty.plans.NONE", { guardDuty: { plans: { NONE: true } } }],
    ["vigil:guardDuty.plans.S3_DATA_EVENTS", { guardDuty: { plans: { S3_DATA_EVENTS: "maybe" } } }],
    [
        "vigil:guardDuty.plans.EKS_RUNTIME_MONITORING",
        { guardDuty: { plans: { EKS_RUNTIME_MONITORING: true, RUNTIME_MONITORING: true } } },
    ],
    ["vigil:macie.publishEvery", { macie: { publishEvery: "NEVER" } }],
    ["vigil:inspector.scan", { inspector: { scan: ["EC2", "LAMBDA_CODE"] } }],
    ["vigil:inspector.registryScanning", { inspector: { registryScanning: "NEVER" } }],
    ["vigil:inspector.rescan", { inspector: { rescan: true } }],
    ["vigil:alerts.minimumSeverity", { alerts: { minimumSeverity: "SEVERE" } }],
    ["vigil:alerts.emails", { alerts: { emails: [] } }],
    ["vigil:alerts.mails", { alerts: { mails: [] } }],
    ["vigil:archive.keyDeletionDays", { archive: { keyDeletionDays: 1 } }],
    ["vigil:archive.retentionDays", { archive: { retentionDays: 50, transitionDays: 60 } }],
    ["vigil:archive.objectLock.mode", { archive: { objectLock: { mode: "SOFT", days: 5 }, replica: "us-west-1" } }],
    ["vigil:archive.replica", { archive: { replica: "atlantis" } }],
    ["vigil:archive.readers[0]", { archive: { readers: ["me"] } }],
    ["vigil:archive.accessLogs", { archive: { accessLogs: "My_Bucket" } }],
    ["vigil:replayDays", { replayDays: "soon" }],
    ["vigil:nonsense", { nonsense: 1 }],
    ...Object.entries({
        "autoEnable.guardDuty": { guardDuty: "EVERYBODY" },
        "autoEnable.macie": { macie: "ALL" },
        "autoEnable.plans.EKS_RUNTIME_MONITORING": {
            plans: { EKS_RUNTIME_MONITORING: "ALL", RUNTIME_MONITORING: "ALL" },
        },
        "autoEnable.inspector.LAMBDA_CODE": { inspector: { LAMBDA_CODE: "NEW" } },
        "autoEnable.inspector.EC3": { inspector: { EC3: "NEW" } },
    }).map(
        ([path, autoEnable]) =>
            [`vigil:organization.${path}`, { organization: { role: "administrator", autoEnable } }] as const,
    ),
    ["vigil:organization.administrator", { organization: { role: "administrator", administrator: "1" } }],
];

type Tree = Readonly<Record<string, unknown>>;

function merged(one: Tree, other: Tree): Tree {
    const isMap = (value: unknown): value is Tree => typeof value === "object" && !Array.isArray(value);
    return Object.entries(other).reduce<Tree>((all, [key, value]) => {
        const known = all[key];
        return { ...all, [key]: isMap(known) && isMap(value) ? merged(known, value) : value };
    }, one);
}

function configOf({ home = "eu-west-1", ...settings }: Tree): Config {
    const texts = Object.entries(merged({ alerts: { emails: ["a@example.com"] } }, settings)).map(
        ([key, value]) => [`vigil:${key}`, typeof value === "string" ? value : JSON.stringify(value)] as const,
    );
    return { "aws:region": home as string, ...Object.fromEntries(texts) };
}

/** The paths of all problems, without those of Regions that lack something: these come and go with the Regions. */
function told(settings: Tree): string[] {
    const problems = refusal(configOf(settings)).split("\n\n").slice(1);
    return problems
        .filter((text) => !text.includes("AWS has no"))
        .map((text) => /^ *([^ ]+): /.exec(text)?.[1] ?? text);
}

describe("settings: all problems at once", () => {
    for (const [position, [path, settings]] of mistakes.entries()) {
        it(`tells ${path} beside any other mistake, and nothing that follows from one`, () => {
            for (const [otherPath, other] of mistakes.slice(position + 1))
                assert.deepEqual(told(merged(settings, other)).sort(), [path, otherPath].sort());
        });
    }

    it("tells what a Region lacks beside what else is wrong with the same setting", () => {
        for (const [path, settings] of mistakes) {
            if (["vigil:skipUnavailable", "vigil:regions[1]"].includes(path)) continue;
            const lacking = { regions: ["ap-east-2"], guardDuty: { plans: { AI_ANALYST: true } } };
            const text = refusal(configOf(merged(lacking, settings)));
            assert.match(text, /vigil:guardDuty\.plans\.AI_ANALYST: AWS has no AI_ANALYST in ap-east-2/, path);
        }
    });

    it("tells the Regions of LAMBDA_CODE although LAMBDA is missing", () => {
        const text = refusal({ ...least, "aws:region": "eu-west-3", "vigil:inspector": '{"scan":["LAMBDA_CODE"]}' });
        assert.match(text, /vigil:inspector\.scan: LAMBDA_CODE needs LAMBDA beside it/);
        assert.match(text, /vigil:inspector\.scan: AWS has no LAMBDA_CODE in eu-west-3/);
    });

    it("keeps the positions of entries when several of a list are wrong", () => {
        const regions = '["nowhere","eu-west-1","nowhere","me-south-1","eu-west-1"]';
        const paths = refusal({ ...least, "vigil:regions": regions }).match(/vigil:regions\[\d\](?=:)/g);
        assert.deepEqual(paths, ["vigil:regions[0]", "vigil:regions[2]", "vigil:regions[2]", "vigil:regions[4]"]);
    });

    it("says nothing that would follow from what takes the place of a wrong value", () => {
        const away = { home: "atlantis", regions: ["eu-west-1"], scanTargets: true };
        assert.deepEqual(told(away), ["aws:region"]);
        assert.deepEqual(told({ home: "me-south-1", regions: "atlantis" }), ["vigil:regions"]);
    });

    it("says nothing of agents that are missing but that they are", () => {
        const plans = { RUNTIME_MONITORING: {}, EKS_RUNTIME_MONITORING: true };
        assert.deepEqual(told({ guardDuty: { plans } }), ["vigil:guardDuty.plans.RUNTIME_MONITORING.agents"]);
    });
});
