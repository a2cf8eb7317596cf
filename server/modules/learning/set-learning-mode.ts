import {
  LEARN_ALONE,
  type LearningModeName,
  SetLearningModeInput,
  type SetLearningModeOutput,
} from "@/server/contracts/learning";
import { writeAudit } from "@/server/core/audit";
import { actorId, authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { type Tx, withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { publishLearning } from "./publish-learning";
import { toReceipt } from "./receipts.queries";

/**
 * Learning together or alone. Leaving takes an organisation's scores out of the shared model at once: it is worked out
 * anew from what the others gave, and the receipt shows its hash before and after.
 */
export async function setLearningMode(ctx: Ctx, input: SetLearningModeInput): Promise<SetLearningModeOutput> {
  authorize(ctx, "learning:manage");
  const { mode, confirm } = parseInput(SetLearningModeInput, input);
  const from = await withTenant(ctx, (tx) => refuseUnless(tx, ctx, mode, confirm));
  if (from === mode) return { mode, receipt: null };
  const before = await publishLearning(ctx.now());
  const given = await withTenant(ctx, (tx) => change(tx, ctx, from, mode));
  const after = await publishLearning(ctx.now(), { isCold: true, withoutOrgId: ctx.orgId });
  const row = await withTenant(ctx, (tx) =>
    tx.learningReceipt.create({
      data: {
        id: newId("lrc"),
        orgId: ctx.orgId,
        fromMode: from,
        toMode: mode,
        actorId: actorId(ctx.actor),
        actorLabel: ctx.actor.kind === "job" ? ctx.actor.name : ctx.actor.label,
        snapshotIdBefore: before.snapshotId,
        snapshotIdAfter: after.snapshotId,
        hashBefore: before.hash,
        hashAfter: after.hash,
        hashWithout: after.hashWithout ?? after.hash,
        cellCount: given.cells,
        answerCount: given.answers,
        createdAt: ctx.now(),
      },
    }),
  );
  return { mode, receipt: toReceipt(row) };
}

/** Who may, by role, plan and what they have typed; the mode that holds now. */
async function refuseUnless(
  tx: Tx,
  ctx: Ctx,
  mode: LearningModeName,
  confirm: string | undefined,
): Promise<LearningModeName> {
  await refuseKeyOfOthers(tx, ctx);
  if (mode === "isolated") requireFeature(ctx, "learning_opt_out");
  const { learningMode } = await tx.organization.findUniqueOrThrow({
    where: { orgId: ctx.orgId },
    select: { learningMode: true },
  });
  if (learningMode !== mode && mode === "isolated" && confirm !== LEARN_ALONE) {
    throw new AppError("invalid_request", "not confirmed", {
      userMessage: `Confirm that this organisation is to learn alone: “confirm” must be “${LEARN_ALONE}”.`,
      param: "confirm",
    });
  }
  return learningMode;
}

/** A key may do what its maker may: this, an owner alone. */
async function refuseKeyOfOthers(tx: Tx, ctx: Ctx): Promise<void> {
  if (ctx.actor.kind !== "api_key") return;
  const key = await tx.apiKey.findUnique({ where: { id: ctx.actor.keyId }, select: { createdBy: true } });
  const maker = key?.createdBy ?? "";
  const owners = await tx.membership.count({ where: { orgId: ctx.orgId, userId: maker, role: "owner" } });
  if (owners > 0) return;
  throw new AppError("permission_denied", "the key was not made by an owner", {
    userMessage: "Only a key that an owner has made may change how the organisation learns.",
  });
}

interface Given {
  cells: number;
  answers: number;
}

async function change(tx: Tx, ctx: Ctx, from: LearningModeName, mode: LearningModeName): Promise<Given> {
  const { orgId } = ctx;
  await lockOrganization(tx, ctx);
  await tx.organization.update({ where: { orgId }, data: { learningMode: mode }, select: { orgId: true } });
  await writeAudit(tx, ctx, {
    action: "learning.mode_changed",
    targetKind: "organization",
    targetId: orgId,
    changes: { mode: [from, mode] },
  });
  const rows = await tx.learningStatistic.groupBy({
    by: ["category", "provider", "model"],
    where: { orgId, isShared: true },
    _sum: { answerCount: true },
  });
  const answers = rows.reduce((sum, { _sum }) => sum + (_sum.answerCount ?? 0), 0);
  return { cells: rows.length, answers };
}
