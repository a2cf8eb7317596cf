import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { auditTrail } from "./verb-checks";
import { createWalkOrg, unknownIds, type WalkIds, type WalkOrg } from "./walk-fixture";
import { callProcedure, codeIn } from "./walk-outcome";
import { inOrganization, inputOf, steps } from "./walk-steps";

afterAll(disconnectDb);

describe("in another organisation", () => {
  // One pair for all: what is refused changes neither.
  let mine: WalkOrg;
  let theirs: WalkOrg;
  beforeAll(async () => {
    [mine, theirs] = [await createWalkOrg(), await createWalkOrg()];
  });

  it.each(inOrganization)("$path answers as for an organisation that does not exist", async (step) => {
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
