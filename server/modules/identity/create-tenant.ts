import { RESERVED_SLUGS } from "@/server/contracts/organizations";
import { writeAudit } from "@/server/core/audit";
import type { Ctx } from "@/server/core/context";
import { newId, randomBase62 } from "@/server/core/ids";
import { slugify } from "@/server/core/slug";
import type { Tx } from "@/server/db/tenant";
import { createDefaultRoute } from "@/server/modules/routes";

export interface NewTenant {
  owner: { userId: string; label: string };
  name: string;
  requestId: string;
  address: string | null;
  now: Date;
}

/** An organisation with everything it needs to answer a first request: owner, plan, project, `auto` route. */
export async function createTenant(tx: Tx, tenant: NewTenant): Promise<{ orgId: string; slug: string }> {
  const orgId = newId("org");
  const projectId = newId("prj");
  const slug = await freeSlug(tx, tenant.name);
  await tx.organization.create({ data: { orgId, slug, name: tenant.name } });
  await tx.membership.create({ data: { orgId, userId: tenant.owner.userId, role: "owner" } });
  await tx.subscription.create({ data: { orgId, planId: "free" } });
  await tx.project.create({ data: { id: projectId, orgId, slug: "default", name: "Default" } });
  await createDefaultRoute(tx, { orgId, projectId });
  const ctx: Ctx = {
    orgId,
    planId: "free",
    actor: { kind: "user", ...tenant.owner, role: "owner" },
    requestId: tenant.requestId,
    address: tenant.address,
    now: () => tenant.now,
  };
  const target = { targetKind: "organization", targetId: orgId };
  await writeAudit(tx, ctx, {
    action: "organization.created",
    ...target,
    changes: { name: tenant.name, slug },
  });
  return { orgId, slug };
}

/** The name as a slug when nobody has it; otherwise with random characters, as numbers would count our customers. */
async function freeSlug(tx: Tx, name: string): Promise<string> {
  const wanted = slugify(name, "org");
  // Two people who choose the same name at once wait for each other here instead of failing on the unique index.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`org-slug:${wanted}`}, 0))`;
  const isTaken = await tx.organization.findUnique({ where: { slug: wanted }, select: { orgId: true } });
  if (isTaken === null && wanted !== "org" && !RESERVED_SLUGS.includes(wanted)) return wanted;
  return `${wanted}-${randomBase62(6).toLowerCase()}`;
}
