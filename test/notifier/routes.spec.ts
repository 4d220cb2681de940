import assert from "node:assert/strict";
import type { Route } from "../../findings/routes";
import { compose, remember } from "../../notifier/compose";
import { readEvent, readEventWith } from "../findings/events";
import { alertOf, limits, now, queued, settings } from "./batches";

const [standard] = settings.routes;
const high = { guardDuty: "HIGH", macie: "HIGH", inspector: "HIGH" } as const;
const everything: Route = { ...standard!, minimumSeverity: high };
const payments: Route = { ...everything, name: "payments" };
const off = { guardDuty: "OFF", macie: "OFF", inspector: "OFF" } as const;

/** GuardDuty's, about a type of its own; of home, unless told otherwise. */
const finding = (type: string, severity = 8, place = {}) =>
    alertOf({
        ...readEventWith("guardduty-high-function", { type, id: type, severity, service: { count: 1 } }),
        ...place,
    });

const recon = finding("Recon:EC2/Portscan");
const access = finding("UnauthorizedAccess:EC2/SSHBruteForce");
const medium = finding("Policy:S3/BucketPublicAccessGranted", 5);
const elsewhere = finding("Trojan:EC2/DropPoint", 8, { region: "us-east-1" });
const macie = alertOf(readEventWith("macie-high", { sample: false }));
const coverage = alertOf(readEvent("coverage-guardduty-instance"));
const alarm = alertOf(readEvent("alarm-raised"));
const all = { recon, access, medium, elsewhere, macie, coverage, alarm, unreadable: "?" };
const names = Object.keys(all);

function composed(routes: readonly Route[], change: Partial<typeof settings> = {}, memories = {}, few = limits) {
    return compose(queued(Object.values(all)), memories, few, { ...settings, routes, ...change }, now);
}

/** What a route beside the default one hears of. */
function heard(change: Partial<Route>): string[] {
    const { mails } = composed(
        [everything, { ...payments, ...change }],
        {},
        {},
        { mailsPerBatch: 20, mailsPerHour: 99 },
    );
    const covered = mails.filter(({ route }) => route === "payments").flatMap(({ covers }) => covers);
    return names.filter((_, index) => covered.includes(`message-${index}`));
}

describe("a route", () => {
    const cases: readonly (readonly [string, Partial<Route>, readonly string[]])[] = [
        ["without filters hears of all but Vigil's own", {}, ["recon", "access", "elsewhere", "macie", "coverage"]],
        ["of a Region", { regions: ["us-east-1"] }, ["elsewhere"]],
        ["of another account", { accounts: ["999988887777"] }, []],
        ["of types has no lost coverage", { types: ["Recon:*", "*:EC2/SSH*"] }, ["recon", "access"]],
        ["of lower severity", { minimumSeverity: { ...off, guardDuty: "MEDIUM" }, types: ["Policy:*"] }, ["medium"]],
        ["of one service", { minimumSeverity: { ...off, macie: "CRITICAL" } }, ["macie"]],
    ];
    for (const [name, change, expected] of cases) {
        it(`${name}: ${expected.join(", ") || "nothing"}`, () => {
            assert.deepEqual(heard(change), expected);
        });
    }

    it("gets its mails by turns with the others, each says whose it is, and what nobody wants is no news", () => {
        const { mails, noNews } = composed([everything, { ...payments, types: ["Recon:*", "Trojan:*"] }]);
        assert.deepEqual(
            mails.slice(0, 5).map(({ route, covers: [message = ""] }) => [route, names[Number(message.slice(8))]]),
            [
                ["default", "unreadable"],
                ["payments", "recon"],
                ["default", "alarm"],
                ["payments", "elsewhere"],
                ["default", "recon"],
            ],
        );
        assert.deepEqual(noNews, ["message-2"]);
        assert.match(
            mails[1]!.text,
            /from HIGH up\.\n {2}Setting: vigil:alerts\.routes\.payments\.minimumSeverity\n {2}This mail is for the route payments\. Setting: vigil:alerts\.routes\.payments\n$/,
        );
        assert.match(mails[4]!.text, /Setting: vigil:alerts\.minimumSeverity\n$/);
    });

    it("hears nothing of muted types, nor does the default route", () => {
        const { mails, noNews } = composed([everything, payments], { mute: ["Recon:EC2/*", "coverage*"] });
        assert.deepEqual(noNews, ["message-0", "message-2"]);
        assert.ok(!mails.some(({ covers }) => covers.includes("message-0")));
    });

    it("has a memory and limits of its own", () => {
        const routes = [everything, payments];
        const first = composed(routes);
        const told = first.mails.filter(({ route }) => route === "payments");
        const memories = remember({}, told, now);
        const { mails } = composed(routes, {}, memories, { mailsPerBatch: 5, mailsPerHour: told.length });
        const subjects = (name: string) => mails.filter(({ route }) => route === name).map(({ subject }) => subject);
        assert.equal(subjects("default").length, 6);
        assert.deepEqual(subjects("payments"), ["[COVERAGE LOST] 1 alert"]);
    });

    it("may be called as something that every object has", () => {
        const { mails } = composed([everything, { ...payments, name: "constructor", regions: ["us-east-1"] }]);
        assert.equal(mails.filter(({ route }) => route === "constructor").length, 1);
    });
});
