export { alarmEvent, alarmNotification } from "./alarm";
export { type Origin, sampleTime } from "./event";
export { guardDutyCoverage, guardDutyFinding } from "./guardduty";
export { inspectorCoverage, inspectorFinding } from "./inspector";
export { macieFinding } from "./macie";
