import { isJsonObject, type JsonObject, type JsonValue, listOf } from "../evaluators/json";
import type { Rejection } from "../evaluators/policy";
import type { MarkedStatement } from "../proof/marked-statement";

/**
 * A statement as its policy writes it, marked where it does not fit a request.
 *
 * @param reasons why it allows nothing; none for a statement that denies
 */
export function markedStatement(
    { Statement: statements = [] }: JsonObject,
    { index, sid }: Rejection["statement"],
    reasons: Rejection["reasons"],
): MarkedStatement {
    const statement = listOf(statements)[index];
    const { Condition = {}, ...parts } = isJsonObject(statement) ? statement : {};
    const others = Object.entries(parts).filter(([name]) => name !== "Sid");
    const wrong = new Set(reasons.map(({ element }) => element));
    const conditions = Object.entries(isJsonObject(Condition) ? Condition : {}).flatMap(([operator, keys]) =>
        Object.entries(isJsonObject(keys) ? keys : {}).map(([key, values]) => [`${operator} ${key}`, values] as const),
    );
    const elements = [...others, ...conditions];
    const holds = (name: string, value: JsonValue) =>
        reasons.length === 0 ? !(name === "Effect" && value === "Deny") : !wrong.has(name);
    return {
        name: sid ?? String(index),
        elements: elements.map(([name, value]) => ({
            text: `${name}: ${JSON.stringify(value)}`,
            holds: holds(name, value),
        })),
    };
}
