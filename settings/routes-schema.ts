import { z } from "zod";
import { typesLike, typeWords } from "../findings/finding-types";
import { serviceKeys } from "../findings/services";
import { notes } from "./notes";
import { pathText, remove, set } from "./pulumi-commands";
import { mailboxes, slackChannels, teamsChannels } from "./receivers-schema";
import { region } from "./regions";
import { ownMinimumSeverity, severityWords } from "./severity-schema";
import { accountNumber, conflict, decoded, list } from "./value-types";

/** Finding types, with * for any text; each must fit a type that is known. */
export const typePatterns = (minimum = 0) =>
    list(
        z.string().superRefine((pattern, context) => {
            if (typesLike(pattern).length === 0) {
                context.addIssue({
                    code: "custom",
                    message: "no finding type is known that it fits (findings/finding-types.ts)",
                    input: pattern,
                    params: { known: typeWords },
                });
            }
        }),
        { minimum },
    );

const route = z.strictObject({
    services: list(z.enum(serviceKeys), { minimum: 1 })
        .default(serviceKeys)
        .register(notes, {
            meaning: "The services whose alerts the route gets.",
            allowed: `a list of ${serviceKeys.join(", ")}`,
            example: '["guardDuty"]',
            entry: "guardDuty",
            absent: "all",
        }),
    regions: list(region, { minimum: 1 }).default([]).register(notes, {
        meaning: "The Regions whose alerts the route gets.",
        allowed: "a list of watched Regions",
        example: '["eu-west-1"]',
        entry: "eu-west-1",
        absent: "all",
    }),
    accounts: list(accountNumber, { minimum: 1 }).default([]).register(notes, {
        meaning: "The accounts whose alerts the route gets.",
        allowed: "a list of account numbers",
        example: '["123456789012"]',
        entry: "123456789012",
        absent: "all",
    }),
    types: typePatterns(1).default([]).register(notes, {
        meaning: "The finding types that the route gets, with * for any text.",
        allowed: "a list of finding types, such as UnauthorizedAccess:*",
        example: '["UnauthorizedAccess:*"]',
        entry: "UnauthorizedAccess:*",
        absent: "all, and lost coverage",
    }),
    minimumSeverity: ownMinimumSeverity().register(notes, {
        meaning: "The lowest severity that the route gets: one word, or a word for each service.",
        allowed: severityWords,
        example: "HIGH",
        absent: "the default route's",
    }),
    emails: mailboxes().default([]).register(notes, {
        meaning: "Mail addresses of the route; each must confirm once.",
        allowed: "a list of mail addresses",
        example: '["team@example.com"]',
        entry: "team@example.com",
    }),
    slack: slackChannels().default([]).register(notes, {
        meaning: "Slack channels of the route.",
        allowed: "a list of { workspace: T0123ABCD, channel: C0123ABCD }",
    }),
    teams: teamsChannels().default([]).register(notes, {
        meaning: "Microsoft Teams channels of the route.",
        allowed: "a list of { tenant: ID, team: ID, channel: ID }",
    }),
});

type Routes = Readonly<Record<string, z.output<typeof route>>>;

/** Every route has a topic of its own for each medium, and one function reads them all. */
const mostRoutes = 10;

export const routes = decoded(
    z.record(z.string(), decoded(route)).superRefine((all, context) => {
        Object.entries(all).forEach(([name, { emails, slack, teams }], position) => {
            const path = ["alerts", "routes", name];
            const refuse = (message: string) => {
                context.addIssue({ code: "custom", message, path: [name], input: name, params: { fix: remove(path) } });
            };
            if (!/^[a-z][a-z0-9-]{0,29}$/.test(name))
                refuse("not a name of at most 30 small letters, digits and hyphens, a letter first");
            if (name === "default") refuse("the default route is vigil:alerts itself");
            if (position >= mostRoutes) refuse(`more than ${mostRoutes} routes`);
            if (emails.length + slack.length + teams.length === 0) {
                conflict(context, {
                    message: "nobody would hear of it: it has no receiver",
                    path: [name],
                    given: [],
                    givenAllOf: [path],
                    allowed: "at least one of emails, slack, teams",
                    fix: set([...path, "emails", 0], "team@example.com"),
                });
            }
        });
        oneChannelATeam(all, context);
    }),
)
    .default({})
    .register(notes, {
        meaning: "Further people, by the name of their route.",
        allowed: `a map of at most ${mostRoutes} names and what is theirs`,
        example: '{"payments":{"accounts":["123456789012"],"emails":["team@example.com"]}}',
        entry: '{"emails":["team@example.com"]}',
        group: true,
    });

/** The provider knows a configuration of Amazon Q for Teams by its team, so a team has room for one. */
function oneChannelATeam(all: Routes, context: z.core.$RefinementCtx) {
    const firsts = new Map<string, { channel: string; path: readonly PropertyKey[] }>();
    for (const [name, { teams }] of Object.entries(all)) {
        teams.forEach(({ team, channel }, position) => {
            const path = ["alerts", "routes", name, "teams", position];
            const first = firsts.get(team) ?? { channel, path };
            firsts.set(team, first);
            if (first.channel !== channel) {
                context.addIssue({
                    code: "custom",
                    message: `a team can have one channel, and that of ${pathText(first.path)} is another`,
                    path: [name, "teams", position, "channel"],
                    input: channel,
                    params: { fix: set([...path, "channel"], first.channel) },
                });
            }
        });
    }
}
