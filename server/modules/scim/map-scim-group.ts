import { type DirectoryOutput, MapScimGroupInput } from "@/server/contracts/scim";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { applyGroupRoles } from "@/server/modules/members";
import { lockOrganization } from "@/server/modules/organizations";
import { readDirectory } from "./get-directory";
import { rolesIn } from "./save-group";
import { getGroupOrThrow, membersOf } from "./scim-groups.queries";

/** Chooses what a group of the directory stands for; its people get the role at once. */
export async function mapScimGroup(ctx: Ctx, input: MapScimGroupInput): Promise<DirectoryOutput> {
  authorize(ctx, "sso:manage");
  const { groupId: id, role } = parseInput(MapScimGroupInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const group = await getGroupOrThrow(tx, ctx, id);
    if (group.role === role) return readDirectory(tx, ctx);
    await tx.scimGroup.update({ where: { id, orgId: ctx.orgId }, data: { role }, select: { id: true } });
    const people = (await membersOf(tx, ctx, group)).map(({ userId }) => userId);
    const roles = await applyGroupRoles(tx, ctx, people);
    await writeAudit(tx, ctx, {
      action: "scim_group.mapped",
      targetKind: "scim_group",
      targetId: id,
      changes: { displayName: group.displayName, role: [group.role, role], ...rolesIn(roles) },
    });
    return readDirectory(tx, ctx);
  });
}
