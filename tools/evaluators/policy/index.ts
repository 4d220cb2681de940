export { type AccessQuestion, decide } from "./decide";
export { type Decision, explainDecision, type Reason, type Rejection, type StatementReference } from "./decision";
export { parsePolicy } from "./parse-policy";
export { type PolicyDocument, PolicyError, type Statement } from "./policy-document";
export type { AccessRequest } from "./request";
