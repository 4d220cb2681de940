import assert from "node:assert/strict";
import { type Managed, nothingManaged } from "../../../tools/doctor/managed";
import type { Detector } from "../../../tools/doctor/facts";
import { guardDutyFindings } from "../../../tools/doctor/guardduty-findings";
import {
    account,
    administrator,
    allManaged,
    asMember,
    asWatchedManagement,
    detector,
    emptyRegion,
    lines,
    regionCase,
    regionSettings,
} from "./fixtures";

const own = { managed: allManaged };

/** The detector with one plan otherwise. */
function withPlan(name: string, change: Partial<Detector["plans"][number]>, other = detector): Detector {
    return { ...other, plans: other.plans.map((plan) => (plan.name === name ? { ...plan, ...change } : plan)) };
}

describe("what the doctor says of GuardDuty", () => {
    it("is nothing where there is no detector, where it is the stack's own, and where AWS does not tell", () => {
        assert.deepEqual(guardDutyFindings(regionCase({})), []);
        assert.deepEqual(guardDutyFindings(regionCase({ detector }, own)), []);
        assert.deepEqual(guardDutyFindings(regionCase({ detector: "unknown", destination: "unknown" })), []);
    });

    it("names a foreign detector as in the way, and where it is", () => {
        assert.deepEqual(guardDutyFindings(regionCase({ detector })), [
            {
                kind: "collision",
                region: "eu-west-1",
                subject: "GuardDuty",
                is: "A detector exists, and is not part of this stack.",
                up: "Fails: a Region has one detector. Import it; its id and its findings stay.",
            },
        ]);
    });

    it("names a suspended one as both in the way and to be resumed", () => {
        const suspended = { ...detector, enabled: false };
        assert.deepEqual(lines(guardDutyFindings(regionCase({ detector: suspended }))), [
            "collision GuardDuty: A suspended detector exists, and is not part of this stack. => Fails: a Region has one detector. Import it; its id and its findings stay.",
            "change GuardDuty: The detector is suspended. => Resumes it, and its bill.",
        ]);
    });

    const changes: [string, Detector, string[]][] = [
        [
            "another publishing frequency",
            { ...detector, publishEvery: "SIX_HOURS" },
            ["change GuardDuty: Repeated findings are published every SIX_HOURS. => Sets FIFTEEN_MINUTES."],
        ],
        [
            "a plan to be switched on",
            withPlan("S3_DATA_EVENTS", { enabled: false }),
            ["change GuardDuty: Plans that are off: S3_DATA_EVENTS. => Switches them on, as the settings say."],
        ],
        [
            "a plan to be switched off",
            withPlan("RDS_LOGIN_EVENTS", { enabled: true }),
            ["change GuardDuty: Plans that are on: RDS_LOGIN_EVENTS. => Switches them OFF, as the settings say."],
        ],
        [
            "agents to be switched on and off",
            withPlan("RUNTIME_MONITORING", {
                agents: [
                    { name: "EKS_ADDON_MANAGEMENT", enabled: true },
                    { name: "ECS_FARGATE_AGENT_MANAGEMENT", enabled: true },
                ],
            }),
            [
                "change GuardDuty: RUNTIME_MONITORING installs ECS_FARGATE_AGENT_MANAGEMENT, EKS_ADDON_MANAGEMENT. => Sets EC2_AGENT_MANAGEMENT.",
            ],
        ],
        [
            "plans that are on, and that the settings do not name, whatever their agents",
            withPlan(
                "AI_PROTECTION",
                { enabled: true },
                withPlan("EKS_RUNTIME_MONITORING", {
                    enabled: true,
                    agents: [{ name: "EKS_ADDON_MANAGEMENT", enabled: true }],
                }),
            ),
            [
                "note GuardDuty: Plans that are on, and that the settings do not name: EKS_RUNTIME_MONITORING, AI_PROTECTION. => " +
                    "Leaves them on, and on the bill. To switch one off, set it to false in vigil:guardDuty.plans.",
            ],
        ],
        [
            "a plan that AWS does not list",
            { ...detector, plans: detector.plans.filter(({ name }) => name !== "S3_DATA_EVENTS") },
            [
                "note GuardDuty: AWS does not list S3_DATA_EVENTS for this detector. => Requests it anyway, and may fail.",
            ],
        ],
        [
            "plans that AWS has and the settings do not know",
            {
                ...detector,
                plans: [
                    ...detector.plans,
                    { name: "QUANTUM_EVENTS", enabled: true, agents: [] },
                    { name: "MOON_EVENTS", enabled: false, agents: [] },
                ],
            },
            [
                "note GuardDuty: Plans that Vigil does not know here: QUANTUM_EVENTS (on), MOON_EVENTS (off). => Leaves them as they are.",
            ],
        ],
    ];
    for (const [what, found, said] of changes) {
        it(`tells of ${what}`, () => {
            assert.deepEqual(lines(guardDutyFindings(regionCase({ detector: found }, own))), said);
        });
    }

    it("says that such a plan is switched off once it is named", () => {
        const named = { "vigil:guardDuty": { plans: { AI_PROTECTION: false } } };
        const plans = [{ name: "AI_PROTECTION", enabled: true, agents: [] }];
        assert.deepEqual(
            lines(guardDutyFindings(regionCase({ detector: { ...detector, plans } }, { ...own, config: named }))),
            ["change GuardDuty: Plans that are on: AI_PROTECTION. => Switches them OFF, as the settings say."],
        );
    });

    it("does not call a plan unnamed that Vigil takes for missing in the Region", () => {
        const plans = [{ name: "RDS_LOGIN_EVENTS", enabled: true, agents: [] }];
        const { facts } = regionCase({ region: "ap-east-2", detector: { ...detector, plans } });
        const settings = regionSettings({ "aws:region": "ap-east-2", "vigil:macie": false });
        assert.deepEqual(
            lines(guardDutyFindings({ ...regionCase({}, own), facts, settings })).filter((line) =>
                line.includes("RDS"),
            ),
            ["note GuardDuty: Plans that Vigil does not know here: RDS_LOGIN_EVENTS (on). => Leaves them as they are."],
        );
    });

    describe("about the export", () => {
        const exportTo = (arn: string, status = "PUBLISHING") => ({ detector, destination: { id: "p", arn, status } });

        it("is nothing when it is the stack's own, and goes to the stack's archive", () => {
            assert.deepEqual(guardDutyFindings(regionCase(exportTo("arn:aws:s3:::our-archive"), own)), []);
        });

        it("says that a foreign one is in the way, and what taking it over means", () => {
            const [, found] = lines(guardDutyFindings(regionCase(exportTo("arn:aws:s3:::theirs/some/prefix"))));
            assert.equal(
                found,
                "collision GuardDuty: Findings are exported to theirs, which is not this stack's archive. => Fails: only one " +
                    "is allowed. Import it with --redirect-exports: `up` then redirects it to the archive, and the old bucket gets " +
                    "nothing new. Or delete it.",
            );
        });

        it("says that the stack's own is turned to the archive, where it goes elsewhere", () => {
            assert.deepEqual(lines(guardDutyFindings(regionCase(exportTo("arn:aws:s3:::theirs"), own))), [
                "change GuardDuty: Findings are exported to theirs, and not to the archive. => Redirects it to the archive, after a `pulumi refresh` if it went there before.",
            ]);
        });

        it("knows one to the stack's archive that Pulumi has lost", () => {
            const lost = { ...allManaged, has: (type: string) => !type.includes("publishingDestination") };
            assert.deepEqual(
                lines(guardDutyFindings(regionCase(exportTo("arn:aws:s3:::our-archive"), { managed: lost }))),
                [
                    "collision GuardDuty: Findings are exported to our-archive, this stack's archive, but Pulumi does not know that. => Fails: only one is allowed. Import it.",
                ],
            );
        });

        it("asks Pulumi for it by detector and destination, as the provider names it", () => {
            const asked: unknown[] = [];
            const managed = { ...allManaged, has: (...args: unknown[]) => asked.push(args) > 0 };
            guardDutyFindings(regionCase(exportTo("arn:aws:s3:::our-archive"), { managed }));
            assert.deepEqual(asked, [
                ["aws:guardduty/detector:Detector", "eu-west-1", detector.id],
                ["aws:guardduty/publishingDestination:PublishingDestination", "eu-west-1", `${detector.id}:p`],
            ]);
        });

        it("tells of one that does not work", () => {
            const broken = exportTo("arn:aws:s3:::our-archive", "UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY");
            assert.deepEqual(lines(guardDutyFindings(regionCase(broken, own))), [
                "note GuardDuty: The export to our-archive has the status UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY. => Does not fix that bucket or key.",
            ]);
        });
    });

    it("is that the administrator decides, and nothing else, where there is one", () => {
        const administrators = { ...emptyRegion.administrators, guardDuty: administrator };
        assert.deepEqual(
            lines(guardDutyFindings(regionCase({ detector: { ...detector, enabled: false }, administrators }))),
            [
                "blocked GuardDuty: Account 999999999999 administers GuardDuty for the organization. => The administrator decides, and may refuse or revert what the stack sets. Set vigil:organization.role to member, or deploy Vigil in 999999999999.",
            ],
        );
    });

    it("is as usual in the administrator's own account", () => {
        const administrators = { ...emptyRegion.administrators, guardDuty: account };
        assert.deepEqual(guardDutyFindings(regionCase({ detector, administrators }, own)), []);
    });

    describe("in a member of an organization", () => {
        const administrators = { ...emptyRegion.administrators, guardDuty: administrator };
        const config = asMember;

        it("is nothing of what the administrator decides, and what is to say of the export", () => {
            const slow = { ...detector, enabled: false, publishEvery: "SIX_HOURS", plans: [] };
            const destination = { id: "p", arn: "arn:aws:s3:::theirs", status: "PUBLISHING" };
            assert.deepEqual(guardDutyFindings(regionCase({ detector: slow, administrators }, { config })), []);
            assert.deepEqual(
                lines(guardDutyFindings(regionCase({ detector: slow, destination, administrators }, { config }))).map(
                    (line) => line.split(" => ")[0],
                ),
                ["collision GuardDuty: Findings are exported to theirs, which is not this stack's archive."],
            );
        });

        it("is blocked without a detector, unless AWS does not tell", () => {
            assert.deepEqual(lines(guardDutyFindings(regionCase({}, { config }))), [
                "blocked GuardDuty: No detector exists. => Fails. Have the administrator cover this account, or leave the Region out of vigil:regions.",
            ]);
            assert.deepEqual(guardDutyFindings(regionCase({ detector: "unknown" }, { config })), []);
        });

        it("is blocked by a detector that the stack made before it was a member's", () => {
            assert.deepEqual(lines(guardDutyFindings(regionCase({ detector }, { ...own, config }))), [
                'blocked GuardDuty: A detector exists, and is part of this stack. => Switches it off, which AWS refuses to a member. Have the stack leave it alone first: docs/organization.md, "From standalone to member".',
            ]);
        });
    });

    it("is nothing of plans in a management account, and that its detector is in the way, whoever administers it", () => {
        const administrators = { ...emptyRegion.administrators, guardDuty: administrator };
        const found = { detector: { ...detector, publishEvery: "SIX_HOURS" }, administrators };
        const told = (managed: Managed) =>
            guardDutyFindings(regionCase(found, { managed, config: asWatchedManagement })).map(({ kind }) => kind);
        assert.deepEqual(told(nothingManaged), ["collision"]);
        assert.deepEqual(told(allManaged), []);
    });
});
