import type { Role } from "@/server/contracts/permissions";
import { notFound } from "@/server/core/errors";
import { systemDb } from "@/server/db/system";
import { tokenHashOf } from "@/server/modules/identity";

export interface LinkedInvitation {
  id: string;
  orgId: string;
  email: string;
  role: Role;
  invitedBy: string;
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
  organization: { name: string; slug: string };
}

/** The invitation that a link leads to; whoever opens it is in no organisation yet. */
export async function findByToken(token: string): Promise<LinkedInvitation> {
  const row = await systemDb().invitation.findUnique({
    where: { tokenHash: tokenHashOf(token) },
    select: {
      id: true,
      orgId: true,
      email: true,
      role: true,
      invitedBy: true,
      expiresAt: true,
      acceptedAt: true,
      revokedAt: true,
      organization: { select: { name: true, slug: true } },
    },
  });
  if (row === null) throw notFound("invitation");
  return row;
}
