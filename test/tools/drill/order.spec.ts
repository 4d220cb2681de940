import assert from "node:assert/strict";
import { confirm, listed, narrowed, positive } from "../../../tools/drill/order";
import { parseOutputs } from "../../../tools/recording/outputs";
import { latenciesOf } from "../../../tools/report/latencies";
import { expectations, outputs } from "./support/stack";
import { UserError } from "../../../tools/cli/user-error";

describe("the order for a drill", () => {
    it("can be for some Regions and services, and no others", () => {
        const only = narrowed(expectations, ["eu-west-1"], ["macie"]);
        assert.deepEqual(only.regions, [{ region: "eu-west-1", services: ["macie"] }]);
        assert.throws(
            () => narrowed(expectations, ["us-east-1"], undefined),
            /the stack is not there\. It is in eu-west-1/,
        );
        assert.throws(
            () => narrowed(expectations, undefined, ["guardduty"]),
            /Choose from guardDuty, macie, inspector/,
        );
        assert.throws(() => narrowed(expectations, [], undefined), /nothing is left/);
    });

    it("reads lists and numbers", () => {
        assert.deepEqual(listed(" a, b,,"), ["a", "b"]);
        assert.equal(positive("--timeout")("2.5"), 2.5);
        for (const text of ["0", "-1", "soon", "Infinity"])
            assert.throws(() => positive("--timeout")(text), /--timeout .*not a number above zero/);
    });

    it("reads a stack's outputs, and says what is wrong with anything else", () => {
        const text = JSON.stringify({ ...outputs, unconfirmedEmails: [] });
        assert.deepEqual(parseOutputs(text, "the file"), outputs);
        assert.throws(() => parseOutputs("{", "the file"), /the file does not hold the outputs .* not (valid )?JSON/);
        assert.throws(
            () => parseOutputs(JSON.stringify({ ...outputs, accountId: "1" }), "the file"),
            /: accountId: .*pulumi stack output --json/,
        );
        assert.throws(
            () => parseOutputs('{"url":"1"}', "the file"),
            /: it has none of them\. .*pulumi stack output --json/,
        );
        assert.throws(() => parseOutputs("[]", "the file"), /: it has none of them\. /);
    });

    it("says in a sentence that the stack is not deployed", () => {
        assert.throws(
            () => parseOutputs("{}", "the file"),
            new UserError("the file holds no outputs: the stack is not deployed. Run `pulumi up` first."),
        );
    });

    it("says what to do about the outputs of an older deployment", () => {
        const { namePrefix, relayRuleName, ...older } = outputs;
        assert.deepEqual([namePrefix, relayRuleName], ["vigil-dev", "vigil-dev-relay"]);
        assert.throws(
            () => parseOutputs(JSON.stringify(older), "the file"),
            new UserError(
                "the file lacks namePrefix, relayRuleName: the deployed program is older than these tools, or its last " +
                    "`pulumi up` did not end. Run `pulumi up`.",
            ),
        );
    });

    it("asks only on a terminal", async () => {
        const asking = {
            yes: false,
            env: {},
            stdin: { isTTY: false } as never,
            stderr: {} as never,
            signal: new AbortController().signal,
        };
        await assert.rejects(confirm("Go ahead?", asking), /pass --yes to confirm/);
        await confirm("Go ahead?", { ...asking, yes: true });
        await confirm("Go ahead?", { ...asking, env: { CI: "true" } });
        await assert.rejects(confirm("Go ahead?", { ...asking, env: { CI: "false" } }), /pass --yes to confirm/);
    });
});

describe("latencies", () => {
    it("are grouped by Region and service, those of mails apart: median and maximum", () => {
        const result = (region: string, latencySeconds?: number, mailSeconds?: number) =>
            ({ region, source: "macie", latencySeconds, mailSeconds }) as never;
        const results = [result("a", 4), result("b"), result("a", 1), result("a", 2), result("a", 9, 20)];
        assert.deepEqual(latenciesOf({ results }), [
            ["a Macie", "median 3.0 s, at most 9.0 s, 4 alerts"],
            ["a Macie, mails", "median 20.0 s, at most 20.0 s, 1 mail"],
        ]);
    });
});
