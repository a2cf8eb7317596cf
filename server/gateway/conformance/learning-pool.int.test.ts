import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemDb } from "@/server/db/system";
import { publishLearning } from "@/server/modules/learning";
import { connectProvider } from "@/server/modules/provider-keys/connect-provider";
import { createGatewayTenant, createTestRoute, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { answers, completion, FakeUpstream } from "./fake-upstream";
import { type Harness, startHarness } from "./harness";
import { type RawResponse, rawCall } from "./raw-call";

/** Of the public price list; no other test teaches about them, nor about translating. */
const [LIKED, DISLIKED] = ["gpt-4.1-nano", "gpt-4.1-mini"] as const;
const DAY_MS = 86_400_000;

let harness: Harness;
const upstream = new FakeUpstream();
let teachers: GatewayTenant[];
let reader: GatewayTenant;
let loner: GatewayTenant;

beforeAll(async () => {
  harness = await startHarness();
  await upstream.start();
  for (const model of [LIKED, DISLIKED]) upstream.on(model, answers(200, completion("Bom dia")));
  teachers = await Promise.all(Array.from({ length: 6 }, () => createCustomer(60)));
  [reader, loner] = [await createCustomer(0), await createCustomer(0)];
  const { orgId } = loner;
  await systemDb().organization.update({ where: { orgId }, data: { learningMode: "isolated" } });
});
afterAll(async () => {
  upstream.close();
  await harness?.close();
});

/** An organisation whose `auto` route learns, with deployments in a cloud resource of its own. */
async function createCustomer(ageDays: number): Promise<GatewayTenant> {
  const tenant = await createGatewayTenant();
  const { orgId } = tenant;
  const createdAt = new Date(Date.now() - ageDays * DAY_MS);
  await systemDb().organization.update({ where: { orgId }, data: { createdAt } });
  const origin = new URL(upstream.baseUrl).origin;
  await connectProvider(tenant.as(), { provider: "azure", secret: "a-key-of-theirs", baseUrl: origin });
  const candidates = [DISLIKED, LIKED].map((model) => ({ provider: "azure", model }));
  await createTestRoute(tenant, { slug: "auto", strategy: "feedback_driven", candidates });
  return tenant;
}

function ask(tenant: GatewayTenant, model: string, session: string): Promise<RawResponse> {
  const messages = [{ role: "user", content: "Translate into Portuguese: good morning" }];
  return rawCall(`${harness.baseUrl("lean")}/chat/completions`, tenant.apiKey, {
    body: JSON.stringify({ model, max_tokens: 4, messages }),
    headers: { "floopy-session-id": session },
  });
}

/** What their own server says of a session, in public. */
async function measure(tenant: GatewayTenant, session_id: string, value: number): Promise<void> {
  const body = JSON.stringify({ session_id, kind: "metric", metric: "resolved", value });
  const { status } = await rawCall(`${harness.baseUrl("lean")}/feedback`, tenant.apiKey, { body });
  expect(status).toBe(200);
}

/** What the newest decision of a session says of the liked model. */
async function belief(tenant: GatewayTenant, session: string) {
  await ask(tenant, "auto", session);
  await harness.recordsOf(tenant.orgId);
  const decision = await systemDb().decision.findFirstOrThrow({
    where: { orgId: tenant.orgId, sessionId: session },
    orderBy: { createdAt: "desc" },
  });
  const candidates: { model: string; propensity: number; score: number; shared_share: number }[] = JSON.parse(
    JSON.stringify(decision.candidates),
  );
  const liked = candidates.find(({ model }) => model === LIKED);
  if (liked === undefined) throw new Error("the liked model is no candidate");
  return { ...liked, usedPool: decision.usedSharedPoolPrior, snapshotId: decision.snapshotId };
}

describe("what the users of some organisations say", { timeout: 180_000 }, () => {
  it("decides for another organisation's first user, and not for one that learns alone", async () => {
    const before = { reader: await belief(reader, "first"), loner: await belief(loner, "first") };
    expect(before.reader).toMatchObject({ usedPool: false, shared_share: 0 });

    for (const teacher of teachers) {
      const sessions = Array.from({ length: 22 }, (_, n) => ({
        session: `taught-${n}`,
        model: n % 2 === 0 ? LIKED : DISLIKED,
      }));
      const served = await Promise.all(
        sessions.map(({ session, model }) => ask(teacher, `azure/${model}`, session)),
      );
      expect(served.map(({ status }) => status)).toEqual(sessions.map(() => 200));
      await harness.recordsOf(teacher.orgId);
      // As far apart as users find good and poor models; further than that nobody is believed by others.
      for (const { session, model } of sessions) await measure(teacher, session, model === LIKED ? 0.9 : 0.5);
    }
    await publishLearning(new Date());
    const usesPool = async () => (await belief(reader, "probe")).usedPool;
    await expect.poll(usesPool, { interval: 500 }).toBe(true);

    const after = { reader: await belief(reader, "second"), loner: await belief(loner, "second") };
    expect(after.reader.propensity).toBeGreaterThan(before.reader.propensity + 0.1);
    expect(after.reader.shared_share).toBeGreaterThan(0.1);
    const asBefore = ({ propensity, score, shared_share, usedPool, snapshotId }: typeof before.loner) => ({
      ...{ propensity, score, shared_share, usedPool, snapshotId },
    });
    expect(asBefore(after.loner)).toEqual(asBefore(before.loner));
    expect(after.loner).toMatchObject({ usedPool: false, shared_share: 0, snapshotId: null });
  });
});
