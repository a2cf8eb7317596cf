import {
  FIREWALL_CATEGORIES,
  type FirewallCategory,
  type FirewallFinding,
  type FirewallMode,
  type FirewallTrial,
  TryFirewallInput,
} from "@/server/contracts/firewall";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import {
  AllowList,
  actionOf,
  findInLeaves,
  type GiveWay,
  projectModes,
  type ScannedLeaf,
  type ScanPolicy,
  verdictOf,
} from "@/server/firewall";
import { getProjectOrThrow } from "@/server/modules/projects";
import { readAllowRules, toActive } from "./allow-rules.queries";
import { readFirewallPolicy } from "./firewall-policies.queries";

/** What the firewall would say of a text in a request: the same detectors, thresholds and policy as on the path. */
export async function tryFirewall(ctx: Ctx, input: TryFirewallInput): Promise<FirewallTrial> {
  authorize(ctx, "firewall:read");
  const { projectId, text, trust } = parseInput(TryFirewallInput, input);
  const { settings, rules } = await withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    return {
      settings: await readFirewallPolicy(tx, ctx, projectId),
      rules: await readAllowRules(tx, ctx, projectId),
    };
  });
  const allow = new AllowList(rules.map(toActive));
  const modes = projectModes(settings, ctx.planId);
  const leaf: ScannedLeaf = { name: "", isName: false, text, path: [], trust, group: "", isOpaque: false };
  const findings: FirewallFinding[] = [];
  const timings: FirewallTrial["timings"] = [];
  for (const category of FIREWALL_CATEGORIES) {
    if (modes[category] === "off") continue;
    const startedMs = performance.now();
    const hits = await findInLeaves([leaf], { modes: only(modes, category), settings, allow }, giveWay);
    timings.push({ category, durationUs: Math.round((performance.now() - startedMs) * 1_000) });
    const policy: ScanPolicy = { modes, settings };
    for (const hit of hits) {
      const { detector, score, start, end } = hit;
      findings.push({ category, detector, score, path: "", start, end, action: actionOf(hit, policy) });
    }
  }
  return { verdict: verdictOf(findings), findings, timings };
}

function only(
  modes: Readonly<Record<FirewallCategory, FirewallMode>>,
  category: FirewallCategory,
): Record<FirewallCategory, FirewallMode> {
  return { injection: "off", pii: "off", secrets: "off", rules: "off", [category]: modes[category] };
}

const giveWay: GiveWay = () => new Promise((resolve) => setImmediate(resolve));
