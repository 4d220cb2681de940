import assert from "node:assert/strict";
import { missingInMail } from "../../../tools/proof/alert-check";
import { alarmEvent } from "../../../tools/proof/events/alarm";
import { guardDutyCoverage, guardDutyFinding } from "../../../tools/proof/events/guardduty";

const origin = { account: "123456789012", partition: "aws", region: "eu-west-1" };

describe("what a mail lacks of an event", () => {
    const finding = guardDutyFinding(origin, { band: "HIGH", score: 7 });
    const { id } = finding.detail as { id: string };
    const link = `https://eu-west-1.console.aws.amazon.com/guardduty/home?region=eu-west-1#/findings?macros=current&fId=${id}`;
    const mail = {
        subject: "[SAMPLE] [HIGH] GuardDuty: something",
        text: `Account the\n  shop (123456789012)\nRegion eu-west-1\n${link}\n`,
    };

    it("is nothing where severity, account, Region and link are there", () => {
        assert.deepEqual(missingInMail(mail, finding, { "123456789012": "the shop" }), []);
    });

    it("is each of them that is not", () => {
        assert.deepEqual(missingInMail({ ...mail, subject: "[LOW] GuardDuty: HIGH" }, finding), [
            "[HIGH] in its subject",
        ]);
        assert.deepEqual(missingInMail(mail, finding, { "123456789012": "the store" }), ["the store"]);
        assert.deepEqual(missingInMail({ ...mail, text: link.replaceAll("eu-west-1", "us-east-1") }, finding), [
            "123456789012",
            "eu-west-1",
            link,
        ]);
    });

    it("is judged by what the event is", () => {
        const alarm = { name: "a", arn: "arn:a", region: "eu-west-1", description: "" };
        const levels = [guardDutyCoverage(origin, "Unhealthy"), alarmEvent(origin, alarm, "ALARM")].map(
            (event) => missingInMail({ subject: "", text: "" }, event)[0],
        );
        assert.deepEqual(levels, ["[COVERAGE LOST] in its subject", "[ALARM] in its subject"]);
        assert.deepEqual(missingInMail({ subject: "", text: "" }, guardDutyCoverage(origin, "Healthy")), []);
    });
});
