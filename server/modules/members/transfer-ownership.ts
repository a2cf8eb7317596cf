import { MemberInput } from "@/server/contracts/members";
import { writeAudit } from "@/server/core/audit";
import { actorId, authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { markForRenewal } from "@/server/modules/identity";
import { lockOrganization } from "@/server/modules/organizations";
import { queueMail } from "@/server/modules/outbox";
import { getMemberOrThrow } from "./members.queries";

/** Makes another member owner in the acting owner's place, who stays as an admin. */
export async function transferOwnership(ctx: Ctx, input: MemberInput, origin: string): Promise<void> {
  authorize(ctx, "ownership:transfer");
  const { userId } = parseInput(MemberInput, input);
  const from = actorId(ctx.actor);
  if (userId === from) throw new AppError("conflict", "You are an owner already. Choose somebody else.");
  await withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const { user } = await getMemberOrThrow(tx, ctx, userId);
    // Read again under the lock: two transfers at once must not make two owners of one.
    const me = await getMemberOrThrow(tx, ctx, from);
    if (me.role !== "owner") throw new AppError("conflict", "You are no longer an owner.");
    const { orgId } = ctx;
    await tx.membership.updateMany({ where: { orgId, userId }, data: { role: "owner" } });
    await tx.membership.updateMany({ where: { orgId, userId: from }, data: { role: "admin" } });
    await markForRenewal(tx, [userId, from]);
    await writeAudit(tx, ctx, {
      action: "ownership.transferred",
      targetKind: "user",
      targetId: userId,
      changes: { from: me.user.email, to: user.email },
    });
    const { name, slug } = await tx.organization.findUniqueOrThrow({
      where: { orgId },
      select: { name: true, slug: true },
    });
    await queueMail(tx, ctx, {
      to: user.email,
      subject: `You own ${name} on Floopy now`,
      heading: `You are the owner of ${name}`,
      paragraphs: [`${me.user.name ?? me.user.email} made you owner and stays as an admin.`],
      action: { label: `Open ${name}`, url: `${origin}/${slug}` },
    });
  });
}
