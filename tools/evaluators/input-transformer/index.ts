export { type Delivery, type InputTransformer, reasonOfRefusal } from "./input-transformer";
export { valueAtPath } from "./json-path";
export { deliveredText, transform, type Transformed } from "./transform";
