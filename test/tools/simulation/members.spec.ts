import assert from "node:assert/strict";
import { UserError } from "../../../tools/cli/user-error";
import { inventedAccount } from "../../../tools/recording/answers";
import { record } from "../../../tools/recording/recorder";
import { exportOf, runProgram } from "../../../tools/recording/stack";
import { rehearse } from "../../../tools/rehearsal/rehearse";
import { root } from "../../support/stacks";
import { memberFaults } from "./faults/members";
import { recordAdministrator, type Recorded, recordDev, rehearseOver, resultIn, shop, wrongIn } from "./stacks";

const organization = (settings: object) => ({ "vigil:organization": JSON.stringify(settings) });

describe("the rehearsal of an administrator", () => {
    let recorded: Recorded;

    before(async () => {
        recorded = await recordAdministrator();
    });

    it("sends findings of each member in each Region, and knows who must hear of them", async () => {
        const report = await rehearseOver(recorded);
        assert.deepEqual([wrongIn(report), report.notRehearsed], [[], []]);
        const told = report.results.filter(({ kind }) => kind === "member");
        const inHome = told.filter(({ region }) => region === "eu-west-1");
        assert.deepEqual(
            inHome.map(({ id, audience = [] }) => `${id.slice("eu-west-1/".length)}: ${audience.join(", ")}`),
            [
                "guardDuty/LOW/member/333333333333: ",
                "guardDuty/MEDIUM/member/333333333333: shop",
                "guardDuty/HIGH/member/333333333333: default, shop",
                "guardDuty/CRITICAL/member/333333333333: default, shop",
                "guardDuty/MEDIUM/member/333333333333/enveloped: shop",
                "guardDuty/HIGH/member/333333333333/enveloped: default, shop",
                "guardDuty/CRITICAL/member/333333333333/enveloped: default, shop",
                "guardDuty/LOW/member/444444444444: ",
                "guardDuty/HIGH/member/444444444444: default",
                "guardDuty/CRITICAL/member/444444444444: default",
                "guardDuty/HIGH/member/444444444444/enveloped: default",
                "guardDuty/CRITICAL/member/444444444444/enveloped: default",
                "macie/LOW/member/333333333333: ",
                "macie/HIGH/member/333333333333: shop",
                "macie/HIGH/member/333333333333/enveloped: shop",
                "macie/LOW/member/444444444444: ",
                "inspector/LOW/member/333333333333: ",
                "inspector/CRITICAL/member/333333333333: default",
                "inspector/CRITICAL/member/333333333333/enveloped: default",
                "inspector/LOW/member/444444444444: ",
                "inspector/CRITICAL/member/444444444444: default",
                "inspector/CRITICAL/member/444444444444/enveloped: default",
            ],
        );
        assert.equal(told.length, 2 * inHome.length, "the same in the other Region");
        const { id = "", audience, mail } = resultIn(report, `us-east-1/guardDuty/HIGH/member/${shop}`) ?? {};
        assert.deepEqual(audience, ["default", "shop"]);
        assert.match(mail?.text ?? "", /^ {2}Account +the shop \(333333333333\)$/m);
        const beside = report.results.filter((one) => one.id.startsWith(`${id}/`) && one.kind !== "member");
        assert.deepEqual(
            beside.map((one) => [one.id.slice(id.length), one.expected, one.outcome]),
            ["/event", "/stream", "/enveloped/event", "/enveloped/stream"].map((end) => [end, "arrives", "arrives"]),
        );
    });

    it("finds by members' findings, and by no others, what is wrong with them", async () => {
        for (const { when, edit } of memberFaults) {
            const { results } = await rehearseOver(recorded, edit);
            const wrong = results.filter(({ outcome, expected }) => outcome !== expected);
            assert.ok(wrong.length > 0, when);
            assert.deepEqual(
                wrong.filter(({ id }) => !/\/(member|route)\//.test(id)).map(({ id }) => id),
                [],
                when,
            );
        }
    });

    it("without members in its settings goes by the accounts that have a name or a route, but its own, else invents one", async () => {
        const membersOf = async (accountNames: object, accounts: readonly string[]) => {
            const routes = accounts.length === 0 ? {} : { theirs: { emails: ["them@example.com"], accounts } };
            const found = await recordDev({
                ...organization({ role: "administrator" }),
                "vigil:accountNames": JSON.stringify(accountNames),
                "vigil:alerts": JSON.stringify({ emails: ["security@example.com"], routes }),
            });
            const { results } = await rehearseOver(found);
            const told = results.filter(({ kind, region }) => kind === "member" && region === "us-east-1");
            return [...new Set(told.map(({ id }) => id.split("/")[4]))];
        };
        const names = { "123456789012": "ours", "555555555555": "theirs" };
        assert.deepEqual(await membersOf(names, ["555555555555", "666666666666"]), ["555555555555", "666666666666"]);
        assert.deepEqual(await membersOf({ "123456789012": "ours" }, []), ["210987654321"]);
    });
});

describe("the rehearsal of a member", () => {
    const member = organization({ role: "member" });

    it("that tells somebody takes the services as on, and its exports as of their detectors", async () => {
        const report = await rehearseOver(await recordDev({ ...member, "vigil:inspector": JSON.stringify({}) }));
        assert.deepEqual([wrongIn(report), report.notRehearsed], [[], []]);
        const ways = ["guardDuty/HIGH", "macie/HIGH", "inspector/CRITICAL", "guardDuty/export", "macie/export"];
        assert.deepEqual(
            ways.map((way) => resultIn(report, `us-east-1/${way}`)?.outcome),
            ways.map(() => "arrives"),
        );
        const [first] = resultIn(report, "us-east-1/macie/HIGH")?.steps ?? [];
        assert.deepEqual(first?.resource, { type: "service of the administrator's", name: "Macie in us-east-1" });
    });
});

describe("a state without settings and without a way of alerts", () => {
    const order = { stack: "test", expectations: undefined, warnings: [] };
    const roles = { management: { administrator: "222222222222" }, member: {} };

    for (const [role, settings] of Object.entries(roles)) {
        it(`is refused in one sentence: that of a ${role} account`, async () => {
            const config = { "aws:region": "eu-west-1", ...organization({ role, ...settings }) };
            const managementAccount = role === "management" ? inventedAccount : undefined;
            const stack = { project: "vigil", stack: "test", config, managementAccount };
            const recording = await record(() => runProgram(root), stack);
            assert.deepEqual(recording.errors, []);
            await assert.rejects(
                () => rehearse(exportOf(recording), order),
                (error) => error instanceof UserError && error.message.startsWith("The state has no way of alerts"),
            );
        });
    }
});
