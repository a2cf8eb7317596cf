import type { Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { withUser } from "@/server/db/tenant";
import { hasTwoFactor } from "@/server/modules/identity";

export interface ActorRequest {
  requestId: string;
  address: string | null;
}

interface PersonLike {
  userId: string;
  email: string;
  name: string | null;
}

/**
 * The verified context of a person in one organisation: role and plan as the database has them now. A person who is
 * not a member gets the same answer as for an organisation that does not exist.
 */
export async function actAs(request: ActorRequest, person: PersonLike, orgSlug: string): Promise<Ctx> {
  const { userId } = person;
  return withUser(userId, async (tx) => {
    const membership = await tx.membership.findFirst({
      where: { userId, organization: { slug: orgSlug } },
      select: { orgId: true, role: true, organization: { select: { requireTwoFactor: true } } },
    });
    if (membership === null) throw notFound("organisation");
    const { orgId, role, organization } = membership;
    if (organization.requireTwoFactor && !(await hasTwoFactor(userId, tx))) throw needsTwoFactor();
    await tx.$executeRaw`select set_config('app.org_id', ${orgId}, true)`;
    const subscription = await tx.subscription.findUnique({ where: { orgId }, select: { planId: true } });
    return {
      orgId,
      planId: subscription?.planId ?? "free",
      actor: { kind: "user", userId, label: person.name ?? person.email, role },
      ...request,
      now: () => new Date(),
    };
  });
}

function needsTwoFactor(): AppError {
  return new AppError("permission_denied", "the organisation requires two-factor sign-in", {
    userMessage: "This organisation requires two-factor sign-in. Set it up in your account first.",
  });
}
