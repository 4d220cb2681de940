import assert from "node:assert/strict";
import { UserNotifications } from "../../components/user-notifications";
import { findingPattern } from "../../findings/patterns";
import { policyOf } from "../support/policies";
import { record, type Recorded } from "../support/record";
import { home } from "../support/upstream";

const tags = { Project: "vigil", Stack: "test", Component: "UserNotifications" };

describe("UserNotifications", () => {
    let recorded: Recorded;

    before(async () => {
        recorded = await record(() => {
            const regions = { guardDuty: ["eu-west-1", "us-east-1"], macie: ["eu-west-1"], inspector: [] };
            new UserNotifications("user-notifications", { home, regions, emails: ["security@example.com"] });
        });
    });

    const one = (type: string) => recorded.one(`aws:notifications/${type}`);
    const configuration = () => one("notificationConfiguration:NotificationConfiguration");

    it("are kept at home, and gathered for five minutes", () => {
        assert.deepEqual(recorded.childrenOf("user-notifications"), [
            "aws:notifications/channelAssociation:ChannelAssociation user-notifications-security@example.com",
            "aws:notifications/contactsEmailContact:ContactsEmailContact user-notifications-security@example.com",
            "aws:notifications/eventRule:EventRule user-notifications-guardduty",
            "aws:notifications/eventRule:EventRule user-notifications-macie",
            "aws:notifications/notificationConfiguration:NotificationConfiguration user-notifications",
            "aws:notifications/notificationHub:NotificationHub user-notifications",
        ]);
        assert.deepEqual(one("notificationHub:NotificationHub").inputs, { notificationHubRegion: home });
        assert.deepEqual(configuration().inputs, {
            name: "vigil-test-user-notifications",
            description: "Findings of GuardDuty, Macie and Inspector that are HIGH or above.",
            aggregationDuration: "SHORT",
            tags,
        });
        // Without a hub there is no place for it.
        assert.deepEqual(recorded.dependenciesOf(configuration()), [
            "aws:notifications/notificationHub:NotificationHub user-notifications",
        ]);
    });

    it("are of each service in the Regions where it is on, from HIGH up", () => {
        const rules = ["guardduty", "macie"].map((service) =>
            recorded.one("aws:notifications/eventRule:EventRule", `user-notifications-${service}`),
        );
        assert.deepEqual(
            rules.map((rule) => ({ ...rule.inputs, eventPattern: policyOf(rule, "eventPattern") })),
            [
                {
                    notificationConfigurationArn: configuration().outputs.arn,
                    source: "aws.guardduty",
                    eventType: "GuardDuty Finding",
                    eventPattern: { detail: findingPattern("guardDuty", "HIGH", "CRITICAL").detail },
                    regions: ["eu-west-1", "us-east-1"],
                },
                {
                    notificationConfigurationArn: configuration().outputs.arn,
                    source: "aws.macie",
                    eventType: "Macie Finding",
                    eventPattern: { detail: findingPattern("macie", "HIGH").detail },
                    regions: ["eu-west-1"],
                },
            ],
        );
    });

    it("are mailed to contacts of their own", () => {
        const contact = one("contactsEmailContact:ContactsEmailContact");
        assert.deepEqual(contact.inputs, {
            name: "vigil-test-786906db",
            emailAddress: "security@example.com",
            tags,
        });
        assert.deepEqual(one("channelAssociation:ChannelAssociation").inputs, {
            arn: contact.outputs.arn,
            notificationConfigurationArn: configuration().outputs.arn,
        });
    });
});
