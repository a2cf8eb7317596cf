import { INVITATION_DAYS } from "@/server/contracts/members";
import type { Role } from "@/server/contracts/permissions";
import type { Ctx } from "@/server/core/context";
import type { Tx } from "@/server/db/tenant";
import { newToken } from "@/server/modules/identity";
import { queueMail } from "@/server/modules/outbox";

const DAY_MS = 86_400_000;

export interface Letter {
  email: string;
  role: Role;
  /** Of this installation. */
  origin: string;
}

/** Queues the mail with a fresh link, and returns what the invitation's row keeps of it. */
export async function sendInvitation(tx: Tx, ctx: Ctx, { email, role, origin }: Letter) {
  const { token, tokenHash } = newToken();
  const { name } = await tx.organization.findUniqueOrThrow({
    where: { orgId: ctx.orgId },
    select: { name: true },
  });
  const inviter = ctx.actor.kind === "job" ? "Floopy" : ctx.actor.label;
  await queueMail(tx, ctx, {
    to: email,
    subject: `${inviter} invited you to ${name} on Floopy`,
    heading: `Join ${name}`,
    paragraphs: [
      `${inviter} invited you to work in ${name} on Floopy as ${role}.`,
      `The link works once, for ${INVITATION_DAYS} days, and only for ${email}.`,
    ],
    action: { label: "Accept the invitation", url: `${origin}/invite/${token}` },
    note: "If you do not know who this is from, you can ignore this mail.",
  });
  const sentAt = ctx.now();
  return { tokenHash, sentAt, expiresAt: new Date(sentAt.getTime() + INVITATION_DAYS * DAY_MS) };
}
