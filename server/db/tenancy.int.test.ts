import { afterAll, describe, expect, it } from "vitest";
import { createTestOrg } from "@/server/testing/factories";
import { appDb, disconnectDb } from "./client";
import { systemDb } from "./system";
import { withTenant, withUser } from "./tenant";

afterAll(disconnectDb);

describe("Row-Level Security", () => {
  it("is enabled and forced, with a tenant policy, on every table that has an org_id", async () => {
    await systemDb().$executeRaw`select floopy_ensure_partitions(current_date, current_date)`;
    const bare = await systemDb().$queryRaw<{ relname: string }[]>`
      select c.relname from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and c.relforcerowsecurity and exists (
          select 1 from pg_policies p where p.tablename = c.relname and p.policyname = 'tenant'))`;
    expect(bare).toEqual([]);
  });

  it("uses roles that own nothing and cannot bypass it", async () => {
    const roles = await systemDb().$queryRaw<{ rolname: string; owned: bigint }[]>`
      select r.rolname, (
          select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relowner = r.oid and n.nspname !~ '^pg_(toast_)?temp_'
        ) as owned
      from pg_roles r where r.rolname in ('floopy_app', 'floopy_system') and not r.rolbypassrls and not r.rolsuper`;
    expect(roles.map((role) => Number(role.owned))).toEqual([0, 0]);
    const [who] = await appDb().$queryRaw<{ current_user: string }[]>`select current_user::text`;
    expect(who?.current_user).toBe("floopy_app");
  });

  it("shows nothing without a tenant, and nothing again after a tenant's transaction", async () => {
    const org = await createTestOrg();
    expect(await appDb().project.count()).toBe(0);
    expect(await withTenant(org, (tx) => tx.project.count())).toBe(1);
    expect(await appDb().project.count()).toBe(0);
  });

  it("hides another organisation's rows and refuses to write them", async () => {
    const [mine, theirs] = [await createTestOrg(), await createTestOrg()];
    const found = await withTenant(mine, (tx) => tx.project.findMany({ where: { id: theirs.projectId } }));
    expect(found).toEqual([]);
    const updated = await withTenant(mine, (tx) =>
      tx.project.updateMany({ where: { id: theirs.projectId }, data: { name: "taken" } }),
    );
    expect(updated.count).toBe(0);
    const insert = withTenant(mine, (tx) =>
      tx.project.create({ data: { id: `${mine.projectId}x`, orgId: theirs.orgId, slug: "x", name: "x" } }),
    );
    await expect(insert).rejects.toThrow(/row-level security/);
  });

  it("lets a person see their own memberships only", async () => {
    const [mine] = [await createTestOrg(), await createTestOrg()];
    const orgs = await withUser(mine.userId, (tx) => tx.organization.findMany({ select: { orgId: true } }));
    expect(orgs).toEqual([{ orgId: mine.orgId }]);
  });

  it("keeps the audit log append-only for both roles", async () => {
    await expect(appDb().$executeRaw`update audit_entries set action = 'x'`).rejects.toThrow(
      /permission denied/,
    );
    await expect(systemDb().$executeRaw`delete from audit_entries`).rejects.toThrow(/permission denied/);
  });
});
