import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { createDefaultRoute } from "./create-default-route";
import { createRoute } from "./create-route";
import { deleteRoute } from "./delete-route";
import { getRoute } from "./get-route";
import { listRoutableModels } from "./list-routable-models";
import { listRoutes } from "./list-routes";
import { pinRoute, unpinRoute } from "./pin-route";
import { updateRoute } from "./update-route";

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
    const after = await updateRoute(org.as(), { routeId: org.routeId, candidates: [gpt, quick] });
    expect(after.candidates.map(({ model, position, weight }) => [model, position, weight])).toEqual([
      ["gpt-5.4-mini", 0, 3],
      ["quick", 1, 1],
    ]);
    expect(after.candidates[1]?.id).toBe(before.candidates[0]?.id);
    expect(await auditTrail(org)).toEqual([{ action: "route.updated", targetId: org.routeId }]);
  });

  it("lose their pin only when the pinned one goes", async () => {
    const org = await orgWithRoute();
    const { routeId } = org;
    const pinned = await pinRoute(org.as(), { routeId, model: "sandbox/quick" });
    expect(pinned.pinnedCandidateId).toBe(pinned.candidates[0]?.id);
    const update = (candidates: (typeof quick)[]) => updateRoute(org.as(), { routeId, candidates });
    expect((await update([gpt, quick])).pinnedCandidateId).toBe(pinned.pinnedCandidateId);
    expect((await update([gpt])).pinnedCandidateId).toBeNull();
  });

  it("are at least one and each listed once", async () => {
    const org = await orgWithRoute();
    const update = (candidates: (typeof quick)[]) =>
      codeOf(updateRoute(org.as(), { routeId: org.routeId, candidates }));
    expect(await update([])).toBe("invalid_request");
    expect(await update([quick, quick])).toBe("invalid_request");
  });
});

describe("a route", () => {
  it("is created with a name of its own to be called by", async () => {
    const org = await orgWithRoute();
    const { projectId } = org;
    const made = await createRoute(org.as(), { projectId, name: "Support bot", candidates: [gpt] });
    expect(made).toMatchObject({ slug: "support-bot", strategy: "fallback", isDefault: false });
    expect((await createRoute(org.as(), { projectId, name: "Support bot" })).slug).toBe("support-bot-2");
    const wish = (slug: string) => codeOf(createRoute(org.as(), { projectId, name: "x", slug }));
    expect([await wish("support-bot"), await wish("not a slug"), await wish("a--b")]).toEqual([
      "conflict",
      "invalid_request",
      "invalid_request",
    ]);
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual(["route.created", "route.created"]);
  });

  it("keeps being what auto means when it gets another name, and cannot be deleted then", async () => {
    const org = await orgWithRoute();
    const renamed = await updateRoute(org.as(), { routeId: org.routeId, slug: "main" });
    expect(renamed).toMatchObject({ slug: "main", isDefault: true });
    const project = await systemDb().project.findUniqueOrThrow({ where: { id: org.projectId } });
    expect(project.defaultRouteSlug).toBe("main");
    expect(await codeOf(deleteRoute(org.as(), { routeId: org.routeId }))).toBe("conflict");
    const other = await createRoute(org.as(), { projectId: org.projectId, name: "Other" });
    expect(await codeOf(updateRoute(org.as(), { routeId: other.id, slug: "main" }))).toBe("conflict");
    await deleteRoute(org.as(), { routeId: other.id });
    expect((await listRoutes(org.as())).items.map(({ id }) => id)).toEqual([org.routeId]);
    expect((await auditTrail(org)).at(-1)?.action).toBe("route.deleted");
  });

  it("refuses a change made on an older version", async () => {
    const org = await orgWithRoute();
    const { routeId } = org;
    const { updatedAt } = await getRoute(org.as(), { routeId });
    const first = await updateRoute(org.as(), { routeId, ifUpdatedAt: updatedAt, name: "First" });
    expect(await codeOf(updateRoute(org.as(), { routeId, ifUpdatedAt: updatedAt, name: "Second" }))).toBe(
      "conflict",
    );
    const { name } = await updateRoute(org.as(), { routeId, ifUpdatedAt: first.updatedAt, name: "Third" });
    expect(name).toBe("Third");
  });

  it("keeps its settings, and refuses ones out of range", async () => {
    const org = await orgWithRoute();
    const { routeId, settings } = {
      routeId: org.routeId,
      ...(await getRoute(org.as(), { routeId: org.routeId })),
    };
    const changed = { ...settings, attemptTimeoutMs: 4_000, hedge: { kind: "after", ms: 900 } as const };
    expect((await updateRoute(org.as(), { routeId, settings: changed })).settings).toEqual(changed);
    const wrong = { ...settings, retries: 50 };
    expect(await codeOf(updateRoute(org.as(), { routeId, settings: wrong }))).toBe("invalid_request");
  });

  it("is pinned to one of its own models, by either name, and freed again", async () => {
    const org = await orgWithRoute();
    const { routeId } = org;
    expect(await codeOf(pinRoute(org.as(), { routeId, model: "openai/gpt-5.4" }))).toBe("invalid_field");
    expect((await pinRoute(org.as(), { routeId, model: "genius" })).pinnedCandidateId).not.toBeNull();
    expect((await unpinRoute(org.as(), { routeId })).pinnedCandidateId).toBeNull();
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual(["route.pinned", "route.unpinned"]);
  });

  it("is seen and changed in its organisation only, by builders", async () => {
    const [org, other] = [await orgWithRoute(), await orgWithRoute()];
    const input = { routeId: org.routeId };
    for (const call of [
      () => getRoute(other.as(), input),
      () => updateRoute(other.as(), { ...input, name: "x" }),
      () => pinRoute(other.as(), { ...input, model: "quick" }),
      () => unpinRoute(other.as(), input),
      () => deleteRoute(other.as(), input),
      () => createRoute(other.as(), { projectId: org.projectId, name: "x" }),
    ])
      expect(await codeOf(call())).toBe("not_found");
    expect((await listRoutes(other.as())).items.map((route) => route.id)).toEqual([other.routeId]);
    for (const call of [updateRoute, unpinRoute])
      expect(await rolesThatMay(org, (ctx) => call(ctx, input))).toEqual(["owner", "admin", "member"]);
  });
});

it("offers the sandbox's models with their prices before anything is connected", async () => {
  const org = await orgWithRoute();
  const { items } = await listRoutableModels(org.as());
  const found = items.find(({ provider, model }) => provider === "sandbox" && model === "quick");
  expect(found?.inputMicroUsdPerMtok).toBeGreaterThan(0);
  expect(items.every(({ provider }) => provider === "sandbox")).toBe(true);
});
