import type { FirewallCategory, FirewallMode, FirewallSettings } from "@/server/contracts/firewall";
import { entitled, type PlanId } from "@/server/contracts/plans";

/** Rules of its own count only where there are any and the plan has them. */
export const hasOwnRules = ({ customRules }: FirewallSettings, planId: PlanId): boolean =>
  customRules.length > 0 && entitled(planId, "custom_firewall_rules");

/** What a project does in each category. */
export function projectModes(
  settings: FirewallSettings,
  planId: PlanId,
): Record<FirewallCategory, FirewallMode> {
  const { injection, pii, secrets, rules } = settings;
  return { injection, pii, secrets, rules: hasOwnRules(settings, planId) ? rules : "off" };
}
