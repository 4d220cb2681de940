import assert from "node:assert/strict";
import { inspectAccount } from "../../../tools/doctor/inspect";
import {
    account,
    administrator,
    asAdministrator,
    asManagement,
    asMember,
    asWatchedManagement,
    settings,
    detector,
    emptyRegion,
    fakeReader,
    macie,
    noDelegation,
} from "./fixtures";

const regions = ["eu-west-1", "ap-southeast-6"];
const needs = (config: object) => ({
    ...{ home: "eu-west-1", alerts: undefined, archive: undefined },
    organization: settings({ ...config }).organization,
});
const organization = { id: "o-1", managementAccountId: administrator };
const never = () => Promise.reject(new Error("must not be asked"));
const unasked = {
    ...{ activeAccounts: never, centralPolicy: never, guardDutyRole: never, administersGuardDuty: never },
    ...{ guardDutyDelegate: never, macieDelegate: never, administersMacie: never },
    ...{ guardDutyMembers: never, macieMembers: never, inspectorMembers: never },
};
const everythingOn = {
    openRegions: () => Promise.resolve(regions),
    organization: () => Promise.resolve(organization),
    detector: () => Promise.resolve(detector),
    macie: () => Promise.resolve(macie),
};

describe("what is asked of an organization", () => {
    it("is nothing without one", async () => {
        const reader = fakeReader({ ...everythingOn, ...unasked, organization: () => Promise.resolve(undefined) });
        const { delegation } = await inspectAccount(reader, regions, undefined, needs({}));
        assert.deepEqual(delegation, noDelegation);
    });

    it("is, in any account of one, whether it administers, where nobody else does, and which policies hold", async () => {
        const reader = fakeReader({
            ...{ ...everythingOn, ...unasked },
            centralPolicy: (type) => Promise.resolve(type === "INSPECTOR_POLICY" ? "{}" : undefined),
            guardDutyAdministrator: () => Promise.resolve(administrator),
            administersMacie: () => Promise.resolve(true),
        });
        const facts = await inspectAccount(reader, regions, undefined, needs(asMember));
        assert.deepEqual(facts.delegation, { ...noDelegation, policies: { GuardDuty: undefined, Inspector: "{}" } });
        assert.deepEqual(
            facts.regions.map(({ administrators }) => administrators),
            [
                { guardDuty: administrator, macie: account, inspector: undefined },
                { guardDuty: administrator, macie: undefined, inspector: undefined },
            ],
        );
    });

    it("is, in the management account, whom it has named, and whether GuardDuty has its role", async () => {
        const reader = fakeReader({
            ...{ ...everythingOn, ...unasked },
            centralPolicy: () => Promise.resolve(undefined),
            guardDutyAdministrator: never,
            macieAdministrator: never,
            guardDutyRole: () => Promise.resolve("arn"),
            guardDutyDelegate: () => Promise.resolve("1"),
            macieDelegate: () => Promise.resolve("2"),
            inspectorAdministrator: () => Promise.resolve("3"),
        });
        const facts = await inspectAccount(reader, regions, undefined, needs(asManagement));
        assert.deepEqual(facts.delegation, { ...noDelegation, guardDutyRole: "arn" });
        assert.deepEqual(
            facts.regions.map(({ administrators }) => administrators),
            [
                { guardDuty: "1", macie: "2", inspector: "3" },
                { guardDuty: "1", macie: undefined, inspector: undefined },
            ],
        );
    });

    it("is nothing about that role where the account is watched, whose detector brings it", async () => {
        const reader = fakeReader({ ...everythingOn, guardDutyRole: never });
        const { delegation } = await inspectAccount(reader, ["eu-west-1"], undefined, needs(asWatchedManagement));
        assert.deepEqual(delegation, noDelegation);
    });

    it("is nothing of a closed Region, there neither", async () => {
        const reader = fakeReader({ ...everythingOn, guardDutyDelegate: never, macieDelegate: never });
        const { regions: found } = await inspectAccount(reader, ["af-south-1"], undefined, needs(asManagement));
        assert.deepEqual(found[0]?.administrators, emptyRegion.administrators);
    });

    it("is, of an administrator, its organization's accounts, and its members where it administers", async () => {
        const member = (id: string) => () => Promise.resolve([{ id, status: "Enabled" }]);
        const reader = fakeReader({
            ...{ ...everythingOn, ...unasked },
            centralPolicy: () => Promise.resolve(undefined),
            activeAccounts: () => Promise.resolve(["1"]),
            administersGuardDuty: () => Promise.resolve(true),
            administersMacie: () => Promise.resolve(false),
            inspectorAdministrator: (region) => Promise.resolve(region === "eu-west-1" ? account : undefined),
            guardDutyMembers: member("1"),
            inspectorMembers: member("2"),
        });
        const { delegation } = await inspectAccount(reader, regions, undefined, needs(asAdministrator));
        const guardDuty = [{ id: "1", status: "Enabled" }];
        assert.deepEqual(delegation, {
            ...noDelegation,
            accounts: ["1"],
            members: new Map([
                ["eu-west-1", { guardDuty, macie: undefined, inspector: [{ id: "2", status: "Enabled" }] }],
                ["ap-southeast-6", { guardDuty, macie: undefined, inspector: undefined }],
            ]),
        });
    });
});
