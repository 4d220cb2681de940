/** Hosts of chat webhooks, of any number of labels below. */
const hosts: Readonly<Record<string, readonly string[]>> = {
    Slack: ["hooks.slack.com"],
    Teams: ["webhook.office.com", "outlook.office.com", "logic.azure.com", "api.powerplatform.com"],
    Discord: ["discord.com", "discordapp.com"],
    "Google Chat": ["chat.googleapis.com"],
    "Amazon Chime": ["hooks.chime.aws"],
};

/**
 * Whose webhook a URL is. Webhooks take a chat's own JSON only and answer nothing that asks them to confirm, so SNS never
 * sends them anything (SNS Developer Guide, "Subscribing an HTTPS endpoint to a topic").
 */
export function webhookOf(url: string): string | undefined {
    const host = URL.canParse(url) ? new URL(url).hostname : "";
    return Object.entries(hosts).find(([, known]) =>
        known.some((name) => host === name || host.endsWith(`.${name}`)),
    )?.[0];
}
