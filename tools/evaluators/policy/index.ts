export { type AccessQuestion, decide, type Decision, type Rejection } from "./decide";
export { PolicyError } from "./policy-json";
export type { AccessRequest } from "./request";
