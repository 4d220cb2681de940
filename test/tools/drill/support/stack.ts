import type { Settings as MailSettings } from "../../../../notifier/compose";
import type { Outputs } from "../../../../tools/recording/outputs";
import { type Expectations, expectationsOf } from "../../../../tools/proof/expectations";
import { alertingSettingsOf } from "../../../support/settings";
import { mailRoutes } from "../../../../findings/routes";

export const account = "123456789012";
export const home = "eu-west-1";
export const email = "security@example.com";

/** Of a stack in one Region. */
export const outputs: Outputs = {
    homeRegion: home,
    accountId: account,
    namePrefix: "vigil-dev",
    detectorIds: { [home]: "d1" },
    findingsBucket: "findings",
    findingsKeyArn: `arn:aws:kms:${home}:${account}:key/findings`,
    findingsBusArn: `arn:aws:events:${home}:${account}:event-bus/bus`,
    relayRuleName: "vigil-dev-relay",
    alertTopicArn: `arn:aws:sns:${home}:${account}:alerts`,
    notifier: false,
    routeTopics: {},
    eventsTopicArn: false,
    heartbeats: { ruleName: "vigil-dev-heartbeats", alarmName: "vigil-dev-silence" },
    deadLetterQueueUrls: {
        alerts: `https://sqs.${home}.amazonaws.com/${account}/alert-letters`,
        relays: { [home]: `https://sqs.${home}.amazonaws.com/${account}/relay-letters` },
    },
    scanTargets: false,
};

// The alarms of the fake account tell nobody when they are over, as without a notifier.
const alerts = { emails: [email], notifier: false };
const settings = alertingSettingsOf({ "aws:region": home, "vigil:alerts": JSON.stringify(alerts) });
export const expectations: Expectations = expectationsOf(settings);
export const mailSettings: MailSettings = {
    accountNames: {},
    mute: [],
    routes: mailRoutes(settings.alerts),
    timeZone: "UTC",
};

/** The same stack with a notifier. */
export const mailing = {
    mailTopicArn: `arn:aws:sns:${home}:${account}:mails`,
    functionName: "vigil-dev-notifier",
    queueUrl: `https://sqs.${home}.amazonaws.com/${account}/notifier`,
};
export const mailingOutputs: Outputs = {
    ...outputs,
    notifier: mailing,
    deadLetterQueueUrls: {
        ...outputs.deadLetterQueueUrls,
        notifier: `https://sqs.${home}.amazonaws.com/${account}/notifier-letters`,
    },
};
