import {
    type InputTransformer,
    MAX_NAME_LENGTH,
    MAX_PATH_LENGTH,
    MAX_PATHS,
    MAX_TEMPLATE_LENGTH,
} from "./input-transformer";
import { formOf, hasPlaceholderAsKey, parseTemplate, placeholdersOf } from "./template";
import { isReserved } from "./variables";

/**
 * Why PutTargets would not take an input transformer, in one sentence.
 *
 * AWS: EventBridge API reference, "InputTransformer"; EventBridge user guide, "Amazon EventBridge input transformation".
 *
 * @returns undefined when it takes the transformer
 */
export function reasonOfRefusal(transformer: InputTransformer): string | undefined {
    return problemOfPaths(transformer.inputPathsMap ?? {}) ?? problemOfTemplate(transformer);
}

function problemOfPaths(paths: Readonly<Record<string, string>>): string | undefined {
    if (Object.keys(paths).length > MAX_PATHS) {
        return `The paths map has more than ${MAX_PATHS} variables.`;
    }
    for (const [name, path] of Object.entries(paths)) {
        const problem = problemOfName(name) ?? problemOfPath(path);
        if (problem !== undefined) {
            return `The variable ${JSON.stringify(name)} ${problem}.`;
        }
    }
    return undefined;
}

function problemOfName(name: string): string | undefined {
    if (name.startsWith("AWS")) {
        return 'has a name that begins with "AWS"';
    }
    if (name.length > MAX_NAME_LENGTH) {
        return `has a name of more than ${MAX_NAME_LENGTH} characters`;
    }
    return /^[A-Za-z0-9_-]+$/.test(name) ? undefined : "has a name with other characters than letters, digits, _ and -";
}

function problemOfPath(path: string): string | undefined {
    return path.length > MAX_PATH_LENGTH ? `has a path of more than ${MAX_PATH_LENGTH} characters` : undefined;
}

function problemOfTemplate({ inputPathsMap, inputTemplate }: InputTransformer): string | undefined {
    if (inputTemplate.length < 1 || inputTemplate.length > MAX_TEMPLATE_LENGTH) {
        return `The template must have 1 to ${MAX_TEMPLATE_LENGTH} characters.`;
    }
    const unknown = placeholdersOf(parseTemplate(inputTemplate)).find(
        ({ name }) => !Object.hasOwn(inputPathsMap ?? {}, name) && !isReserved(name),
    );
    if (unknown !== undefined) {
        return `The template has the placeholder <${unknown.name}>, which is not in the paths map.`;
    }
    if (hasPlaceholderAsKey(inputTemplate)) {
        return "The template has a placeholder in the key of an object.";
    }
    if (formOf(inputTemplate) === undefined) {
        return "The template is neither JSON nor lines that are each in double quotes.";
    }
    return undefined;
}
