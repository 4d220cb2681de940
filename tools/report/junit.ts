import junit from "junit-report-builder";
import { decisiveStep, labelOf, type Result, type Report } from "../proof/report";
import { wentWrong } from "./faults";
import { regionsOf } from "./tally";

/** The report for a build server: a suite per region, a case per result; what is not rehearsed counts as skipped. */
export function reportJunit(rehearsed: Report): string {
    const { stack, cloud, results, notRehearsed } = rehearsed;
    const report = junit.newBuilder().name(`${cloud === "aws" ? "drill" : "rehearsal"} of ${stack}`);
    for (const region of regionsOf(rehearsed)) {
        const suite = report.testSuite().name(region);
        for (const result of results.filter((each) => each.region === region)) {
            const test = suite
                .testCase()
                .className(`${stack}.${region}`)
                .name(result.id)
                .time(result.latencySeconds ?? 0);
            if (wentWrong(result)) test.failure(failure(result), result.outcome);
        }
    }
    if (notRehearsed.length > 0) {
        const suite = report.testSuite().name("not rehearsed");
        for (const name of notRehearsed)
            suite.testCase().className(`${stack}.not rehearsed`).name(name).time(0).skipped();
    }
    return report.build();
}

/** "topic policy, aws:sns/topicPolicy:TopicPolicy alerts: no statement allows …". */
function failure(result: Result): string {
    const step = decisiveStep(result);
    return step
        ? `${step.hop}, ${labelOf(step.resource)}: ${step.reason}${step.fix === undefined ? "" : ` Fix: ${step.fix}`}`
        : `${result.outcome}, and no step says where`;
}
