import assert from "node:assert/strict";
import { costCommand } from "../../../tools/cost/cost-command";
import { UserError } from "../../../tools/cli/user-error";
import { resourcesOf } from "./stacks";

async function run(...args: string[]) {
    const output = { printed: "", complained: "" };
    const exitCode = await costCommand(args, {
        readStack: (stack) => resourcesOf(stack),
        read: (file) => {
            if (file !== "usage.yaml") throw new UserError(`The usage file ${file} cannot be read.`);
            return "everyRegion: { macie: { buckets: 20 } }\nhome: { sns: { mails: 100 } }\n";
        },
        print: (text) => (output.printed += text),
        printError: (text) => (output.complained += text),
        stdout: { columns: 100 },
        env: {},
    });
    return { exitCode, ...output };
}

describe("npm run cost", () => {
    it("prints what is fixed, what the rest depends on, what is free and what is not known", async () => {
        const { exitCode, printed } = await run();
        assert.equal(exitCode, 0);
        const titles = printed.split("\n").filter((line) => /^\S/.test(line));
        assert.deepEqual(titles, [
            "dev: US dollars a month, at list prices of AWS in us-east-1, looked up in 2026-11",
            ...["Fixed, whatever happens", "By use", "Free of charge, and not subtracted above", "Not known"],
            "dev: $6.90 a month is fixed; --usage FILE adds what depends on use",
        ]);
        assert.match(printed, /eu-west-1 \(home\) +CloudWatch alarm +16 +\$1\.60\n/);
        assert.match(printed, /inspector\.instances .*\$1\.2528 per instance \?/);
        assert.match(printed, /The prices of eu-west-1: they are reckoned at those of us-east-1/);
        assert.ok(Math.max(...printed.split("\n").map((line) => line.length)) <= 100);
    });

    it("prints the figures for the volumes of a usage file", async () => {
        const { printed } = await run("--usage", "usage.yaml");
        assert.match(printed, /us-east-1 +macie\.buckets +20 +\$2\.00\n/);
        assert.match(printed, /sns\.mails +100 +<\$0\.01\n/);
        assert.match(printed, /Macie +\$2\.00 +\$2\.00\n/);
        assert.match(printed, /\ndev: \$10\.90 a month\n$/);
    });

    it("prints a template, and JSON with the source of each price", async () => {
        assert.match((await run("--print-usage")).printed, /^# A month's volumes for/);
        const document = JSON.parse((await run("--json", "--usage", "usage.yaml")).printed) as {
            schemaVersion: number;
            total: number;
            drivers: { drivers: { key: string; price?: { source: { page: string } } }[] }[];
        };
        assert.equal(document.schemaVersion, 1);
        assert.equal(Math.round(document.total * 100), 1090);
        assert.match(document.drivers[0]!.drivers[0]!.price!.source.page, /^aws\.amazon\.com\/guardduty\/pricing/);
    });

    it("tells a mistake without a stack trace, and leaves with 2", async () => {
        assert.deepEqual(await run("--usage", "nowhere.yaml"), {
            exitCode: 2,
            printed: "",
            complained: "The usage file nowhere.yaml cannot be read.\n",
        });
        assert.equal((await run("--stick")).exitCode, 2);
        assert.equal((await run("--help")).exitCode, 0);
    });
});
