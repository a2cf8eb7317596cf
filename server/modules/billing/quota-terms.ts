import type { QuotaTerms } from "@/server/contracts/quota";
import type { Prisma } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";

export const QUOTA_FIELDS = {
  overageCapMicroUsd: true,
  status: true,
  countedMonth: true,
  countedBefore: true,
} as const satisfies Prisma.SubscriptionSelect;

type QuotaRow = Prisma.SubscriptionGetPayload<{ select: typeof QUOTA_FIELDS }>;

/** The terms of a subscription; an organisation without a row has none. */
export function quotaTerms(row: QuotaRow | null): QuotaTerms {
  if (row === null) return { overageCapMicroUsd: null, isTrial: false, before: null };
  const { overageCapMicroUsd: cap, countedMonth, countedBefore, status } = row;
  return {
    overageCapMicroUsd: cap === null ? null : Number(cap),
    isTrial: status === "trialing",
    before:
      countedMonth === null
        ? null
        : { month: countedMonth.toISOString().slice(0, 10), requests: countedBefore },
  };
}

export async function readQuotaTerms(tx: Tx, { orgId }: { orgId: string }): Promise<QuotaTerms> {
  return quotaTerms(await tx.subscription.findUnique({ where: { orgId }, select: QUOTA_FIELDS }));
}
