import { afterAll, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createWalkOrg } from "@/server/testing/walk-fixture";
import { callProcedure, codeIn } from "@/server/testing/walk-outcome";
import { changeRole } from "./change-role";
import { removeMember } from "./remove-member";

afterAll(disconnectDb);

it("A change of role and a removal hold from the very next request of a browser that is signed in", async () => {
  const { org, ids, cookie } = await createWalkOrg();
  const other = await systemDb().membership.findFirstOrThrow({
    where: { orgId: org.orgId, role: "owner", userId: { not: org.userId } },
  });
  const byOther = {
    ...org.as(),
    actor: { kind: "user", userId: other.userId, label: "B", role: "owner" } as const,
  };
  const invite = (email: string) =>
    callProcedure("members.invite", "mutation", cookie, { orgSlug: ids.orgSlug, email, role: "viewer" });
  expect(codeIn(await invite("one@test.invalid"))).toBeNull();
  await changeRole(byOther, { userId: org.userId, role: "viewer" });
  expect(codeIn(await invite("two@test.invalid"))).toBe("permission_denied");
  const read = () => callProcedure("organizations.get", "query", cookie, { orgSlug: ids.orgSlug });
  expect(codeIn(await read())).toBeNull();
  await removeMember(byOther, { userId: org.userId });
  expect(codeIn(await read())).toBe("not_found");
});
