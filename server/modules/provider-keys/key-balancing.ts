import { SetKeyBalancingInput } from "@/server/contracts/provider-keys";
import { type KeyBalancingByProvider, readKeyBalancing } from "@/server/contracts/route-settings";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";

/** How calls are spread over several keys, for the providers where it was set. */
export async function getKeyBalancing(ctx: Ctx): Promise<KeyBalancingByProvider> {
  authorize(ctx, "provider:read");
  return withTenant(ctx, (tx) => readStored(tx, ctx));
}

export async function setKeyBalancing(
  ctx: Ctx,
  input: SetKeyBalancingInput,
): Promise<KeyBalancingByProvider> {
  authorize(ctx, "provider:manage");
  const { provider, balancing } = parseInput(SetKeyBalancingInput, input);
  return withTenant(ctx, async (tx) => {
    await tx.$queryRaw`select 1 from organizations where org_id = ${ctx.orgId} for update`;
    const keyBalancing = { ...(await readStored(tx, ctx)), [provider]: balancing };
    await tx.organization.update({
      where: { orgId: ctx.orgId },
      data: { keyBalancing },
      select: { orgId: true },
    });
    await writeAudit(tx, ctx, {
      action: "provider.balancing_changed",
      targetKind: "provider",
      targetId: provider,
      changes: { balancing },
    });
    return keyBalancing;
  });
}

async function readStored(tx: Tx, ctx: Ctx): Promise<KeyBalancingByProvider> {
  const { keyBalancing } = await tx.organization.findUniqueOrThrow({
    where: { orgId: ctx.orgId },
    select: { keyBalancing: true },
  });
  return readKeyBalancing(keyBalancing);
}
