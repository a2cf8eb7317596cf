import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Action, PERMISSIONS, ROLES, type Role } from "@/server/contracts/permissions";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { provideDetectorAsker } from "@/server/modules/firewall";
import { appRouter } from "@/server/trpc/root";
import { auditTrail } from "./verb-checks";
import { WALK_CASES, type WalkCase } from "./walk-cases";
import { createWalkOrg, unknownIds, type WalkIds } from "./walk-fixture";
import { callProcedure, codeIn } from "./walk-outcome";

afterAll(disconnectDb);

// No gateway runs here; what it would say is told in its own tests.
provideDetectorAsker(async () => ({
  ...{ outcome: "not_connected", reason: null, durationMs: 0, costMicroUsd: null, signedWith: null },
  ...{ isFlagged: false, asks: null, categories: [], follows: "noted" },
}));

interface Step {
  path: string;
  type: "query" | "mutation";
  access: string;
  walk: WalkCase<unknown>;
}

const cases = new Map<string, WalkCase<unknown>>(
  Object.entries(WALK_CASES).flatMap(([area, names]) =>
    Object.entries(names).map(([name, walk]): [string, WalkCase<unknown>] => [`${area}.${name}`, walk]),
  ),
);

const ProcedureFacts = z.object({
  type: z.enum(["query", "mutation"]),
  meta: z.object({ access: z.string() }).optional(),
});

/** Flat at run time, `area.name` to procedure, whatever the type says. */
const procedures = Object.entries<unknown>(appRouter._def.procedures).map(([path, procedure]) => {
  const definition = typeof procedure === "function" && "_def" in procedure ? procedure._def : null;
  const { type, meta } = ProcedureFacts.parse(definition);
  return { path, type, access: meta?.access ?? "none" };
});

const steps: Step[] = procedures.flatMap((procedure) => {
  const walk = cases.get(procedure.path);
  return walk === undefined ? [] : [{ ...procedure, walk }];
});
const inOrganization = steps.flatMap((step) =>
  isAction(step.access) ? [{ ...step, access: step.access }] : [],
);

function isAction(access: string): access is Action {
  return Object.hasOwn(PERMISSIONS, access);
}

function inputOf(walk: WalkCase<unknown>, ids: WalkIds): object {
  const input = walk.kind === "open" ? undefined : walk.input?.(ids);
  return { ...(typeof input === "object" ? input : {}) };
}

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

describe("in another organisation", () => {
  it.each(inOrganization)("$path answers as for an organisation that does not exist", async (step) => {
    const [mine, theirs] = [await createWalkOrg(), await createWalkOrg()];
    const call = (orgSlug: string) =>
      callProcedure(step.path, step.type, mine.cookie, { ...inputOf(step.walk, theirs.ids), orgSlug });
    const outcome = await call(theirs.ids.orgSlug);
    expect([outcome.status, codeIn(outcome)]).toEqual([404, "not_found"]);
    expect(outcome).toEqual(await call(unknownIds().orgSlug));
    expect(await auditTrail(theirs.org)).toEqual([]);
  });
});

describe("in one's own organisation, with another's ids", () => {
  const withIds = steps.filter((step) => step.walk.kind === "ids" || step.walk.kind === "filter");

  it.each(withIds)("$path answers as for ids that nobody has", async (step) => {
    const [mine, theirs] = [await createWalkOrg(), await createWalkOrg()];
    const call = (ids: WalkIds) =>
      callProcedure(step.path, step.type, mine.cookie, {
        ...inputOf(step.walk, ids),
        orgSlug: mine.ids.orgSlug,
      });
    const outcome = await call(theirs.ids);
    if (step.walk.kind === "ids") expect([outcome.status, codeIn(outcome)]).toEqual([404, "not_found"]);
    expect(outcome).toEqual(await call(unknownIds()));
    for (const id of Object.values(theirs.ids)) expect(outcome.body).not.toContain(id);
    expect(await auditTrail(theirs.org)).toEqual([]);
  });
});

describe("in one's own organisation, with one's own ids", () => {
  const known = steps.filter((step) => step.walk.kind !== "open");

  it.each(known)("$path works and, if it changes the organisation, writes one audit entry", async (step) => {
    const [mine, theirs] = [await createWalkOrg(), await createWalkOrg()];
    if (step.walk.kind === "no-ids") await step.walk.arrange?.(mine.org);
    const input = { ...inputOf(step.walk, mine.ids), orgSlug: mine.ids.orgSlug };
    const outcome = await callProcedure(step.path, step.type, mine.cookie, input);
    expect([outcome.status, codeIn(outcome)]).toEqual([200, null]);
    for (const id of [...Object.values(theirs.ids), theirs.org.orgId, theirs.org.userId]) {
      expect(outcome.body).not.toContain(id);
    }
    const isHarmless = step.walk.kind === "ids" && step.walk.changesNothing !== undefined;
    const isChange = step.type === "mutation" && step.access in PERMISSIONS && !isHarmless;
    expect(await auditTrail(mine.org)).toHaveLength(isChange ? 1 : 0);
  });
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
