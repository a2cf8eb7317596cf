import { afterAll, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { Browser } from "@/server/testing/auth-browser";
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

it("A change of role gives the browser another session id, and its former one to nobody for long", async () => {
  const { org, ids, cookie } = await createWalkOrg();
  const owner = {
    ...org.as(),
    actor: { kind: "user", userId: ids.memberId, label: "B", role: "owner" } as const,
  };
  const browser = new Browser();
  browser.cookies.set(...pairOf(cookie));
  const before = await browser.person();
  const read = () => browser.call("organizations.get", "query", { orgSlug: ids.orgSlug });
  expect(codeIn(await read())).toBeNull();
  expect(browser.header()).toBe(cookie);
  await changeRole(owner, { userId: org.userId, role: "admin" });
  expect(codeIn(await read())).toBeNull();
  expect(browser.header()).not.toBe(cookie);
  expect(codeIn(await read())).toBeNull();
  const former = await systemDb().loginSession.findUniqueOrThrow({ where: { id: before?.loginSessionId } });
  expect(former.replacedBy).toBe((await browser.person())?.loginSessionId);
  expect(former.expiresAt.getTime()).toBeLessThan(before?.expiresAt.getTime() ?? 0);
});

function pairOf(cookie: string): [name: string, value: string] {
  const split = cookie.indexOf("=");
  return [cookie.slice(0, split), cookie.slice(split + 1)];
}
