import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { masterKey } from "@/server/env";
import { createGateway, type Gateway } from "@/server/gateway/gateway";
import { pastCalls } from "@/server/gateway/past-calls";
import { createApiKey } from "@/server/modules/api-keys/create-api-key";
import { createGatewayConfig } from "@/server/modules/gateway-config";
import { createDefaultRoute } from "@/server/modules/routes/create-default-route";
import { eventually } from "@/server/testing/eventually";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { type FillReport, fillDemo } from "./fill-demo";
import { planHistory } from "./plan-history";

/** Of a weekend: few sessions. Yesterday or earlier, whatever the hour is now. */
const NOW = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 - 3_600_000);
const LIMIT_MS = 120_000;

const folder = mkdtempSync(path.join(tmpdir(), "floopy-demo-"));
let gateway: Gateway;
let org: TestOrg;
let apiKey: string;
let report: FillReport | null;
const fill = (signal = new AbortController().signal) =>
  fillDemo({ call: pastCalls(gateway), apiKey, now: NOW, days: 1, signal });

beforeAll(async () => {
  gateway = createGateway({
    config: createGatewayConfig(),
    masterKey: masterKey(),
    journalFolder: folder,
    bodyBytesMax: 1_000_000,
    uploadBytesMax: 1_000_000,
    isIngesting: true,
  });
  org = await createTestOrg();
  await systemDb().$transaction((tx) => createDefaultRoute(tx, org));
  apiKey = (await createApiKey(org.as("owner"), { name: "demo", permissions: ["read", "write", "feedback"] }))
    .secret;
  report = await fill();
}, LIMIT_MS);

afterAll(async () => {
  await gateway.close(1_000);
  await disconnectDb();
  rmSync(folder, { recursive: true, force: true });
});

describe("fillDemo", () => {
  const requests = () => systemDb().request.findMany({ where: { orgId: org.orgId } });

  it("makes sessions of the past, each request with the time it is to have had", async () => {
    const stored = await requests();
    expect(report?.sessions).toBeGreaterThan(3);
    expect(new Set(stored.map(({ sessionId }) => sessionId)).size).toBe(report?.sessions);
    const day = NOW.toISOString().slice(0, 10);
    expect(stored.every(({ createdAt }) => createdAt.toISOString().startsWith(day))).toBe(true);
    const answered = stored.filter(({ status }) => status === "ok" || status === "cached");
    expect(answered.every(({ isSandbox }) => isSandbox)).toBe(true);
    expect(answered.length).toBeGreaterThan(stored.length / 2);
  });

  it("has users score what they read, soon afterwards, and credits the models for it", async () => {
    const answers = await systemDb().npsResponse.findMany({ where: { orgId: org.orgId } });
    expect(answers).toHaveLength(report?.scores ?? -1);
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.every(({ answeredAt }) => answeredAt.getTime() <= NOW.getTime())).toBe(true);
    expect(answers.every(({ joinedAt }) => joinedAt !== null)).toBe(true);
    expect(await systemDb().feedbackCredit.count({ where: { orgId: org.orgId } })).toBeGreaterThan(0);
  });

  it("uses a stored prompt, and evaluates models over the team's questions", async () => {
    const prompt = await systemDb().prompt.findFirstOrThrow({ where: { orgId: org.orgId } });
    const prompted = (await requests()).filter(({ promptId }) => promptId === prompt.id);
    expect(prompted.length).toBeGreaterThan(0);
    expect(prompted.some(({ status }) => status === "ok")).toBe(true);
    expect(await systemDb().datasetRow.count({ where: { orgId: org.orgId } })).toBeGreaterThan(5);
    expect(await systemDb().evaluation.count({ where: { orgId: org.orgId } })).toBe(2);
  });

  it("leaves what has a past alone", async () => {
    const before = (await requests()).length;
    expect(await fill()).toBeNull();
    expect((await requests()).length).toBe(before);
  });

  it("goes on with what was cut off, and makes nothing twice", async () => {
    const other = await createTestOrg();
    await systemDb().$transaction((tx) => createDefaultRoute(tx, other));
    const permissions = ["read", "write", "feedback"] as const;
    const key = await createApiKey(other.as("owner"), { name: "demo", permissions: [...permissions] });
    const cut = new AbortController();
    let calls = 0;
    const counted: typeof call = (asked) => {
      if (asked.path.endsWith("/completions") && ++calls === 5) cut.abort();
      return call(asked);
    };
    const call = pastCalls(gateway);
    const options = { apiKey: key.secret, now: NOW, days: 1 };
    await fillDemo({ ...options, call: counted, signal: cut.signal });
    const sessions = () => systemDb().session.findMany({ where: { orgId: other.orgId } });
    await eventually(async () => expect((await sessions()).length).toBeGreaterThan(0));
    await fillDemo({ ...options, call, signal: new AbortController().signal });
    const planned = planHistory(NOW, 1).flatMap((day) => day.sessions);
    const made = await sessions();
    expect(made.map(({ id }) => id).sort()).toEqual(planned.map(({ id }) => id).sort());
    const turnsOf = new Map(planned.map(({ id, turns }) => [id, turns.length]));
    expect(made.filter(({ id, turnCount }) => turnCount > (turnsOf.get(id) ?? 0))).toEqual([]);
    const mine = { where: { orgId: other.orgId } };
    expect([await systemDb().prompt.count(mine), await systemDb().dataset.count(mine)]).toEqual([1, 1]);
  });

  it("ends when it is told to", async () => {
    const other = await createTestOrg();
    const key = await createApiKey(other.as("owner"), {
      name: "demo",
      permissions: ["read", "write", "feedback"],
    });
    const call = pastCalls(gateway);
    const stopped = await fillDemo({
      call,
      apiKey: key.secret,
      now: NOW,
      days: 1,
      signal: AbortSignal.abort(),
    });
    expect(stopped).toEqual({ sessions: 0, scores: 0 });
    expect(await systemDb().request.count({ where: { orgId: other.orgId } })).toBe(0);
  });
});
