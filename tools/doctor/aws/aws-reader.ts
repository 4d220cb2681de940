import type { AccountReader } from "../account-reader";
import * as account from "./account";
import * as guardDuty from "./guardduty";
import * as inspector from "./inspector";
import * as macie from "./macie";

/** The account of the AWS credentials at hand. */
export const awsReader: AccountReader = { ...account, ...guardDuty, ...macie, ...inspector };
