import type { TwoFactorStatus } from "@/server/contracts/two-factor";
import { appDb } from "@/server/db/client";
import { withUser } from "@/server/db/tenant";

export async function getTwoFactor(userId: string): Promise<TwoFactorStatus> {
  const factor = await appDb().totpFactor.findUnique({ where: { userId }, select: { confirmedAt: true } });
  const recoveryCodesLeft = await appDb().recoveryCode.count({ where: { userId, usedAt: null } });
  const since = factor?.confirmedAt ?? null;
  return {
    isOn: since !== null,
    since,
    recoveryCodesLeft: since === null ? 0 : recoveryCodesLeft,
    requiredBy: await requiredBy(userId),
  };
}

/** Names of the person's organisations that require it. */
export async function requiredBy(userId: string): Promise<string[]> {
  const rows = await withUser(userId, (tx) =>
    tx.membership.findMany({
      where: { userId, organization: { requireTwoFactor: true } },
      select: { organization: { select: { name: true } } },
    }),
  );
  return rows.map((row) => row.organization.name);
}
