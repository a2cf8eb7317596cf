import { afterAll, describe, expect, it } from "vitest";
import { toAppError } from "@/server/core/errors";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { updateRoute } from "@/server/modules/routes/update-route";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { createTestRoute } from "@/server/testing/gateway-tenant";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { getPacing } from "./get-pacing";
import { paceRoutes } from "./pace-routes";

afterAll(disconnectDb);

const quick = { provider: "sandbox", model: "quick" };
const genius = { provider: "sandbox", model: "genius" };

async function orgWithRoute(candidates = [quick, genius]): Promise<TestOrg & { routeId: string }> {
  const org = await createTestOrg("pro");
  const routeId = await createTestRoute(org, { slug: "auto", strategy: "feedback_driven", candidates });
  return { ...org, routeId };
}

/** As the batch does that stores requests. */
async function spend({ routeId }: { routeId: string }, requests: number, microUsd: number): Promise<void> {
  await systemDb().routePacing.update({
    where: { routeId },
    data: { requestCount: { increment: requests }, costMicroUsd: { increment: microUsd } },
  });
}

const pacingOf = (routeId: string) => systemDb().routePacing.findUniqueOrThrow({ where: { routeId } });

async function refusal(work: Promise<unknown>) {
  const error = await work.then(() => null, toAppError);
  return { code: error?.code, param: error?.param, message: error?.userMessage };
}

describe("a target for a route’s mean cost", () => {
  it("steers from the moment it is set, is seen on the route and in the audit log, and ends when it is taken away", async () => {
    const org = await orgWithRoute();
    const { routeId } = org;
    expect(await getPacing(org.as(), { routeId })).toBeNull();
    const route = await updateRoute(org.as(), { routeId, costTargetMicroUsd: 2_000 });
    expect(route.costTargetMicroUsd).toBe(2_000);
    expect(await getPacing(org.as(), { routeId })).toMatchObject({
      targetMicroUsd: 2_000,
      state: "steering",
      lambda: expect.any(Number),
      sinceStart: { requests: 0, meanMicroUsd: null },
      lastWeek: { requests: 0, meanMicroUsd: null },
    });
    const [entry] = await systemDb().auditEntry.findMany({ where: { orgId: org.orgId } });
    expect(entry).toMatchObject({ action: "route.updated", changes: { costTargetMicroUsd: 2_000 } });
    await updateRoute(org.as(), { routeId, costTargetMicroUsd: null });
    expect(await getPacing(org.as(), { routeId })).toBeNull();
    expect((await auditTrail(org)).length).toBe(2);
  });

  it("is refused below 1.05 times what the cheapest model costs, in words that name the lowest", async () => {
    const org = await orgWithRoute();
    const { routeId } = org;
    // 800 tokens in and 300 out at the sandbox's prices: 200 micro-dollars.
    expect(await refusal(updateRoute(org.as(), { routeId, costTargetMicroUsd: 209 }))).toEqual({
      code: "invalid_field",
      param: "costTargetMicroUsd",
      message:
        "Even the cheapest models of this route cost about $0.200 for 1,000 requests. The lowest target that choosing can keep is $0.210.",
    });
    expect(await auditTrail(org)).toEqual([]);
    expect(await codeOf(updateRoute(org.as(), { routeId, costTargetMicroUsd: 210 }))).toBe("ok");
  });

  it("is refused where the models that are left cost more, and nothing changes", async () => {
    const org = await orgWithRoute();
    const { routeId } = org;
    await updateRoute(org.as(), { routeId, costTargetMicroUsd: 2_000 });
    const before = await pacingOf(routeId);
    expect((await refusal(updateRoute(org.as(), { routeId, candidates: [genius] }))).param).toBe(
      "costTargetMicroUsd",
    );
    expect(await pacingOf(routeId)).toEqual(before);
  });

  it("is refused where no price is known, or the route does not learn, or the amount is none", async () => {
    const priceless = await orgWithRoute([{ provider: "custom", model: "mine" }]);
    const set = (org: TestOrg & { routeId: string }, costTargetMicroUsd: number, more = {}) =>
      refusal(updateRoute(org.as(), { routeId: org.routeId, costTargetMicroUsd, ...more }));
    expect((await set(priceless, 2_000)).message).toContain("has a known price");
    const org = await orgWithRoute();
    expect((await set(org, 2_000, { strategy: "fallback" })).message).toContain("Only a feedback-driven");
    for (const wrong of [0, -1, 1.5]) expect((await set(org, wrong)).code).toBe("invalid_request");
  });

  it("belongs to its organisation, and is set by those who may change routes", async () => {
    const [org, other] = [await orgWithRoute(), await orgWithRoute()];
    const { routeId } = org;
    expect(await codeOf(getPacing(other.as(), { routeId }))).toBe("not_found");
    expect(await codeOf(updateRoute(other.as(), { routeId, costTargetMicroUsd: 2_000 }))).toBe("not_found");
    expect(
      await rolesThatMay(org, (ctx) => updateRoute(ctx, { routeId, costTargetMicroUsd: 2_000 })),
    ).toEqual(["owner", "admin", "member"]);
  });
});

describe("the price of quality", () => {
  it("rises when requests cost more than the target and falls when they cost less", async () => {
    const org = await orgWithRoute();
    const { routeId } = org;
    const lambdaAfter = async (microUsd: number): Promise<number> => {
      await updateRoute(org.as(), { routeId, costTargetMicroUsd: null });
      await updateRoute(org.as(), { routeId, costTargetMicroUsd: 2_000 });
      await spend(org, 100, 100 * microUsd);
      await paceRoutes(new Date());
      return (await getPacing(org.as(), { routeId }))?.lambda ?? Number.NaN;
    };
    const [cheap, dear] = [await lambdaAfter(500), await lambdaAfter(8_000)];
    expect(dear).toBeGreaterThan(cheap);
  });

  it("is moved once for what was spent, however many workers look", async () => {
    const org = await orgWithRoute();
    const { routeId } = org;
    await updateRoute(org.as(), { routeId, costTargetMicroUsd: 2_000 });
    await spend(org, 100, 500_000);
    await Promise.all([paceRoutes(new Date()), paceRoutes(new Date()), paceRoutes(new Date())]);
    const once = await pacingOf(routeId);
    await paceRoutes(new Date());
    expect(await pacingOf(routeId)).toEqual(once);
    expect(once).toMatchObject({ pacedRequestCount: 100, pacedCostMicroUsd: 500_000n });
    expect(once.debtUsd).toBeCloseTo(0.3, 9);
  });

  it("is free where the best models cost less than the target, and exhausted where even the cheapest cost more", async () => {
    const org = await orgWithRoute();
    const { routeId } = org;
    await updateRoute(org.as(), { routeId, costTargetMicroUsd: 50_000 });
    expect((await getPacing(org.as(), { routeId }))?.state).toBe("free");
    await updateRoute(org.as(), { routeId, costTargetMicroUsd: 220 });
    await spend(org, 1_000, 20_000_000);
    await paceRoutes(new Date());
    expect((await getPacing(org.as(), { routeId }))?.state).toBe("exhausted");
  });
});
