import type { MeOutput } from "@/server/contracts/identity";
import { withUser } from "@/server/db/tenant";
import { hasTwoFactor } from "./has-two-factor";

const ORGANIZATIONS_MAX = 200;

/** The signed-in person and the organisations they belong to, oldest membership first. */
export async function getMe(person: {
  userId: string;
  email: string;
  name: string | null;
}): Promise<MeOutput> {
  const { userId, email, name } = person;
  const rows = await withUser(userId, (tx) =>
    tx.membership.findMany({
      where: { userId },
      orderBy: [{ createdAt: "asc" }, { orgId: "asc" }],
      take: ORGANIZATIONS_MAX,
      select: {
        role: true,
        organization: { select: { slug: true, name: true, isDemo: true, requireTwoFactor: true } },
      },
    }),
  );
  const hasFactor = await hasTwoFactor(userId);
  const organizations = rows.map(({ role, organization: { requireTwoFactor, ...facts } }) => ({
    role,
    ...facts,
    needsTwoFactor: requireTwoFactor && !hasFactor,
  }));
  return { userId, email, name, organizations };
}
