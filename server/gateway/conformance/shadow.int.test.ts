import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PromotionSettings } from "@/server/contracts/promotion";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { eraseEndUser } from "@/server/modules/erasure/erase-end-user";
import { exportEndUser } from "@/server/modules/erasure/export-end-user";
import { updateJudge } from "@/server/modules/evaluations/update-judge";
import { compareShadows } from "@/server/modules/promotion";
import { addShadow, startShadow } from "@/server/modules/promotion/start-shadow";
import { checkAll } from "@/server/testing/answered-request";
import { eventually } from "@/server/testing/eventually";
import { findInDatabase } from "@/server/testing/find-in-database";
import {
  createGatewayTenant,
  createTestKey,
  createTestRoute,
  type GatewayTenant,
  type TenantOptions,
} from "@/server/testing/gateway-tenant";
import { ownCalls } from "../own-calls";
import { type Harness, type StoredRequest, startHarness } from "./harness";
import { rawCall } from "./raw-call";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  await disconnectDb();
});

const settings = (over: Partial<PromotionSettings> = {}) => ({
  promotion: PromotionSettings.parse({ shadowShare: 1, ...over }),
});

interface Stage {
  tenant: GatewayTenant;
  routeId: string;
}

/** A route whose every request is asked of a shadow as well. */
async function stage(
  model: string,
  { promotion, ...options }: TenantOptions & { promotion?: Partial<PromotionSettings> } = {},
): Promise<Stage> {
  const tenant = await createGatewayTenant(options);
  return { tenant, routeId: await routeWith(tenant, "auto", model, promotion) };
}

async function routeWith(
  tenant: GatewayTenant,
  slug: string,
  model: string,
  promotion: Partial<PromotionSettings> = {},
): Promise<string> {
  const candidates = [{ provider: "sandbox", model: "quick" }];
  const routeId = await createTestRoute(tenant, { slug, settings: settings(promotion), candidates });
  const [provider = "", name = ""] = model.split("/");
  await addShadow(tenant.as(), { routeId, provider, model: name });
  return routeId;
}

interface Asked {
  model?: string;
  words?: string;
  body?: object;
  headers?: Record<string, string>;
  apiKey?: string;
}

async function ask({ tenant }: Stage, asked: Asked = {}) {
  const { model = "auto", words = "How do I reset the router?", apiKey = tenant.apiKey } = asked;
  const messages = [{ role: "user", content: words }];
  const answered = await rawCall(`${harness.baseUrl("lean")}/chat/completions`, apiKey, {
    ...{ method: "POST", headers: asked.headers ?? {} },
    body: JSON.stringify({ model, max_tokens: 40, messages, ...asked.body }),
  });
  expect(answered.status).toBe(200);
  return answered;
}

const shadowsIn = (rows: readonly StoredRequest[]) => rows.filter(({ purpose }) => purpose === "shadow");

/** What shadows were asked, once there are so many. */
async function shadowsOf({ tenant }: Stage, count = 1): Promise<StoredRequest[]> {
  return eventually(async () => {
    const found = shadowsIn(await harness.recordsOf(tenant.orgId));
    expect(found.length).toBeGreaterThanOrEqual(count);
    return found;
  });
}

const compareAll = () =>
  compareShadows(() => new Date(), ownCalls(harness.gateway), new AbortController().signal);

describe("a shadow", () => {
  it("is asked what a user has asked, as one whole answer, on record as what it is and nowhere else", async () => {
    const staged = await stage("sandbox/balanced");
    const { orgId, projectId } = staged.tenant;
    const answered = await ask(staged, {
      body: { stream: true },
      headers: { "floopy-session-id": "chat-1" },
    });
    expect(answered.headers["floopy-model"]).toBe("quick");
    const [shadow, ...more] = await shadowsOf(staged);
    expect(more).toEqual([]);
    expect(shadow).toMatchObject({
      ...{
        apiKeyId: "shadow",
        model: "balanced",
        status: "ok",
        sessionId: "",
        routeId: null,
        isStream: false,
      },
      ...{ endUserId: null, storageMode: "full", shadowOf: answered.headers["x-request-id"] },
    });
    expect(shadow?.costMicroUsd).toBeGreaterThan(0);

    const ofOrg = { where: { orgId } };
    expect(await systemDb().session.findMany(ofOrg)).toMatchObject([{ id: "chat-1", turnCount: 1 }]);
    expect(await systemDb().decision.findMany(ofOrg)).toMatchObject([
      { model: "quick", filtered: [{ provider: "sandbox", model: "balanced", reason: "in_shadow" }] },
    ]);
    expect(await systemDb().learningCounter.findMany(ofOrg)).toMatchObject([
      { model: "quick", requestCount: 1 },
    ]);
    expect(await systemDb().routeRollup.findMany(ofOrg)).toMatchObject([{ model: "quick", requestCount: 1 }]);
    const months = await systemDb().spendMonth.findMany({ ...ofOrg, orderBy: { requestCount: "asc" } });
    expect(months).toMatchObject([{ apiKeyId: "shadow", requestCount: 0, projectId }, { requestCount: 1 }]);
    expect(Number(months[0]?.costMicroUsd)).toBe(shadow?.costMicroUsd);
  });

  it("is compared with what the user got, by the judge, and teaches nobody", async () => {
    const staged = await stage("sandbox/balanced");
    const { tenant } = staged;
    const judge = { projectId: tenant.projectId, model: "sandbox/genius", sampleRate: 1 };
    await updateJudge(tenant.as(), judge);
    const answered = await ask(staged, { body: { max_tokens: 2_000 } });
    await shadowsOf(staged);
    await checkAll(tenant);
    await compareAll();
    const ofOrg = { where: { orgId: tenant.orgId } };
    const [pair, ...more] = await systemDb().shadowPair.findMany(ofOrg);
    expect(more).toEqual([]);
    expect(pair).toMatchObject({
      ...{ status: "done", liveOk: true, shadowOk: true, decidedBy: "judge", outcome: null },
      liveRequestId: answered.headers["x-request-id"],
    });
    expect([0, 0.5, 1, 0.25, 0.75]).toContain(pair?.preference);
    expect(pair?.judgeCostMicroUsd).toBeGreaterThan(0);
    const rows = await harness.recordsOf(tenant.orgId);
    // Asked in both orders.
    expect(rows.filter(({ purpose }) => purpose === "judge")).toHaveLength(2);
    const judged = await systemDb().judgement.findMany(ofOrg);
    expect(judged.map(({ model }) => model)).toEqual(["quick"]);
    expect(await systemDb().requestCheck.count(ofOrg)).toBe(2);
  });

  it("that fails is called once, and the user notices nothing", async () => {
    const staged = await stage("sandbox/down");
    await ask(staged);
    const [shadow] = await shadowsOf(staged);
    expect(shadow).toMatchObject({
      status: "error",
      model: "down",
      attempts: [{ model: "down", status: 503 }],
    });
    expect(shadow?.attempts).toHaveLength(1);
    await compareAll();
    const pair = await systemDb().shadowPair.findFirst({ where: { orgId: staged.tenant.orgId } });
    expect(pair).toMatchObject({ status: "done", liveOk: true, shadowOk: false, preference: null });
  });

  it("is asked no more when its money of the day is used up", async () => {
    const staged = await stage("sandbox/genius", { promotion: { shadowDailyMicroUsd: 20 } });
    const free = await routeWith(staged.tenant, "other", "sandbox/balanced");
    await ask(staged);
    await ask(staged, { model: "route:other" });
    // Asked after the one that has no money.
    const shadows = await shadowsOf(staged);
    expect(shadows.map(({ model }) => model)).toEqual(["balanced"]);
    const spent = await systemDb().shadowSpend.findMany({ where: { orgId: staged.tenant.orgId } });
    expect(spent).toMatchObject([{ routeId: free, callCount: 1 }]);
    await eventually(async () => {
      const day = await systemDb().shadowSpend.findFirst({ where: { routeId: free } });
      expect(Number(day?.costMicroUsd)).toBe(shadows[0]?.costMicroUsd);
    });
  });

  it("meets the organisation's budget, which then is nothing said of the model", async () => {
    const staged = await stage("sandbox/genius");
    const { orgId } = staged.tenant;
    await systemDb().budget.create({
      data: { id: randomUUID(), orgId, scope: "organization", scopeId: orgId, limitMicroUsd: 300n },
    });
    await ask(staged);
    expect(await shadowsOf(staged)).toMatchObject([{ status: "error", errorCode: "budget_exhausted" }]);
    await compareAll();
    const pair = await systemDb().shadowPair.findFirst({ where: { orgId } });
    expect(pair).toMatchObject({ status: "skipped", outcome: "not_asked" });
  });

  it("gets nothing that its customer has no connection or no leave for", async () => {
    const staged = await stage("openai/gpt-5.4-mini");
    const { tenant } = staged;
    await routeWith(tenant, "other", "sandbox/balanced");
    const narrow = await createTestKey(tenant, { allowedModels: ["quick", "sandbox/quick"] });
    await ask(staged);
    await ask(staged, { model: "route:other", apiKey: narrow });
    await ask(staged, { model: "route:other", headers: { "floopy-log": "none" } });
    await ask(staged, { model: "route:other", words: "The last one." });
    const shadows = await shadowsOf(staged);
    const bodies = await systemDb().requestBody.findMany({ where: { orgId: tenant.orgId } });
    expect(shadows).toMatchObject([{ model: "balanced" }]);
    expect(bodies.map(({ requestId }) => requestId)).toContain(shadows[0]?.id);
  });

  it("is kept no more of than of the request that it was taken from", async () => {
    const staged = await stage("sandbox/balanced");
    const words = randomUUID();
    await ask(staged, { words, headers: { "floopy-log": "metadata" } });
    expect(await shadowsOf(staged)).toMatchObject([{ storageMode: "metadata", status: "ok" }]);
    expect(await systemDb().requestBody.count({ where: { orgId: staged.tenant.orgId } })).toBe(0);
    await compareAll();
    const pair = await systemDb().shadowPair.findFirst({ where: { orgId: staged.tenant.orgId } });
    expect(pair).toMatchObject({ status: "done", outcome: "no_texts", preference: null, shadowOk: true });
  });

  it("goes with the end user whose request it was asked, also where it comes late", async () => {
    const staged = await stage("sandbox/balanced");
    const { tenant } = staged;
    const [user, words] = [randomUUID(), randomUUID()];
    await ask(staged, { words, headers: { "floopy-user-id": user, "floopy-session-id": user } });
    await shadowsOf(staged);
    await compareAll();
    const subject = { projectId: tenant.projectId, endUserId: user };
    const exported = await exportEndUser(tenant.as(), subject);
    const models = exported.items.flatMap(({ kind, data }) => (kind === "requests" ? [data.model] : []));
    expect(models.sort()).toEqual(["balanced", "quick"]);
    const { deleted } = await eraseEndUser(tenant.as(), subject);
    expect(deleted).toMatchObject({ requests: 2, request_bodies: 2 });
    expect(await findInDatabase(words, tenant)).toEqual([]);
    expect(await systemDb().shadowPair.count({ where: { orgId: tenant.orgId } })).toBe(0);
  });

  it("rests while it is not tried, and is asked again when it is", async () => {
    const staged = await stage("sandbox/balanced");
    const { tenant, routeId } = staged;
    await systemDb().routeCandidate.updateMany({
      where: { routeId, stage: "shadow" },
      data: { trialId: null },
    });
    await ask(staged, { words: "Nobody is asked this." });
    const candidate = await systemDb().routeCandidate.findFirstOrThrow({
      where: { routeId, stage: "shadow" },
    });
    await startShadow(tenant.as(), { routeId, candidateId: candidate.id });
    await eventually(async () => {
      await ask(staged);
      expect(shadowsIn(await harness.recordsOf(tenant.orgId)).length).toBeGreaterThan(0);
    });
    const [first] = await shadowsOf(staged);
    const [unasked] = await systemDb().request.findMany({
      where: { orgId: tenant.orgId, purpose: null },
      orderBy: { createdAt: "asc" },
    });
    expect(first?.shadowOf).not.toBe(unasked?.id);
  });
});

describe("a process that ends", () => {
  it("calls off what shadows are being asked, and says so in their records", async () => {
    const own = await startHarness();
    const staged = await stage("sandbox/timeout");
    const { orgId } = staged.tenant;
    await rawCall(`${own.baseUrl("lean")}/chat/completions`, staged.tenant.apiKey, {
      method: "POST",
      body: JSON.stringify({ model: "auto", messages: [{ role: "user", content: "Hi" }] }),
    });
    await eventually(async () => expect(await systemDb().shadowSpend.count({ where: { orgId } })).toBe(1));
    await own.gateway.close(1_000);
    const [shadow] = shadowsIn(await own.recordsOf(orgId));
    expect(shadow).toMatchObject({ status: "client_closed", model: "timeout" });
    await own.close();
    await compareAll();
    expect(await systemDb().shadowPair.findMany({ where: { orgId } })).toMatchObject([
      { status: "skipped", outcome: "called_off" },
    ]);
  });
});
