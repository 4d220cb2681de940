import { archiveActions } from "./archive";
import { deliveryActions } from "./delivery";
import { detectionActions } from "./detection";
import { networkActions } from "./network";
import type { ActionTable } from "./resource-actions";
import { roleActions } from "./roles";

/** Every resource type that the program can register. */
export const actionsOfTypes: ActionTable = {
    ...detectionActions,
    ...archiveActions,
    ...deliveryActions,
    ...roleActions,
    ...networkActions,
};
