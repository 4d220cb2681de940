import assert from "node:assert/strict";
import { CleanupRegistry } from "../../../tools/drill/cleanup";
import {
    findSamples,
    isIdle,
    isLossKnown,
    isRepeat,
    makeSamples,
    type SampleRun,
    sampleRunsOf,
} from "../../../tools/drill/sample-runs";
import type { SampleFinding, Sampler } from "../../../tools/drill/samplers";
import { awsClients } from "../../../tools/aws/clients";
import { casesOf } from "../../../tools/proof/cases";
import { FakeClock } from "./support/fake-clock";
import { account, expectations, home } from "./support/stack";

const sample = (type: string, updatedAt: number, rest: Partial<SampleFinding> = {}): SampleFinding => ({
    id: `${type} of ${updatedAt}`,
    type,
    createdAt: updatedAt,
    updatedAt,
    archived: true,
    event: {},
    ...rest,
});

function samplerOf(samples: readonly SampleFinding[], service: Sampler["service"] = "guardDuty"): Sampler {
    return { service, region: home, samples: () => Promise.resolve([...samples]), make: () => Promise.resolve() };
}

const cases = casesOf(expectations, { account, partition: "aws", alarms: [] });

describe("the type of a sample", () => {
    const [first, second] = ["AttackSequence:IAM/CompromisedCredentials", "AttackSequence:S3/CompromisedData"] as const;

    async function chosen(samples: readonly SampleFinding[]): Promise<string | undefined> {
        const sampleRuns = await sampleRunsOf(cases, [samplerOf(samples)]);
        return sampleRuns.find(({ sent }) => sent.severity === "CRITICAL")?.type;
    }

    for (const [which, samples, expected] of [
        ["is the first that was never used", [], first],
        ["is the one that was never used, however long ago the others were", [sample(first, 1)], second],
        [
            "is, when all were used, the one whose latest use is longest ago",
            [sample(first, 1), sample(first, 100), sample(second, 50)],
            second,
        ],
        [
            "is one whose samples are archived rather than one that would only be updated",
            [sample(first, 1), sample(first, 2, { archived: false }), sample(second, 50)],
            second,
        ],
    ] as const) {
        it(which, async () => {
            assert.equal(await chosen(samples), expected);
        });
    }

    it("is one of Macie's sensitive data where there is one, for those samples are always new", async () => {
        const used = sample("SensitiveData:S3Object/Credentials", 100, { archived: false });
        const sampleRuns = await sampleRunsOf(cases, [samplerOf([used], "macie")]);
        assert.deepEqual(
            sampleRuns.map(({ sent, type }) => [sent.severity, type]),
            [
                ["LOW", "Policy:IAMUser/S3BucketEncryptionDisabled"],
                ["MEDIUM", "SensitiveData:S3Object/CustomIdentifier"],
                ["HIGH", "SensitiveData:S3Object/Credentials"],
            ],
        );
    });
});

describe("a sample", () => {
    for (const [type, archived, expected] of [
        ["Policy:IAMUser/S3BucketPublic", false, true],
        ["Policy:IAMUser/S3BucketPublic", true, false],
        ["SensitiveData:S3Object/Credentials", false, false],
    ] as const) {
        const earlier = `${archived ? "an archived" : "an active"} sample of ${type}`;
        it(`${expected ? "only updates" : "is new beside"} ${earlier}`, () => {
            assert.equal(
                isRepeat({ type, earlier: [sample(type, 1, { archived })] } as unknown as SampleRun),
                expected,
            );
        });
    }
});

describe("the loss of a sample", () => {
    it("is known to explain what failed in its own Region, and at home", () => {
        const lost = { sent: { region: "us-east-1", audience: ["default"] } } as unknown as SampleRun;
        const suppressed = { sent: { region: "eu-west-3", audience: ["payments"] } } as unknown as SampleRun;
        const arrived = { sent: { region: "eu-west-2", audience: ["default"] }, arrival: {} } as unknown as SampleRun;
        const explained = ["us-east-1", "eu-west-2", "eu-west-3", home].filter((region) =>
            isLossKnown([lost, suppressed, arrived], region, home),
        );
        assert.deepEqual(explained, ["us-east-1", home]);
    });
});

describe("making samples", () => {
    it("makes those below the threshold first, 200 ms apart, each noted before it is asked for", async () => {
        const clock = new FakeClock(0);
        const log: [number, string, string?][] = [];
        const sampler: Sampler = {
            ...samplerOf([]),
            make: async (type) => {
                log.push([clock.now(), "made", type]);
                await clock.sleep(type.startsWith("Policy:") ? 500 : 50);
            },
        };
        const sampleRuns = await sampleRunsOf(cases, [sampler]);
        const registry = {
            noteSample: ({ sent }: SampleRun) => log.push([clock.now(), `noted ${sent.severity} ${sent.expected}`]),
        };
        await makeSamples({ sampleRuns, registry, clock, signal: new AbortController().signal });
        assert.deepEqual(log, [
            [0, "noted LOW suppressed"],
            [0, "made", "Policy:IAMUser/RootCredentialUsage"],
            [500, "noted MEDIUM suppressed"],
            [500, "made", "Trojan:EC2/BlackholeTraffic!DNS"],
            [700, "noted HIGH arrives"],
            [700, "made", "CryptoCurrency:EC2/BitcoinTool.B!DNS"],
            [900, "noted CRITICAL arrives"],
            [900, "made", "AttackSequence:IAM/CompromisedCredentials"],
        ]);
        assert.deepEqual(
            sampleRuns.map(({ askedAt }) => askedAt),
            [0, 500, 700, 900],
        );
    });
});

describe("finding samples", () => {
    const type = "AttackSequence:S3/CompromisedData";
    const earlier = sample(type, 10);
    const runOf = (listed: readonly SampleFinding[]) =>
        ({ sent: cases[0], sampler: samplerOf(listed), type, earlier: [earlier], askedAt: 20 }) as unknown as SampleRun;

    for (const [which, listed, found, isOnlyUpdated] of [
        ["takes a new one", sample(type, 20), true, false],
        [
            "takes an earlier one that changed, and knows that no event is sent of it",
            { ...earlier, updatedAt: 20 },
            true,
            true,
        ],
        [
            "takes an active one that was updated, of which an event is sent",
            { ...earlier, archived: false, updatedAt: 20 },
            true,
            false,
        ],
        ["does not take an earlier one that is as it was", earlier, false, false],
        ["does not take one of another type", sample("Recon:IAMUser/TorIPCaller", 20), false, false],
    ] as const) {
        it(which, async () => {
            const sampleRun = runOf([listed]);
            await findSamples([sampleRun], 15);
            assert.equal(sampleRun.finding, found ? listed : undefined);
            assert.equal(isIdle(sampleRun), isOnlyUpdated);
        });
    }
});

describe("the cleanup registry", () => {
    it("archives what is new since the drill began, and not an old sample that it does not know", async () => {
        const type = "AttackSequence:S3/CompromisedData";
        const archived: string[] = [];
        const known = sample(type, 5, { id: "known", archived: false, updatedAt: 30 });
        const listed = [
            known,
            sample(type, 19, { id: "before", archived: false }),
            sample(type, 20, { id: "new", archived: false }),
            sample(type, 20, { id: "archived already" }),
            sample("Recon:IAMUser/TorIPCaller", 20, { id: "another type", archived: false }),
        ];
        const sampler: Sampler = {
            ...samplerOf(listed),
            archive: (ids) => {
                archived.push(...ids);
                return Promise.resolve();
            },
        };
        const registry = new CleanupRegistry(awsClients(undefined)(home), new FakeClock());
        registry.since = 20;
        registry.noteSample({ sampler, type, earlier: [known] } as unknown as SampleRun);
        assert.deepEqual(await registry.cleanUp(), []);
        assert.deepEqual(archived, ["new"]);
    });

    it("waits a little for a sample that is not listed yet, as its request may have been granted", async () => {
        const type = "AttackSequence:S3/CompromisedData";
        const archived: string[] = [];
        let looks = 0;
        const sampler: Sampler = {
            ...samplerOf([]),
            samples: () => Promise.resolve(++looks < 4 ? [] : [sample(type, 20, { id: "late", archived: false })]),
            archive: (ids) => {
                archived.push(...ids);
                return Promise.resolve();
            },
        };
        const clock = new FakeClock(0);
        const registry = new CleanupRegistry(awsClients(undefined)(home), clock);
        registry.noteSample({ sampler, type, earlier: [] } as unknown as SampleRun);
        assert.deepEqual(await registry.cleanUp(), []);
        assert.deepEqual([archived, clock.sleeps], [["late"], [1000, 1000, 1000]]);
    });
});
