import { GetFunctionConfigurationCommand, paginateListEventSourceMappings } from "@aws-sdk/client-lambda";
import type { Clients } from "../../aws/clients";
import { itemsOf } from "../../aws/pages";
import { unlessMissing } from "../../aws/permission";
import type { Resource } from "../../simulation/model/resource";
import { camelCased, live } from "./live";

/** What Lambda says of a function, which may be gone, and of what gives it its messages. */
export async function askLambda({ lambda: client }: Clients, FunctionName: string) {
    const own = await unlessMissing(client.send(new GetFunctionConfigurationCommand({ FunctionName })));
    const mappings = await itemsOf(
        paginateListEventSourceMappings({ client }, { FunctionName: own?.FunctionArn ?? FunctionName }),
        ({ EventSourceMappings }) => EventSourceMappings,
    );
    return { own, mappings };
}

/** A function with its event source mappings; without the function when somebody deleted it. */
export async function readFunction(clients: Clients, name: string): Promise<Resource[]> {
    const { region } = clients;
    const { own, mappings } = await askLambda(clients, name);
    const functions = own === undefined ? [] : [own];
    return [
        ...functions.map(({ FunctionArn: arn, Environment, ...rest }) => {
            // Names of variables are the function's own.
            const environment = { variables: Environment?.Variables };
            return live("function", { name, region }, { ...camelCased(rest), name, arn, environment });
        }),
        ...mappings.map(({ UUID = "", FunctionArn: functionName, State = "", ...rest }) => {
            const enabled = State.startsWith("Enabl");
            return live("eventSourceMapping", { name: UUID, region }, { ...camelCased(rest), functionName, enabled });
        }),
    ];
}
