import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { codeOf } from "@/server/testing/verb-checks";
import { actAs } from "./actor";

afterAll(disconnectDb);

const request = { requestId: "req", address: null };
const personOf = (org: TestOrg) => ({ userId: org.userId, email: "a@test.invalid", name: "Ada" });
const slugOf = async (org: TestOrg) =>
  (await systemDb().organization.findUniqueOrThrow({ where: { orgId: org.orgId } })).slug;

describe("acting in an organisation", () => {
  it("takes organisation, role and plan from the database", async () => {
    const org = await createTestOrg("pro");
    expect(await actAs(request, personOf(org), await slugOf(org))).toMatchObject({
      orgId: org.orgId,
      planId: "pro",
      actor: { kind: "user", userId: org.userId, label: "Ada", role: "owner" },
    });
  });

  it("sees a changed role and a removed membership at the next request", async () => {
    const org = await createTestOrg();
    const slug = await slugOf(org);
    const membership = { orgId_userId: { orgId: org.orgId, userId: org.userId } };
    await systemDb().membership.update({ where: membership, data: { role: "viewer" } });
    expect((await actAs(request, personOf(org), slug)).actor).toMatchObject({ role: "viewer" });
    await systemDb().membership.delete({ where: membership });
    expect(await codeOf(actAs(request, personOf(org), slug))).toBe("not_found");
  });

  it("answers not found for an organisation of others", async () => {
    const [mine, theirs] = [await createTestOrg(), await createTestOrg()];
    expect(await codeOf(actAs(request, personOf(mine), await slugOf(theirs)))).toBe("not_found");
    expect(await codeOf(actAs(request, personOf(mine), "no-such-organisation"))).toBe("not_found");
  });
});
