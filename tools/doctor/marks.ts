import type { Colors } from "../cli/terminal";
import type { Kind } from "./finding";

export interface Mark {
    readonly mark: string;
    /** What the findings of the kind stand under. */
    readonly title: string;
    readonly color: (colors: Colors) => (text: string) => string;
}

/** How each kind of finding is shown. */
export const marks: Readonly<Record<Kind, Mark>> = {
    blocked: { mark: "✘", title: "Blocked: no import helps", color: ({ red }) => red },
    collision: { mark: "!", title: "In the way: to be imported first", color: ({ yellow }) => yellow },
    loss: { mark: "!", title: "Would be lost", color: ({ yellow }) => yellow },
    change: { mark: "~", title: "Would change", color: ({ cyan }) => cyan },
    note: { mark: "·", title: "Good to know", color: ({ dim }) => dim },
};
