import type { FirewallSettings } from "@/server/contracts/firewall";
import { entitled } from "@/server/contracts/plans";
import type { Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { checkPattern } from "@/server/firewall/rules/check-pattern";

/** Rules of its own are for plans that have them. */
export function requirePlan({ planId }: Ctx, { customRules }: FirewallSettings): void {
  if (customRules.length === 0 || entitled(planId, "custom_firewall_rules")) return;
  throw new AppError("plan_required", "custom rules are not in the plan", {
    userMessage: "Rules of your own are part of the Pro plan.",
    feature: "custom_firewall_rules",
  });
}

/** Patterns that are not in use yet, and could take long on some text. Takes up to three seconds for each. */
export async function refuseSlowPatterns(
  { customRules }: FirewallSettings,
  before: FirewallSettings,
): Promise<void> {
  const known = new Set(before.customRules.map((rule) => (rule.kind === "regex" ? rule.pattern : null)));
  for (const [index, rule] of customRules.entries()) {
    if (rule.kind !== "regex" || known.has(rule.pattern)) continue;
    const verdict = await checkPattern(rule.pattern);
    if (verdict.isAccepted) continue;
    throw new AppError("invalid_request", "pattern refused", {
      userMessage: `The pattern of “${rule.name}” cannot be used. ${verdict.reason}`,
      param: `customRules.${index}.pattern`,
    });
  }
}
