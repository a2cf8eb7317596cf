import type { Role } from "@/server/contracts/permissions";
import type { PlanId } from "@/server/contracts/plans";
import type { Ctx } from "@/server/core/context";
import { newId, uuidv7 } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";

export interface TestOrg {
  orgId: string;
  projectId: string;
  userId: string;
  /** A context of this organisation's person in the given role (owner when left out). */
  as(role?: Role): Ctx;
}

/** An organisation of its own for one test: owner, one project, subscription. */
export async function createTestOrg(planId: PlanId = "free"): Promise<TestOrg> {
  const db = systemDb();
  const orgId = newId("org");
  const userId = newId("usr");
  const projectId = newId("prj");
  await db.user.create({ data: { id: userId, email: `${userId}@test.invalid`, name: "Test Owner" } });
  await db.organization.create({
    data: {
      orgId,
      slug: orgId.toLowerCase().replace("_", "-"),
      name: "Test organisation",
      memberships: { create: { userId, role: "owner" } },
      projects: { create: { id: projectId, slug: "default", name: "Default" } },
      subscription: { create: { planId } },
    },
  });
  return { orgId, projectId, userId, as: (role = "owner") => ctxOf(orgId, userId, role, planId) };
}

function ctxOf(orgId: string, userId: string, role: Role, planId: PlanId): Ctx {
  return {
    orgId,
    planId,
    actor: { kind: "user", userId, label: "Test Owner", role },
    requestId: uuidv7(),
    address: "127.0.0.1",
    now: () => new Date(),
  };
}
