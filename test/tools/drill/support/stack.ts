import type { Outputs } from "../../../../tools/drill/outputs";
import { type Expectations, expectationsOf } from "../../../../tools/proof/expectations";
import { parseSettings } from "../../../../settings";

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
    deadLetterQueueUrls: {
        alerts: `https://sqs.${home}.amazonaws.com/${account}/alert-letters`,
        relays: { [home]: `https://sqs.${home}.amazonaws.com/${account}/relay-letters` },
    },
    scanTargets: false,
};

export const expectations: Expectations = expectationsOf(
    parseSettings({ "aws:region": home, "vigil:alerts": JSON.stringify({ emails: [email] }) }),
);
