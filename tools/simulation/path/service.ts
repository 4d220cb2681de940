import { type Service, serviceFacts } from "../../../findings/services";
import type { Step } from "../../proof/report";
import type { StackModel } from "../model/stack-model";
import { failed, passed } from "../steps";

/** Whether a service is there to raise anything. */
export function serviceStep({ services }: StackModel, service: Service, region: string): Step {
    const { name } = serviceFacts[service];
    const running = services.find((one) => one.service === service && one.region === region);
    if (running === undefined)
        return failed("service", { type: "service", name: `${name} in ${region}` }, `${name} is not on in ${region}.`);
    return running.off === undefined
        ? passed("service", running.resource, `${name} is on in ${region}.`)
        : failed("service", running.resource, `${name} in ${region} is ${running.off}, so it finds nothing.`);
}
