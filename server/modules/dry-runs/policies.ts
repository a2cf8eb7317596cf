import { z } from "zod";
import { readFirewallSettings } from "@/server/contracts/firewall";
import { ActiveAllowRule } from "@/server/contracts/firewall-allow";
import { PlanIdSchema } from "@/server/contracts/plans";
import type { FirewallDryRun } from "@/server/db/generated/client";
import { AllowList, type ReplayPolicy } from "@/server/firewall";

type Stored = Pick<FirewallDryRun, "draft" | "saved" | "allowRules" | "withoutAllowRules" | "planId">;

/** Both policies of a run, as they were when it was asked for. */
export function policiesOf(run: Stored): { saved: ReplayPolicy; draft: ReplayPolicy } {
  const rules = z.array(ActiveAllowRule).parse(run.allowRules);
  const left = rules.filter(({ id }) => !run.withoutAllowRules.includes(id));
  const planId = PlanIdSchema.parse(run.planId);
  return {
    saved: { settings: readFirewallSettings(run.saved), planId, allow: new AllowList(rules) },
    draft: { settings: readFirewallSettings(run.draft), planId, allow: new AllowList(left) },
  };
}
