import type { JsonObject } from "../evaluators/json";
import { messageFor } from "../proof/alert-check";
import type { Case } from "../proof/case";
import type { Cloud, Trace } from "../proof/prove";
import { alarmEvent, alarmNotification } from "../proof/events/alarm";
import type { Step } from "../proof/report";
import { doubted } from "./doubted";
import { gatesOf } from "./gates";
import { type Letter, lettersOf } from "./letters";
import type { Alarm, EventBus, Rule, StackModel, Target } from "./model/stack-model";
import { machinesOf } from "./machines";
import { type Asked, scheduledOf } from "./scheduled";
import { allPassed, failed, oncePer, passed, walk } from "./steps";
import { isAboutMails, isGoingOff, silenceOf, watchingAlarms } from "./path/alarms";
import { archiveEvent } from "./path/event-archive";
import { exportToBucket } from "./path/export";
import { filterSteps } from "./path/filters";
import { isForMachines, machineProtocols, machineTopics } from "./path/machines";
import { messageOf } from "./path/message";
import { notifierOf } from "./path/notifier";
import { replicate } from "./path/replication";
import { receiversOf } from "./path/receivers";
import { busOf } from "./path/relay";
import { after, messagesOf, type Send, throughRules, together } from "./path/rules";
import { serviceStep } from "./path/service";
import { isForStream, streamOf } from "./path/stream";
import { takesAlerts, topicOf } from "./path/topic";
import { userNotified } from "./path/user-notifications";
import { weekly } from "./path/weekly";

/** The cloud of the rehearsal: events travel through the documents of a stack, without an account and in no time. */
export function simulationOf(stack: StackModel, asked: Asked): Cloud {
    const notifier = notifierOf(stack);
    const machines = machineTopics(stack);
    const gates = gatesOf(stack, notifier);
    const letters = lettersOf(stack, gates, notifier);
    const stream = streamOf(stack, letters.of);
    const { inform, toMachine } = machinesOf(stack, asked.events, gates, letters.of);
    const receivers = receiversOf(stack, { ...asked, notifier, gates, settings: asked.notifier });

    const scheduled = scheduledOf(stack, asked, {
        put: (region, event, next) => overRelay(region, event, toBus(next)),
        alert: (event) => alert(event, toMailboxes(event)),
        raise: (alarm) => raise(alarm, alarmEvent(stack, alarm, "ALARM")),
    });

    // What a rule takes else tells what it is for.
    let events: readonly JsonObject[] = [];
    const messagesOfRule = oncePer((rule: Rule) => messagesOf(rule, events));

    function travel({ region, event, destination, source, kind }: Case): Trace {
        const atHome = (next: (bus: EventBus) => Trace) => overRelay(region, event, toBus(next));
        const taken = (send: Send) => atHome((bus) => stream.taken(bus, event, send));
        const kept = (then?: (object: string) => Trace) => atHome((bus) => stream.keep(bus, event, then));
        const alerted = (send: Send) => atHome(alert(event, send));
        const ways: Readonly<Record<Case["destination"], () => Trace>> = {
            bucket: () => exportToBucket(stack, source, region, event),
            mailboxes: () => alerted(toMailboxes(event, kind === "burst")),
            "event archive": () => atHome((bus) => archiveEvent(stack, bus, event)),
            "findings stream": () => (source === "schedule" ? scheduled.heartbeat(region, stream.keep) : kept()),
            replica: () => kept((object) => replicate(stack, object, asked.replica)),
            "relay dead letters": () => overRelay(region, event, refused),
            "alert dead letters": () => alerted(refused),
            "endpoint dead letters": () => alerted((target) => untaken(target)),
            "notifier dead letters": () => alerted((target) => reported(letters.ofNotifier(target))),
            "stream dead letters": () => taken(refused),
            "unwritten records": () => taken((target) => stream.unwritten(target, reported)),
            machines: () => atHome(inform(event, toMachine(event))),
            "machine dead letters": () => atHome(inform(event, (target) => untaken(target, machineProtocols))),
            "user notifications": () => userNotified(stack.userNotifications, region, event, asked.emails),
            "heartbeat rule": () => scheduled.heartbeat(region),
        };
        return ways[destination]();
    }

    function overRelay(region: string, event: JsonObject, send: Send): Trace {
        const rules = stack.rules.filter((rule) => rule.bus === "default" && rule.region === region);
        const relays = rules.filter(({ targets }) => targets.some((target) => busOf(stack, target) !== undefined));
        const [only] = relays.length === 1 ? relays : [];
        const resource = only?.resource ?? { type: "event bus", name: `default of ${region}` };
        return throughRules("relay rule", { resource, words: `the default bus of ${region}` }, rules, event, send);
    }

    function alert(event: JsonObject, send: Send): (bus: EventBus) => Trace {
        return ({ name, region, resource }) => {
            const own = stack.rules.filter((rule) => rule.bus === name && rule.region === region);
            const rules = own.filter((rule) => !isForMachines(machines, rule) && !isForStream(rule));
            // A rule was meant for what it takes others of, or else has nothing to do.
            const isMeant = (rule: Rule) => {
                const messages = messagesOfRule(rule);
                return messages.has(messageFor(event)) || [...messages].every((message) => message === undefined);
            };
            return throughRules("alert rule", { resource, words: `the bus ${name}`, isMeant }, rules, event, send);
        };
    }

    function toBus(next: (bus: EventBus) => Trace): Send {
        return (target) => {
            const steps = gates.toBus(target);
            const bus = busOf(stack, target);
            return bus !== undefined && allPassed(steps) ? after(steps, next(bus)) : letters.ofRelay(target, steps);
        };
    }

    function toMailboxes(event: JsonObject, isBurst = false): Send {
        return (target) => {
            const { step, text, refused: isRefused } = messageOf(target, event);
            if (isRefused) return { steps: [step], deadLetter: "lost" };
            if (text === undefined) return letters.of(target, [step]);
            if (target.arn === notifier?.queue?.arn) return pastTopic(target, step, text, event);
            const gate = gates.toTopic(target);
            const steps = [step, ...gate];
            const topic = topicOf(stack, target.arn);
            if (topic === undefined || !allPassed(gate)) return letters.of(target, steps);
            return after(steps, (isBurst ? receivers.burst : receivers.one)(topic, text, event));
        };
    }

    /** What only routes want goes to the queue of the notifier, so that no endpoint hears of it. */
    function pastTopic(target: Target, step: Step, text: string, event: JsonObject): Trace {
        const trace = after([step], receivers.pastTopic(target, text, event));
        const isTaken = trace.steps.every(({ hop, passed }) => passed || hop !== "notifier queue");
        return isTaken ? trace : letters.of(target, trace.steps);
    }

    /** One event that the target was made to refuse; the alarm about it is not refused. */
    function refused(target: Target): Trace {
        return reported(letters.of(target, []));
    }

    /** One alert that each endpoint was made not to take. */
    function untaken(target: Target, protocols?: readonly string[]): Trace {
        const traces = letters.ofEndpoints(target, protocols).map(reported);
        return traces.find(({ steps }) => !allPassed(steps)) ?? traces[0] ?? { steps: [] };
    }

    function reported({ alarm, ...trace }: Letter): Trace {
        if (alarm === undefined) return trace;
        return { ...trace, ...after(trace.steps, raise(alarm, alarmEvent(stack, alarm, "ALARM"))) };
    }

    /** An alarm notifies its topics, and the default bus receives an event of every alarm, which a relay may carry. */
    function raise(alarm: Alarm, event: JsonObject): Trace {
        const stops = (reason: string) => ({ steps: [failed("alarm action", alarm.resource, reason)] });
        const isOff = isGoingOff(event);
        const silence = isOff && silenceOf(stack, alarm);
        if (silence) return stops(`It says nothing of the first loss: ${silence}.`);
        const topics = isOff ? gates.toTopics(alarm) : gates.toTopicsWhenOver(alarm);
        const told = topics.map(({ topicArn, steps }) => notify(alarm, topicArn, steps, event));
        const relayed = overRelay(alarm.region, event, toBus(alert(event, toMailboxes(event))));
        if (told.length > 0 || relayed.arrived !== undefined) return together([...told, relayed]);
        if (!isOff && gates.toTopics(alarm).length > 0)
            return stops("It notifies its topics when it goes off, not when it is over.");
        const isHome = stack.topics.some(({ region }) => region === alarm.region);
        return isHome && isOff && relayed.steps.length === 1
            ? stops("It has no action that is on, and no relay carries it.")
            : relayed;
    }

    function notify(alarm: Alarm, topicArn: string, gate: readonly Step[], event: JsonObject): Trace {
        const steps = [passed("alarm action", alarm.resource, `The alarm notifies ${topicArn}.`), ...gate];
        const topic = topicOf(stack, topicArn);
        if (topic === undefined || !allPassed(gate)) return { steps };
        const isOff = isGoingOff(event);
        if (notifier && isOff && takesAlerts(stack, topic) && isAboutMails(stack, notifier, alarm)) {
            const reason = "It goes the way of alerts, which is what it is about: it has to notify the mail topic.";
            return { steps: [...steps, failed("alarm action", alarm.resource, reason)] };
        }
        return after(steps, receivers.one(topic, alarmNotification(stack, alarm, isOff ? "ALARM" : "OK"), event));
    }

    function send(sent: Case): Trace {
        const { source, region, event, destination } = sent;
        if (sent.kind === "weekly") return weekly(stack, asked, notifier, gates);
        if (source === "schedule") return sent.kind === "silence" ? scheduled.silence() : travel(sent);
        if (source === "alarm") {
            const resources = Array.isArray(event.resources) ? event.resources : [];
            const alarm = stack.alarms.find(({ arn }) => resources.includes(arn));
            return alarm === undefined || destination !== "mailboxes" ? travel(sent) : raise(alarm, event);
        }
        const steps = walk(
            () => serviceStep(stack, source, region),
            () => filterSteps(stack, sent),
        );
        return allPassed(steps) ? after(steps, travel(sent)) : { steps };
    }

    return {
        kind: "rehearsal",
        account: stack.account,
        partition: stack.partition,
        alarms: watchingAlarms(stack),
        send: (cases) => {
            events = cases.map(({ event }) => event);
            const traces = cases.map(send);
            return Promise.resolve(stack.doubts.length === 0 ? traces : traces.map((trace) => doubted(stack, trace)));
        },
    };
}
