import { afterAll, describe, expect, it } from "vitest";
import { PERMISSIONS } from "@/server/contracts/permissions";
import { disconnectDb } from "@/server/db/client";
import { auditTrail } from "./verb-checks";
import { createWalkOrg } from "./walk-fixture";
import { callProcedure, codeIn } from "./walk-outcome";
import { inputOf, steps } from "./walk-steps";

afterAll(disconnectDb);

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
