import type { Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import type { Prisma } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";

export const SUBSCRIPTION_FIELDS = {
  planId: true,
  status: true,
  stripeCustomerId: true,
  stripeSubscriptionId: true,
  trialEndsAt: true,
  trialUsedAt: true,
  currentPeriodEnd: true,
  cancelAtPeriodEnd: true,
  graceEndsAt: true,
  keptUntil: true,
  overageCapMicroUsd: true,
  isByContract: true,
  countedMonth: true,
  countedBefore: true,
} as const satisfies Prisma.SubscriptionSelect;

export type SubscriptionRow = Prisma.SubscriptionGetPayload<{ select: typeof SUBSCRIPTION_FIELDS }>;

/** The row, made where there is none, and held until the transaction ends. */
export async function lockSubscription(tx: Tx, { orgId }: Pick<Ctx, "orgId">): Promise<SubscriptionRow> {
  await tx.subscription.createMany({ data: [{ orgId }], skipDuplicates: true });
  await tx.$queryRaw`select 1 from subscriptions where org_id = ${orgId} for update`;
  return tx.subscription.findUniqueOrThrow({ where: { orgId }, select: SUBSCRIPTION_FIELDS });
}

export function byContract(): AppError {
  return new AppError("conflict", "the plan is by contract", {
    userMessage: "Your plan is by contract. Write to us to change it.",
  });
}
