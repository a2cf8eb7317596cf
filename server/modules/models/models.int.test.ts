import { describe, expect, it } from "vitest";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { connectTestProvider } from "@/server/testing/gateway-tenant";
import { testRecord } from "@/server/testing/request-record";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { ingestBatch } from "../ingest";
import { getRequest } from "../requests/get-request";
import { listOrgModels } from "./list-org-models";
import { removePrice } from "./remove-price";
import { repriceEverything } from "./reprice-everything";
import { repriceRequests } from "./reprice-requests";
import { setPrice } from "./set-price";

const PRICE = { provider: "custom", model: "home-made", rates: { input: 2, output: 10 } };
const UNPRICED = {
  provider: "custom",
  model: "home-made",
  inputTokens: 1_000,
  outputTokens: 100,
  costMicroUsd: null,
  inputCostMicroUsd: null,
  outputCostMicroUsd: null,
  costSource: null,
  isSandbox: false,
};

const CALLED_OFF = {
  provider: "custom",
  model: "slow",
  started_ms: 0,
  duration_ms: 9,
  status: null,
  outcome: "ok",
  error: null,
};

async function sumsOf({ orgId }: TestOrg) {
  const [rollups, sessions, days] = await Promise.all([
    systemDb().requestRollup.findMany({ where: { orgId } }),
    systemDb().session.findMany({ where: { orgId } }),
    systemDb().usageDay.findMany({ where: { orgId } }),
  ]);
  const add = (numbers: (number | bigint)[]): number =>
    numbers.reduce<number>((sum, n) => sum + Number(n), 0);
  return {
    cost: add(rollups.map((row) => row.costMicroUsd)),
    unpriced: add(rollups.map((row) => row.unpricedCount)),
    sessions: add(sessions.map((row) => row.costMicroUsd)),
    days: add(days.map((row) => row.costMicroUsd)),
  };
}

describe("an organisation's own prices", () => {
  it("are set, replaced and removed with an audit row each, the old one kept", async () => {
    const org = await createTestOrg();
    const first = await setPrice(org.as(), PRICE);
    const second = await setPrice(org.as("admin"), { ...PRICE, rates: { input: 3 } });
    expect(await systemDb().priceOverride.count({ where: { orgId: org.orgId } })).toBe(2);
    expect(await systemDb().priceOverride.count({ where: { orgId: org.orgId, removedAt: null } })).toBe(1);
    await removePrice(org.as(), { id: second.id });
    await removePrice(org.as(), { id: second.id });
    expect(await auditTrail(org)).toEqual([
      { action: "price.set", targetId: first.id },
      { action: "price.set", targetId: second.id },
      { action: "price.removed", targetId: second.id },
    ]);
  });

  it.each([
    { ...PRICE, provider: "nobody" },
    { ...PRICE, provider: "constructor" },
    { ...PRICE, provider: "sandbox" },
    { ...PRICE, model: " " },
    { ...PRICE, rates: { output: 1 } },
    { ...PRICE, rates: { input: -1 } },
    { ...PRICE, rates: { input: Number.POSITIVE_INFINITY } },
  ])("refuse %j", async (input) => {
    const org = await createTestOrg();
    expect(await codeOf(setPrice(org.as(), input))).toBe("invalid_request");
  });

  it("are for owners and admins, and for their own organisation", async () => {
    const [ours, theirs] = [await createTestOrg(), await createTestOrg()];
    const { id } = await setPrice(ours.as(), PRICE);
    expect(await rolesThatMay(ours, (ctx) => setPrice(ctx, PRICE))).toEqual(["owner", "admin"]);
    expect(await rolesThatMay(ours, (ctx) => repriceRequests(ctx, {}))).toEqual(["owner", "admin"]);
    expect(await codeOf(removePrice(theirs.as(), { id }))).toBe("not_found");
    expect(await codeOf(removePrice(theirs.as(), { id: "price_nobody" }))).toBe("not_found");
    const seen = await listOrgModels(theirs.as(), {});
    expect(seen.items.some(({ id: model }) => model === "custom/home-made")).toBe(false);
  });
});

describe("pain 12: an unknown model costs nothing", () => {
  it("reports a missing price once a day for each model, and never for requests that used nothing", async () => {
    const org = await createTestOrg();
    await ingestBatch([testRecord(org, UNPRICED), testRecord(org, UNPRICED)]);
    await ingestBatch([testRecord(org, UNPRICED), testRecord(org, { ...UNPRICED, model: "other" })]);
    await ingestBatch([
      testRecord(org, { ...UNPRICED, model: "down", status: "error", inputTokens: null, outputTokens: null }),
    ]);
    const outbox = await systemDb().outboxMessage.findMany({ where: { orgId: org.orgId } });
    expect(outbox.map(({ topic }) => topic)).toEqual(["price.missing", "price.missing"]);
    expect(outbox.map(({ payload }) => payload)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ provider: "custom", model: "home-made" }),
        expect.objectContaining({ provider: "custom", model: "other" }),
      ]),
    );
    expect(await sumsOf(org)).toMatchObject({ cost: 0, unpriced: 4 });
  });

  it("prices past requests once a price is known, with counters and sessions, and only once", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const attempts = [{ ...CALLED_OFF, cost_micro_usd: 50 }];
    const records = [
      testRecord(org, { ...UNPRICED, routeId: "rt_1" }),
      testRecord(org, { ...UNPRICED, attempts }),
      testRecord(org),
    ];
    await ingestBatch([...records, testRecord(other, UNPRICED)]);
    expect(await repriceRequests(org.as(), {})).toEqual({ priced: 0, unpriced: 2, hasMore: false });
    await setPrice(org.as(), PRICE);
    const both = await Promise.all([repriceRequests(org.as(), {}), repriceRequests(org.as(), {})]);
    expect(both.reduce((sum, { priced }) => sum + priced, 0)).toBe(2);
    expect(await repriceRequests(org.as(), {})).toEqual({ priced: 0, unpriced: 0, hasMore: false });
    const cost = 2 * 3_000 + 50 + 7;
    expect(await sumsOf(org)).toEqual({ cost, unpriced: 0, sessions: cost, days: cost });
    const routes = await systemDb().routeRollup.findMany({ where: { orgId: org.orgId } });
    expect(routes.map(({ costMicroUsd }) => Number(costMicroUsd))).toEqual([3_000]);
    expect(await sumsOf(other)).toEqual({ cost: 0, unpriced: 1, sessions: 0, days: 0 });
    const [first] = records;
    expect(await getRequest(org.as(), { id: first?.request.id ?? "" })).toMatchObject({
      costMicroUsd: 3_000,
      inputCostMicroUsd: 2_000,
      outputCostMicroUsd: 1_000,
      costBreakdown: {
        source: "override",
        parts: [
          { name: "input", count: 1_000, rateUsd: 2, microUsd: 2_000 },
          { name: "output", count: 100, rateUsd: 10, microUsd: 1_000 },
        ],
      },
    });
  });

  it("is done by the worker for every organisation that has a price by now", async () => {
    const org = await createTestOrg();
    const listed = { ...UNPRICED, provider: "openai", model: "gpt-4o-mini" };
    await ingestBatch([testRecord(org, listed), testRecord(org, UNPRICED)]);
    await repriceEverything(new Date());
    await repriceEverything(new Date());
    expect(await sumsOf(org)).toEqual({ cost: 150 + 60, unpriced: 1, sessions: 150 + 60, days: 150 + 60 });
  });
});

describe("how a cost is explained", () => {
  it("keeps to the price that made it when that has been removed since, and admits when it cannot", async () => {
    const org = await createTestOrg();
    const { id } = await setPrice(org.as(), PRICE);
    const priced = { ...UNPRICED, costMicroUsd: 3_000, costSource: "override", priceVersion: id };
    const record = testRecord(org, priced);
    const odd = testRecord(org, { ...priced, costMicroUsd: 2_999 });
    await ingestBatch([record, odd]);
    await removePrice(org.as(), { id });
    const explained = await getRequest(org.as(), { id: record.request.id });
    expect(explained.costBreakdown?.parts).toHaveLength(2);
    expect((await getRequest(org.as(), { id: odd.request.id })).costBreakdown?.parts).toBeNull();
  });

  it("names a service tier whose price is not published", async () => {
    const org = await createTestOrg();
    const facts = {
      ...UNPRICED,
      provider: "openai",
      model: "gpt-4o-mini",
      costMicroUsd: 210,
      costSource: "list",
    };
    const record = testRecord(org, { ...facts, priceVersion: "0", serviceTier: "scale" });
    await ingestBatch([record]);
    expect((await getRequest(org.as(), { id: record.request.id })).costBreakdown).toMatchObject({
      serviceTier: "scale",
      serviceTierState: "unpublished",
      parts: [{ microUsd: 150 }, { microUsd: 60 }],
    });
  });
});

describe("listOrgModels", () => {
  it("lists what can be called with its price and use, and on demand the rest of the catalogue", async () => {
    const org = await createTestOrg();
    await connectTestProvider(org, "openai", "sk-test");
    await ingestBatch([testRecord(org, UNPRICED), testRecord(org, { model: "genius" })]);
    await setPrice(org.as(), PRICE);
    const { items } = await listOrgModels(org.as("viewer"), {});
    const byId = new Map(items.map((item) => [item.id, item]));
    expect(byId.get("openai/gpt-4o-mini")).toMatchObject({
      isConnected: true,
      priceSource: "list",
      requests: 0,
    });
    expect(byId.get("sandbox/genius")).toMatchObject({ isConnected: true, requests: 1, costMicroUsd: 7 });
    expect(byId.get("custom/home-made")).toMatchObject({
      isConnected: false,
      priceSource: "override",
      price: { input: 2, output: 10 },
      requests: 1,
      unpricedRequests: 1,
    });
    expect(byId.has("anthropic/claude-sonnet-4-5")).toBe(false);
    const all = await listOrgModels(org.as(), { scope: "all" });
    expect(all.items.length).toBeGreaterThan(items.length + 400);
    expect(all.items.find(({ id }) => id === "anthropic/claude-sonnet-4-5")).toMatchObject({
      isConnected: false,
    });
    expect(await rolesThatMay(org, (ctx) => listOrgModels(ctx, {}))).toEqual([
      "owner",
      "admin",
      "member",
      "viewer",
    ]);
  });
});
