import { isJsonObject, type JsonValue, kindOfJson } from "../json";
import { parseOperator } from "./condition-operator";
import { type Condition, PolicyError } from "./policy-document";

/**
 * Reads the Condition element of a statement.
 *
 * AWS: IAM user guide, "IAM JSON policy elements: Condition".
 *
 * @throws PolicyError when it is not an object of operators, keys and values, or an operator is unknown
 */
export function parseConditions(element: JsonValue | undefined, path: string): Condition[] {
    if (element === undefined) {
        return [];
    }
    return entriesOf(element, path).flatMap(([operator, keys]) => {
        if (parseOperator(operator) === undefined) {
            throw new PolicyError(`${path}.${operator}`, "is not a condition operator");
        }
        return entriesOf(keys, `${path}.${operator}`).map(([key, values]) => ({
            operator,
            key,
            values: parseValues(values, `${path}.${operator}.${key}`),
        }));
    });
}

function entriesOf(value: JsonValue, path: string): [string, JsonValue][] {
    if (!isJsonObject(value)) {
        throw new PolicyError(path, `must be an object, but is ${kindOfJson(value)}`);
    }
    return Object.entries(value);
}

/** Numbers and booleans are taken for what they print, as AWS does. */
function parseValues(value: JsonValue, path: string): string[] {
    return (Array.isArray(value) ? value : [value]).map((single) => {
        if (typeof single === "object") {
            throw new PolicyError(path, `must be a value or a list of values, but is ${kindOfJson(single)}`);
        }
        return String(single);
    });
}
