import type { FirewallPolicy } from "@/server/contracts/firewall";
import { ALLOW_RULES_MAX, CreateAllowInput } from "@/server/contracts/firewall-allow";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { redactText } from "@/server/firewall/redact";
import { textSealer } from "@/server/modules/content-keys";
import { lockOrganization } from "@/server/modules/organizations";
import { getProjectOrThrow } from "@/server/modules/projects";
import { bumpPolicy } from "./allow-rules.queries";
import { readFirewallPolicy } from "./firewall-policies.queries";
import { excusesThis, type Proposed, propose, readHitFacts } from "./propose-allow-rule";
import { labelOf, storeReview } from "./review-hit";
import { storePolicy } from "./store-policy";

type Input = ReturnType<typeof CreateAllowInput.parse>;

/** Marks a hit as a mistake, and lets what it was for pass from now on. */
export async function createAllowRule(ctx: Ctx, input: CreateAllowInput): Promise<{ ruleId: string | null }> {
  authorize(ctx, "firewall:manage");
  const parsed = parseInput(CreateAllowInput, input);
  if (parsed.expiresAt !== null && parsed.expiresAt <= ctx.now())
    throw refused("The end has to be in the future.", "expiresAt");
  const facts = await withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, parsed.projectId);
    return readHitFacts(tx, ctx, keyOf(parsed));
  });
  // Outside of any transaction: checking a pattern takes up to three seconds.
  const proposed = await propose(facts, parsed.proposal);
  if (proposed.kind === "refused") throw refused(proposed.reason, "proposal");
  if (proposed.kind === "rule" && (await excusesThis(facts, proposed, ctx)) === false)
    throw refused("With this rule the text of this hit would still be found.", "proposal");
  const sealer = await textSealer(ctx.orgId);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const ruleId =
      proposed.kind === "rule"
        ? await storeRule(tx, ctx, parsed, proposed)
        : await lowerSensitivity(tx, ctx, parsed, facts.policy);
    await storeReview(tx, ctx, keyOf(parsed), {
      verdict: "mistaken",
      note: parsed.reason,
      allowRuleId: ruleId,
      sealer,
    });
    return { ruleId };
  });
}

const keyOf = ({ projectId, requestId, direction, category, detector }: Input) => ({
  ...{ projectId, requestId, direction, category, detector },
});

async function storeRule(
  tx: Tx,
  ctx: Ctx,
  { projectId, requestId, reason, expiresAt }: Input,
  { rule }: Extract<Proposed, { kind: "rule" }>,
): Promise<string> {
  const { orgId } = ctx;
  const count = await tx.firewallAllowRule.count({ where: { orgId, projectId } });
  if (count >= ALLOW_RULES_MAX)
    throw new AppError("limit_exceeded", "too many allow rules", {
      userMessage: `A project has at most ${ALLOW_RULES_MAX} of these rules. Remove one first.`,
    });
  const id = newId("alw");
  const { category, direction, detector, match } = rule;
  await tx.firewallAllowRule.create({
    data: {
      ...{ id, orgId, projectId, category, direction, detector, match, expiresAt },
      ...{ requestId: requestId.toLowerCase(), createdBy: labelOf(ctx.actor), createdAt: ctx.now() },
      reason: redactText(reason).text,
    },
    select: { id: true },
  });
  await bumpPolicy(tx, orgId, projectId);
  // What it lets pass is not told: an audit entry can never be erased.
  await writeAudit(tx, ctx, {
    action: "firewall.allow_rule_created",
    targetKind: "project",
    targetId: projectId,
    changes: {
      ...{ rule: id, kind: match.kind, category, direction, detector },
      ...{ reason: redactText(reason).text, expires_at: expiresAt?.toISOString() ?? null },
      request_id: requestId.toLowerCase(),
    },
  });
  return id;
}

async function lowerSensitivity(
  tx: Tx,
  ctx: Ctx,
  { projectId, reason, requestId }: Input,
  known: FirewallPolicy,
): Promise<null> {
  const { version, mayHaveRules, projectId: _, ...settings } = await readFirewallPolicy(tx, ctx, projectId);
  if (version !== known.version || settings.sensitivity === "low")
    throw new AppError("conflict", "the policy has changed", {
      userMessage: "Somebody has changed the policy meanwhile. Look at it again.",
    });
  const sensitivity = settings.sensitivity === "high" ? "medium" : "low";
  await storePolicy(tx, ctx, projectId, { ...settings, sensitivity });
  await writeAudit(tx, ctx, {
    action: "firewall.updated",
    targetKind: "project",
    targetId: projectId,
    changes: {
      sensitivity: { from: settings.sensitivity, to: sensitivity },
      reason: redactText(reason).text,
      request_id: requestId.toLowerCase(),
    },
  });
  return null;
}

function refused(userMessage: string, param: string): AppError {
  return new AppError("invalid_request", "allow rule refused", { userMessage, param });
}
