import { compose, type Mail, type Settings } from "../../notifier/compose";
import type { AlertSettings } from "../../settings";
import { mailRoutes } from "../../findings/routes";
import type { Received } from "./alert-queue";
import type { SampleRun } from "./sample-runs";

/** What mails say of the settings, also of those where a deployed notifier is to be removed. */
export function mailSettingsOf(alerts: AlertSettings): Settings {
    return { accountNames: {}, timeZone: "UTC", ...alerts.notifier, mute: alerts.mute, routes: mailRoutes(alerts) };
}

/** What a mail may tell of: an alert, and which mail does. */
export type Told = Pick<SampleRun, "askedAt" | "arrival" | "mail">;

/** The mails that came to the drill's queue for the first of the routes, and which of them tells of which sample. */
export class Mails {
    private readonly received: Received[] = [];

    /**
     * @param settings what mails say of the stack's settings
     * @param shown what a topic has of a mail
     */
    constructor(
        private readonly settings: Settings,
        private readonly shown: (mail: Mail) => Pick<Mail, "subject" | "text"> = (mail) => mail,
    ) {}

    /** Takes what arrived, and notes on each sample whose alert is here the mail that tells of it. */
    assign(mails: readonly Received[], sampleRuns: readonly Told[]): void {
        this.received.push(...mails);
        if (this.received.length === 0) return;
        const open = sampleRuns.filter(({ arrival, mail }) => arrival !== undefined && mail === undefined);
        const expected = new Map(open.map((one) => [one, this.expectedOf(one.arrival?.text ?? "")]));
        const isMeantFor = (mail: Received, { text }: { readonly text: string }) => mail.text === text;
        for (const [sampleRun, { single, entry }] of expected) {
            const others = [...expected.values()].filter((other) => other.single !== single);
            const alone =
                this.received.find((mail) => isMeantFor(mail, single)) ??
                this.received.find(
                    (mail) =>
                        mail.subject === single.subject && !others.some((other) => isMeantFor(mail, other.single)),
                );
            const listing = this.received.find(({ text }) => digestSize(text) > 0 && text.includes(entry));
            if (alone !== undefined) {
                const difference = differenceOf(single.text, alone.text);
                sampleRun.mail = { ...arrivalOf(alone, sampleRun), told: "alone", ...(difference && { difference }) };
            } else if (listing !== undefined) {
                sampleRun.mail = { ...arrivalOf(listing, sampleRun), told: "listed" };
            }
        }
        this.assignCounted(sampleRuns);
    }

    /** A digest lists its most urgent, and counts all. If it does not list enough for every sample left, they are there. */
    private assignCounted(sampleRuns: readonly Told[]): void {
        const left = sampleRuns.filter(({ arrival, mail }) => arrival !== undefined && mail === undefined);
        const digests = this.received.filter(({ text }) => unlistedIn(text) > 0);
        const [last] = digests.slice(-1);
        const room = digests.reduce((sum, { text }) => sum + unlistedIn(text), 0);
        if (last === undefined || room < left.length) return;
        for (const one of left) one.mail = { ...arrivalOf(last, one), told: "counted" };
    }

    /** The mail about one alert, and its entry in a digest. */
    private expectedOf(text: string) {
        const composed = (mailsPerBatch: number) => {
            const limits = { mailsPerBatch, mailsPerHour: 1 };
            const settings = { ...this.settings, routes: this.settings.routes.slice(0, 1) };
            const { mails } = compose([{ id: "", text }], {}, limits, settings, new Date(0));
            return mails[0] === undefined ? { subject: "", text: "" } : this.shown(mails[0]);
        };
        return { single: composed(1), entry: listIn(composed(0).text) };
    }
}

function arrivalOf({ subject = "", text, at }: Received, { askedAt = at }: Told) {
    return { subject, text, seconds: Math.max(0, (at - askedAt) / 1000) };
}

/** How many alerts a digest tells of; 0 for any other mail. */
export function digestSize(text: string): number {
    const [, size = "0"] = /^([\d,]+) alerts? at once, in this one mail\.$/m.exec(text) ?? [];
    return Number(size.replaceAll(",", ""));
}

/** The alerts that a digest lists; what no digest has, for any other mail. */
function listIn(text: string): string {
    const [, list = "\0"] = /^MOST URGENT .*\n([^]*?\n)\n/m.exec(text) ?? [];
    return list;
}

/** How many alerts a digest counts and does not list. */
function unlistedIn(text: string): number {
    const listed = [...listIn(text).matchAll(/^ {2}- \[/gm)].length;
    return /^ {2}and [\d,]+ other/m.test(listIn(text)) ? digestSize(text) - listed : 0;
}

/** The first line that differs, in words. */
function differenceOf(expected: string, actual: string): string | undefined {
    if (expected === actual) return undefined;
    const [wanted, got] = [expected.split("\n"), actual.split("\n")];
    const line = wanted.findIndex((text, index) => text !== got[index]);
    return `its line ${line + 1} is "${got[line] ?? ""}", not "${wanted[line] ?? ""}"`;
}
