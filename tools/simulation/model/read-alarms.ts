import type { Lookup } from "./read-model";
import { objectsOf, regionOf, type Resource, textOf } from "./resource";
import { modelledTypes } from "./resource-types";
import type { Alarm } from "./stack-model";

export function readAlarms(all: Lookup): Alarm[] {
    return all(modelledTypes.alarm).map((alarm) => {
        const { alarmActions, actionsEnabled } = alarm.properties;
        const actions = Array.isArray(alarmActions) && actionsEnabled !== false ? alarmActions : [];
        return {
            resource: alarm.resource,
            region: regionOf(alarm),
            name: textOf(alarm, "name") ?? alarm.id,
            arn: textOf(alarm, "arn") ?? "",
            description: textOf(alarm, "alarmDescription") ?? "",
            metric: [textOf(alarm, "namespace"), textOf(alarm, "metricName")].join(" "),
            dimensions: (objectsOf(alarm, "dimensions")[0] ?? {}) as Record<string, string>,
            goesOffAtOne: goesOffAtOne(alarm),
            actions: actions.map(String),
        };
    });
}

function goesOffAtOne(alarm: Resource): boolean {
    const { threshold } = alarm.properties;
    switch (textOf(alarm, "comparisonOperator")) {
        case "GreaterThanThreshold":
            return Number(threshold) < 1;
        case "GreaterThanOrEqualToThreshold":
            return Number(threshold) <= 1;
        default:
            return false;
    }
}
