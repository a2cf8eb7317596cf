import { SetJoinRoleInput, type SsoConnection } from "@/server/contracts/sso";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { connectionOrThrow, SSO_FIELDS, toConnection } from "./sso.queries";

/** Chooses what people come in as for the first time. Whoever is in stays what they are. */
export async function setJoinRole(ctx: Ctx, input: SetJoinRoleInput): Promise<SsoConnection> {
  authorize(ctx, "sso:manage");
  const { role } = parseInput(SetJoinRoleInput, input);
  return withTenant(ctx, async (tx) => {
    const before = await connectionOrThrow(tx, ctx);
    const row = await tx.ssoConnection.update({
      where: { orgId: ctx.orgId },
      data: { joinRole: role },
      select: SSO_FIELDS,
    });
    await writeAudit(tx, ctx, {
      action: "sso.join_role_set",
      targetKind: "organization",
      targetId: ctx.orgId,
      changes: { role: [before.joinRole, role] },
    });
    return toConnection(row);
  });
}
