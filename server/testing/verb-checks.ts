import type { ErrorCode } from "@/server/contracts/error-codes";
import { ROLES, type Role } from "@/server/contracts/permissions";
import type { Ctx } from "@/server/core/context";
import { toAppError } from "@/server/core/errors";
import { systemDb } from "@/server/db/system";
import type { TestOrg } from "./factories";

/** Our code of what the work throws, or "ok". */
export async function codeOf(work: Promise<unknown>): Promise<ErrorCode | "ok"> {
  try {
    await work;
    return "ok";
  } catch (thrown) {
    return toAppError(thrown).code;
  }
}

/** The roles that a verb lets through; each is tried once. */
export async function rolesThatMay(org: TestOrg, call: (ctx: Ctx) => Promise<unknown>): Promise<Role[]> {
  const allowed: Role[] = [];
  for (const role of ROLES) {
    if ((await codeOf(call(org.as(role)))) !== "permission_denied") allowed.push(role);
  }
  return allowed;
}

/** What the organisation's audit log says, oldest first. */
export async function auditTrail(
  org: Pick<TestOrg, "orgId">,
): Promise<{ action: string; targetId: string }[]> {
  return systemDb().auditEntry.findMany({
    where: { orgId: org.orgId },
    orderBy: { sequence: "asc" },
    select: { action: true, targetId: true },
  });
}
