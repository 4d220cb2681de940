import { watchedRegions } from "./availability";
import { isOptIn, offers } from "./regions";
import type { Configured } from "./schema";
import type { AlertSettings, PlanSettings, RegionSettings, Settings } from "./settings";
import { agents, agentsOf, planNames, type AgentWord, type PlanName } from "./vocabulary";

/** What the program reads, from what the user wrote. */
export function compile(configured: Configured): Settings {
    const { archive, replayDays, scanTargets } = configured;
    return {
        home: configured["aws:region"],
        regions: watchedRegions(configured).map((region) => regionSettings(region, configured)),
        alerts: alertSettings(configured.alerts),
        archive,
        replayDays,
        scanTargets,
    };
}

function regionSettings(region: string, { guardDuty, macie, inspector, suspended }: Configured): RegionSettings {
    const scan = inspector === false || suspended ? [] : inspector.scan.filter((type) => offers(region, type));
    const registryScanning = inspector !== false && inspector.registryScanning !== false && inspector.registryScanning;
    return {
        region,
        optIn: isOptIn(region),
        guardDuty: {
            enabled: !suspended,
            publishEvery: guardDuty.publishEvery,
            plans: planNames
                .filter((plan) => offers(region, plan))
                .map((plan) => planSettings(plan, guardDuty.plans[plan])),
        },
        macie:
            macie !== false && offers(region, "Macie")
                ? { status: suspended ? "PAUSED" : "ENABLED", publishEvery: macie.publishEvery }
                : undefined,
        inspector:
            scan.length > 0 && offers(region, "Inspector")
                ? { scan, registryScanning: registryScanning === false ? undefined : registryScanning }
                : undefined,
    };
}

function planSettings(name: PlanName, asked: boolean | { agents: readonly AgentWord[] }): PlanSettings {
    const all: readonly AgentWord[] = name in agentsOf ? agentsOf[name as keyof typeof agentsOf] : [];
    const installed = typeof asked === "object" ? asked.agents : [];
    return {
        name,
        enabled: asked !== false,
        agents: all.map((word) => ({ name: agents[word], enabled: installed.includes(word) })),
    };
}

function alertSettings({ minimumSeverity, emails, https }: Configured["alerts"]): AlertSettings {
    const one = minimumSeverity;
    return {
        minimumSeverity: typeof one === "string" ? { guardDuty: one, macie: one, inspector: one } : one,
        emails,
        https,
    };
}
