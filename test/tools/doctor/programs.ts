import type { RecordedResource } from "../../../tools/recording/recorder";

export const detectorType = "aws:guardduty/detector:Detector";

/** What the program registers, as far as a detector's takeover needs it. */
export function programOf(stack: string): RecordedResource[] {
    const urn = (type: string) => `urn:pulumi:${stack}::vigil::${type}::detection-eu-west-1`;
    const component = "vigil:index:ThreatDetection";
    return [
        { urn: urn(component), type: component, name: "detection-eu-west-1", parent: "", inputs: {} },
        {
            urn: urn(`${component}$${detectorType}`),
            type: detectorType,
            name: "detection-eu-west-1",
            parent: urn(component),
            inputs: { region: "eu-west-1" },
        },
    ] as unknown as RecordedResource[];
}
