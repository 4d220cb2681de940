import { OrganizationConfiguration } from "@pulumi/aws/macie2";

// Runs before the program. The emulator's provider gives this resource no ID, without which nothing can be made; of a type
// that it does not know it says that it exists.
Object.assign(OrganizationConfiguration, { __pulumiType: "aws:macie2/organizationConfiguration:NotMadeHere" });
