import { currentAccount } from "./components/current-account";
import { stackOutputs } from "./components/outputs";
import { ScanTargets } from "./components/scan-targets";
import { tellOfFindings } from "./parts/alerts";
import { keepFindings } from "./parts/archive";
import { delegate } from "./parts/delegation";
import { watchRegions } from "./parts/detection";
import { readSettings } from "./settings";

const settings = readSettings();
const { home, organization } = settings;
const account = currentAccount(organization.role);

// Detection in every Region first: the archive's policies name the detectors.
const watched = watchRegions(settings, account);
delegate(settings, watched);

const kept = keepFindings(settings, account, watched);
const told = kept && tellOfFindings(settings, account, kept.archive);
const targets = settings.scanTargets ? new ScanTargets("scan-target", { region: home, account }) : undefined;

export = stackOutputs({ home, account, watched, kept, told, targets });
