import assert from "node:assert/strict";
import { chatMessage } from "../../notifier/chat";
import { compose } from "../../notifier/compose";
import { readEventWith } from "../findings/events";
import { alertOf, limits, now, queued, settings } from "./batches";

describe("the chat message", () => {
    const hostile = "``` <!channel> @here <@U012345> [here](https://evil.example) *b* _i_ ~s~ <https://evil.example|x>";
    const contentOf = (text: string) => {
        const [mail] = compose(queued([text]), {}, limits, settings, now).mails;
        return (JSON.parse(chatMessage(mail!)) as { content: { title: string; description: string } }).content;
    };

    it("has no mention, no formatting and no link but the console's, whatever names say", () => {
        const change = { title: hostile, description: hostile, resource: { s3BucketDetails: [{ name: hostile }] } };
        const { title, description } = contentOf(alertOf(readEventWith("guardduty-high-bucket", change)));
        assert.doesNotMatch(title, /[<>`@*_~]|\]\(/);
        const [, body = "", after = ""] = /^```\n([^]*)\n```\n(.*)$/.exec(description) ?? [];
        assert.doesNotMatch(body, /[<>`@*_~]|https:\/\//);
        assert.match(after, /^https:\/\/[a-z0-9-]+\.console\.aws\.amazon\.com\/\S+$/);
    });

    it("is no longer than Amazon Q takes", () => {
        const { title, description } = contentOf("a long line of text\n".repeat(4000));
        assert.ok(title.length <= 250 && description.length <= 8000);
        assert.match(description, /\n\[\.\.\.\]\n```$/);
    });
});
