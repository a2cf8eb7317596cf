import { afterAll, describe, expect, it } from "vitest";
import { PERMISSIONS, ROLES, type Role } from "@/server/contracts/permissions";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createWalkOrg, unknownIds } from "./walk-fixture";
import { callProcedure, codeIn } from "./walk-outcome";
import { cases, inOrganization, inputOf, procedures, steps } from "./walk-steps";

afterAll(disconnectDb);

describe("every procedure", () => {
  it("has a case in the walk, and every case a procedure", () => {
    expect([...cases.keys()].sort()).toEqual(procedures.map((procedure) => procedure.path).sort());
  });

  it("says who may call it; only these few are open to anyone", () => {
    const known = new Set<string>([...Object.keys(PERMISSIONS), "signed-in", "open"]);
    expect(procedures.filter((procedure) => !known.has(procedure.access))).toEqual([]);
    const open = steps.filter((step) => step.access === "open");
    expect(open.map((step) => step.path).sort()).toEqual([
      "billing.salesContact",
      "identity.forgotPassword",
      "identity.resetPassword",
      "identity.signInOptions",
      "identity.signUp",
      "mails.listLocal",
      "members.joinWithPassword",
      "members.openInvitation",
      "twoFactor.passSignIn",
    ]);
    expect(open.every((step) => step.walk.kind === "open")).toBe(true);
  });

  it.each(steps.filter((step) => step.access !== "open"))(
    "$path answers nobody who is not signed in",
    async (step) => {
      const input = { orgSlug: "any", ...inputOf(step.walk, unknownIds()) };
      for (const cookie of ["", "floopy.session=forged"]) {
        const outcome = await callProcedure(step.path, step.type, cookie, input);
        expect([outcome.status, codeIn(outcome)]).toEqual([401, "unauthenticated"]);
      }
    },
  );
});

describe("in one's own organisation", () => {
  it.each(inOrganization)(
    "$path lets exactly the roles through that the permission table names",
    async (step) => {
      const { org, ids, cookie } = await createWalkOrg();
      const membership = { orgId_userId: { orgId: org.orgId, userId: org.userId } };
      const refused: Role[] = [];
      for (const role of ROLES) {
        // Anew, where the role before was let through to leave.
        const create = { orgId: org.orgId, userId: org.userId, role };
        await systemDb().membership.upsert({ where: membership, create, update: { role } });
        const input = { ...inputOf(step.walk, ids), orgSlug: ids.orgSlug };
        const outcome = await callProcedure(step.path, step.type, cookie, input);
        if (codeIn(outcome) === "permission_denied") refused.push(role);
      }
      const allowed: readonly Role[] = PERMISSIONS[step.access].roles;
      expect(refused).toEqual(ROLES.filter((role) => !allowed.includes(role)));
    },
  );
});
