import type { JsonObject } from "../evaluators/json";
import type { Expectations } from "../proof/expectations";
import type { Trace } from "../proof/prove";
import type { Step } from "../proof/report";
import type { Gates } from "./gates";
import type { EventBus, StackModel, Target } from "./model/stack-model";
import { isForMachines, machineTopics, toMachines } from "./path/machines";
import { after, type Send, throughRules } from "./path/rules";
import { topicOf } from "./path/topic";
import { allPassed } from "./steps";

/** The way to machines, which is none of the alerts'. */
export function machinesOf(
    stack: StackModel,
    asked: Expectations["events"],
    gates: Gates,
    refused: (target: Target, steps: readonly Step[]) => Trace,
) {
    const machines = machineTopics(stack);

    function inform(event: JsonObject, send: Send): (bus: EventBus) => Trace {
        return ({ name, region, resource }) => {
            const own = stack.rules.filter((rule) => rule.bus === name && rule.region === region);
            const rules = own.filter((rule) => isForMachines(machines, rule));
            return throughRules("alert rule", { resource, words: `the bus ${name}` }, rules, event, send);
        };
    }

    function toMachine(event: JsonObject): Send {
        return (target) => {
            const gate = gates.toTopic(target);
            const topic = topicOf(stack, target.arn);
            if (topic === undefined || !allPassed(gate)) return refused(target, gate);
            const { https = [], queues = [], functions = [] } = asked ?? {};
            return after(gate, toMachines(stack, target, topic, event, { https, queues, functions }));
        };
    }

    return { inform, toMachine };
}
