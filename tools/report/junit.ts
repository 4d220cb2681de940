import junit from "junit-report-builder";
import { decisiveStep, labelOf, type Report, type Result, wentWrong } from "../proof/report";
import { faultTitle } from "./faults";
import { type Origin, originFacts } from "./origin";
import { regionsOf } from "./results";

/** The report for a build server: a suite per Region, a case per result; what is not rehearsed counts as skipped. */
export function reportJunit(report: Report, origin: Origin): string {
    const { stack, cloud, results, notRehearsed } = report;
    const builder = junit.newBuilder().name(`${cloud === "aws" ? "drill" : "rehearsal"} of ${stack}`);
    const newSuite = (name: string) => {
        const suite = builder.testSuite().name(name).timestamp(origin.made);
        for (const [fact, value] of originFacts(origin)) suite.property(fact.toLowerCase(), value);
        return suite;
    };
    for (const region of regionsOf(report)) {
        const suite = newSuite(region);
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
        const suite = newSuite("not rehearsed");
        for (const name of notRehearsed)
            suite.testCase().className(`${stack}.not rehearsed`).name(name).time(0).skipped();
    }
    return builder.build();
}

/** "topic policy, aws:sns/topicPolicy:TopicPolicy alerts: no statement allows …". */
function failure(result: Result): string {
    const step = decisiveStep(result);
    if (step === undefined) return faultTitle({ outcome: result.outcome, step });
    const { hop, resource, reason, fix } = step;
    return `${hop}, ${labelOf(resource)}: ${reason}${fix === undefined ? "" : ` Fix: ${fix}`}`;
}
