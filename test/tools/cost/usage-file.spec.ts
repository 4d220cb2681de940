import assert from "node:assert/strict";
import { parse } from "yaml";
import type { RegionalDrivers } from "../../../tools/cost/driver";
import { driversOf, estimate } from "../../../tools/cost/estimate";
import { volumeOf } from "../../../tools/cost/usage";
import { parseUsage } from "../../../tools/cost/usage-file";
import { usageTemplate } from "../../../tools/cost/usage-template";
import { resourcesOf } from "./stacks";

let drivers: readonly RegionalDrivers[];
before(async () => {
    drivers = driversOf(await resourcesOf("dev"));
});

const refusal = (text: string): string => {
    try {
        parseUsage("usage.yaml", text, drivers);
    } catch (error) {
        return (error as Error).message;
    }
    assert.fail("the file was taken");
};

describe("a usage file", () => {
    it("may be YAML or JSON, and may leave out what it likes", () => {
        const usage = { everyRegion: { guardDuty: { cloudTrailEvents: 5 } } };
        assert.deepEqual(parseUsage("a.yaml", "everyRegion:\n  guardDuty: { cloudTrailEvents: 5 }\n", drivers), usage);
        assert.deepEqual(parseUsage("a.json", JSON.stringify(usage), drivers), usage);
        assert.deepEqual(parseUsage("empty.yaml", "", drivers), {});
    });

    it("is refused with all its problems at once, each with what is legal there", () => {
        const message = refusal(`
everyRegion:
  guardDuty: { cloudtrailEvents: 5, eksAuditEvents: 3 }
  macie: 12
home:
  sns: { mails: many }
regions:
  us-east-1: { inspector: { instances: -1 } }
  eu-west-2: {}
`);
        assert.equal(
            message,
            `The usage file usage.yaml has 6 problems.

  everyRegion.guardDuty.cloudtrailEvents: this stack bills by no such thing. Did you mean cloudTrailEvents?
      legal: cloudTrailEvents, flowAndDnsLogGB, s3DataEvents, runtimeVcpus

  everyRegion.guardDuty.eksAuditEvents: this stack bills by no such thing
      legal: cloudTrailEvents, flowAndDnsLogGB, s3DataEvents, runtimeVcpus

  everyRegion.macie: must be a map
      got:   12
      legal: a map of buckets, monitoredObjects, inspectedGB

  home.sns.mails: must be a number
      got:   "many"
      legal: a number, 0 or more

  regions.us-east-1.inspector.instances: less than 0
      got:   -1
      legal: a number, 0 or more

  regions.eu-west-2: this stack bills by no such thing. Did you mean eu-west-1?
      legal: eu-west-1, us-east-1

\`npm run cost -- --stack NAME --print-usage\` prints a file with every key of that stack.`,
        );
    });

    it("is refused when it is no YAML, or no map", () => {
        assert.match(refusal("everyRegion: [1"), /^The usage file usage\.yaml is no YAML: /);
        assert.match(
            refusal("12"),
            /\(the whole file\): must be a map\n {6}got: {3}12\n {6}legal: a map of everyRegion, home, regions/,
        );
    });
});

describe("the template of a usage file", () => {
    it("has exactly the drivers of the stack, and is a usage file that costs nothing more", async () => {
        const resources = await resourcesOf("dev");
        const usage = parseUsage("template", usageTemplate("dev", drivers), drivers);
        for (const { region, drivers: own } of drivers) {
            for (const driver of own) assert.equal(volumeOf(usage, region, driver), 0, `${region} ${driver.key}`);
        }
        assert.equal(estimate(resources, usage).total, estimate(resources).total);
    });

    it("says of every volume what is counted and what it costs", () => {
        const text = usageTemplate("dev", drivers);
        const numbers = text
            .split("\n")
            .flatMap((line, index, lines) => (line.endsWith(": 0") ? [lines[index - 1]!] : []));
        for (const comment of numbers) assert.match(comment, /^ {4}# .+: (\$\d|price not known)/);
        assert.equal(Object.keys(parse(text) as object).join(), "everyRegion,home,regions");
    });
});
