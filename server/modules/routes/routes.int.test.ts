import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { createDefaultRoute } from "./create-default-route";
import { getRoute } from "./get-route";
import { listRoutes } from "./list-routes";
import { updateRouteCandidates } from "./update-route-candidates";

afterAll(disconnectDb);

async function orgWithRoute(): Promise<TestOrg & { routeId: string }> {
  const org = await createTestOrg();
  await systemDb().$transaction((tx) => createDefaultRoute(tx, org));
  const route = await systemDb().route.findFirstOrThrow({ where: { orgId: org.orgId } });
  return { ...org, routeId: route.id };
}

const quick = { provider: "sandbox", model: "quick" };
const gpt = { provider: "openai", model: "gpt-5.4-mini", weight: 3 };

describe("a route's models", () => {
  it("are replaced in the order given; one that stays keeps its id", async () => {
    const org = await orgWithRoute();
    const before = await getRoute(org.as(), { routeId: org.routeId });
    const after = await updateRouteCandidates(org.as(), { routeId: org.routeId, candidates: [gpt, quick] });
    expect(after.candidates.map(({ model, position, weight }) => [model, position, weight])).toEqual([
      ["gpt-5.4-mini", 0, 3],
      ["quick", 1, 1],
    ]);
    expect(after.candidates[1]?.id).toBe(before.candidates[0]?.id);
    expect(await auditTrail(org)).toEqual([{ action: "route.candidates_updated", targetId: org.routeId }]);
  });

  it("lose their pin only when the pinned one goes", async () => {
    const org = await orgWithRoute();
    const { candidates } = await getRoute(org.as(), { routeId: org.routeId });
    const pinnedCandidateId = candidates[0]?.id ?? null;
    await systemDb().route.update({ where: { id: org.routeId }, data: { pinnedCandidateId } });
    const update = (list: (typeof quick)[]) =>
      updateRouteCandidates(org.as(), { routeId: org.routeId, candidates: list });
    expect((await update([gpt, quick])).pinnedCandidateId).toBe(pinnedCandidateId);
    expect((await update([gpt])).pinnedCandidateId).toBeNull();
  });

  it("are at least one and each listed once", async () => {
    const org = await orgWithRoute();
    const update = (candidates: (typeof quick)[]) =>
      codeOf(updateRouteCandidates(org.as(), { routeId: org.routeId, candidates }));
    expect(await update([])).toBe("invalid_request");
    expect(await update([quick, quick])).toBe("invalid_request");
  });

  it("are changed by builders of that organisation only", async () => {
    const [org, other] = [await orgWithRoute(), await orgWithRoute()];
    const input = { routeId: org.routeId, candidates: [quick] };
    expect(await codeOf(updateRouteCandidates(other.as(), input))).toBe("not_found");
    expect(await codeOf(getRoute(other.as(), input))).toBe("not_found");
    expect((await listRoutes(other.as())).items.map((route) => route.id)).toEqual([other.routeId]);
    const roles = await rolesThatMay(org, (ctx) => updateRouteCandidates(ctx, input));
    expect(roles).toEqual(["owner", "admin", "member"]);
  });
});
