import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { isJsonObject, parseJson } from "../../tools/evaluators/json";
import { checkVector, type Events, type Result } from "./check-vector";
import { asVector, type Vector } from "./vector";

/** The results of a file of vectors. */
export interface FileResults {
    readonly name: string;
    readonly results: readonly Result[];
}

/** The vectors cannot be run; the message is one sentence. */
export class VectorsError extends Error {
    public override readonly name = "VectorsError";
}

/**
 * Runs every vector of a directory: the lines of its files `*.jsonl`, in the order of their names. Vectors about sample
 * events take them from the files `events/*.json` that are JSON objects.
 *
 * @throws VectorsError when there is nothing to run, or a line is not a vector
 */
export function runVectors(directory: string): FileResults[] {
    const names = filesIn(directory, ".jsonl");
    if (names.length === 0)
        throw new VectorsError(`The directory ${directory} has no vectors: no file in it ends in .jsonl.`);
    const files = names.map((name) => ({ name, vectors: readVectors(directory, name) }));
    const events = files.some(({ vectors }) => vectors.some((vector) => "matches" in vector))
        ? readEvents(join(directory, "events"))
        : new Map<string, never>();
    return files.map(({ name, vectors }) => ({ name, results: vectors.map((vector) => checkVector(vector, events)) }));
}

function readVectors(directory: string, name: string): Vector[] {
    const lines = readFileSync(join(directory, name), "utf8").split("\n");
    const vectors = lines.flatMap((line, index) =>
        line.trim() === "" ? [] : [readVector(line, `${name}:${index + 1}`)],
    );
    if (vectors.length === 0) throw new VectorsError(`${name} has no vectors: it is empty.`);
    return vectors;
}

function readVector(line: string, place: string): Vector {
    const vector = asVector(parseJson(line, (problem) => new VectorsError(`${place} ${problem}.`)));
    if (vector === undefined) throw new VectorsError(`${place} is not a vector of any kind that is known here.`);
    return vector;
}

function readEvents(directory: string): Events {
    const files = filesIn(directory, ".json").map((name) => {
        const text = readFileSync(join(directory, name), "utf8");
        return { name, value: parseJson(text, (problem) => new VectorsError(`events/${name} ${problem}.`)) };
    });
    // A list among them is an index of the events.
    const events = files.flatMap(({ name, value }) => (isJsonObject(value) ? [[name, value] as const] : []));
    return new Map(events);
}

function filesIn(directory: string, ending: string): string[] {
    if (!existsSync(directory) || !statSync(directory).isDirectory())
        throw new VectorsError(`There is no directory ${directory}.`);
    return readdirSync(directory)
        .filter((name) => name.endsWith(ending) && statSync(join(directory, name)).isFile())
        .sort();
}
