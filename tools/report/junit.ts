import junit from "junit-report-builder";
import { decisiveStep, type Journey, type Report } from "../proof/report";
import { wentWrong } from "./faults";
import { regionsOf } from "./tally";

/** The report for a build server: a suite per region, a case per journey; what is not rehearsed counts as skipped. */
export function reportJunit(rehearsed: Report): string {
    const { stack, cloud, journeys, notRehearsed } = rehearsed;
    const report = junit.newBuilder().name(`${cloud === "aws" ? "drill" : "rehearsal"} of ${stack}`);
    for (const region of regionsOf(rehearsed)) {
        const suite = report.testSuite().name(region);
        for (const journey of journeys.filter((each) => each.region === region)) {
            const test = suite
                .testCase()
                .className(`${stack}.${region}`)
                .name(journey.id)
                .time(journey.latencySeconds ?? 0);
            if (wentWrong(journey)) test.failure(failure(journey), journey.outcome);
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
function failure(journey: Journey): string {
    const step = decisiveStep(journey);
    return step ? `${step.hop}, ${step.resource}: ${step.reason}` : `${journey.outcome}, and no step says where`;
}
