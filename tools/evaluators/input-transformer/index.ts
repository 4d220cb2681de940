export type { Delivery, InputTransformer } from "./input-transformer";
export { reasonOfRefusal } from "./put-targets";
export { transform } from "./transform";
export { deliveredText, type Transformed } from "./transformed";
