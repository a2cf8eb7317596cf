import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ExperimentPage, ExperimentResults, ExperimentView } from "@/server/contracts/experiments";
import { systemDb } from "@/server/db/system";
import { eventually } from "@/server/testing/eventually";
import { createTestOrg } from "@/server/testing/factories";
import {
  createGatewayTenant,
  createTestKey,
  createTestRoute,
  type GatewayTenant,
} from "@/server/testing/gateway-tenant";
import { auditTrail } from "@/server/testing/verb-checks";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";
import { type RawResponse, rawCall } from "./raw-call";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const CONFIRM = { "x-floopy-confirm": "experiments" };

async function stage(door: DoorName) {
  const tenant = await createGatewayTenant();
  const route = (slug: string, model: string) =>
    createTestRoute(tenant, { slug, candidates: [{ provider: "sandbox", model }] });
  const [a, b] = [await route("auto", "quick"), await route("rival", "genius")];
  const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = CONFIRM) =>
    rawCall(`${harness.baseUrl(door)}${path}`, tenant.apiKey, {
      ...{ method, headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const variants = { name: "Rival", variant_a_routing_rule_id: a, variant_b_routing_rule_id: b };
  return { tenant, a, b, call, variants };
}

async function modelOf(door: DoorName, { apiKey }: GatewayTenant, session: string): Promise<string> {
  const answered = await rawCall(`${harness.baseUrl(door)}/chat/completions`, apiKey, {
    method: "POST",
    headers: { "floopy-session-id": session },
    body: JSON.stringify({ model: "auto", max_tokens: 4, messages: [{ role: "user", content: "hi" }] }),
  });
  await harness.record(String(answered.headers["x-request-id"]));
  return String(answered.headers["floopy-model"]);
}

const codeOf = (response: RawResponse) => [response.status, response.json().error.code];

describe.each(DOORS)("experiments at the %s door", (door) => {
  it("are begun once for an Idempotency-Key, however often it is sent", async () => {
    const { tenant, call, variants } = await stage(door);
    const once = (body: object) =>
      call("POST", "/experiments", body, { ...CONFIRM, "idempotency-key": "begin" });
    const [first, ...more] = await Promise.all([once(variants), once(variants), once(variants)]);
    expect(first?.status).toBe(201);
    for (const again of more) expect([again.status, again.text]).toEqual([201, first?.text]);
    expect(codeOf(await once({ ...variants, name: "Another" }))).toEqual([409, "idempotency_conflict"]);
    expect(await systemDb().experiment.count({ where: { orgId: tenant.orgId } })).toBe(1);
    const rows = { rows: [{ input: "Hi" }], name: "Set" };
    const make = () => call("POST", "/datasets", rows, { "idempotency-key": "begin" });
    expect((await make()).text).toBe((await make()).text);
    expect(await systemDb().dataset.count({ where: { orgId: tenant.orgId } })).toBe(1);
  });

  it("split a route's sessions, count them by side, and give them back when rolled back", async () => {
    const { tenant, a, b, call, variants } = await stage(door);
    const created = await call("POST", "/experiments", { ...variants, split_percentage: 99 });
    expect(created.status).toBe(201);
    const { id, ...facts } = ExperimentView.parse(created.json());
    expect(facts).toMatchObject({ status: "active", split_percentage: 99, rolled_back_at: null });
    expect(ExperimentPage.parse((await call("GET", "/experiments?status=active")).json()).items).toEqual([
      { id, ...facts },
    ]);
    const sessions = Array.from({ length: 6 }, (_, n) => `split-${n}`);
    await eventually(async () => expect(await modelOf(door, tenant, `probe-${Date.now()}`)).toBe("genius"));
    const models: string[] = [];
    for (const session of sessions) models.push(await modelOf(door, tenant, session));
    const ofB = models.filter((model) => model === "genius").length;
    expect(ofB).toBeGreaterThan(3);
    const results = ExperimentResults.parse((await call("GET", `/experiments/${id}/results`)).json());
    expect(results).toMatchObject({
      experiment_id: id,
      variant_a: { routing_rule_id: a, sample_size: models.length - ofB },
      variant_b: { routing_rule_id: b, success_rate: 1 },
      winner: null,
    });
    expect(results.variant_b.sample_size).toBeGreaterThanOrEqual(ofB);

    const ended = ExperimentView.parse((await call("POST", `/experiments/${id}/rollback`)).json());
    expect(ended).toMatchObject({ status: "rolled_back", end_reason: "requested" });
    expect(ended.rolled_back_at).not.toBeNull();
    await eventually(async () => expect(await modelOf(door, tenant, `back-${Date.now()}`)).toBe("quick"));
    expect(codeOf(await call("POST", `/experiments/${id}/rollback`))).toEqual([409, "conflict"]);
    expect((await auditTrail(tenant)).map(({ action }) => action)).toEqual([
      "experiment.created",
      "experiment.rolled_back",
    ]);
  });

  it("complete with or without B taking A's place", async () => {
    const { tenant, a, call, variants } = await stage(door);
    const { id } = (await call("POST", "/experiments", variants)).json();
    expect((await call("POST", `/experiments/${id}/complete`, {}, {})).json().status).toBe("completed");
    const second = (await call("POST", "/experiments", variants)).json();
    const done = await call("POST", `/experiments/${second.id}/complete`, { promote: true }, {});
    expect(done.json()).toMatchObject({ status: "completed", end_reason: "promoted" });
    const promoted = await systemDb().route.findUniqueOrThrow({
      where: { id: a },
      select: { slug: true, candidates: { select: { model: true } } },
    });
    expect(promoted).toEqual({ slug: "auto", candidates: [{ model: "genius" }] });
    const told = await systemDb().outboxMessage.findMany({ where: { orgId: tenant.orgId } });
    expect(told.map(({ topic }) => topic)).toEqual(["route.promoted"]);
    expect((await auditTrail(tenant)).map(({ action }) => action).slice(2)).toEqual([
      "experiment.created",
      "experiment.completed",
      "route.promoted",
    ]);
  });

  it("are begun and rolled back only by whoever confirms it", async () => {
    const { tenant, call, variants } = await stage(door);
    const refused = await call("POST", "/experiments", variants, {});
    expect([...codeOf(refused), refused.json().error.param]).toEqual([
      400,
      "invalid_request",
      "X-Floopy-Confirm",
    ]);
    const { id } = (await call("POST", "/experiments", variants)).json();
    expect(codeOf(await call("POST", `/experiments/${id}/rollback`, undefined, {}))).toEqual([
      400,
      "invalid_request",
    ]);
    expect(await auditTrail(tenant)).toHaveLength(1);
  });

  it.each([
    { split_percentage: 0 },
    { split_percentage: 12.5 },
    { nonsense: 1 },
    { name: " " },
    { variant_b_routing_rule_id: "" },
  ])("refuse %j", async (wrong) => {
    const { call, variants } = await stage(door);
    expect(codeOf(await call("POST", "/experiments", { ...variants, ...wrong }))).toEqual([
      400,
      "invalid_request",
    ]);
  });

  it("need the Pro plan, and a key that may write", async () => {
    const { tenant, variants } = await stage(door);
    const at = (path: string) => `${harness.baseUrl(door)}${path}`;
    const create = { method: "POST", headers: CONFIRM, body: JSON.stringify(variants) };
    const free = await createTestKey(await createTestOrg("free"));
    for (const refused of [
      await rawCall(at("/experiments"), free, { method: "GET" }),
      await rawCall(at("/experiments"), free, create),
      await rawCall(at("/experiments/exp_none/results"), free, { method: "GET" }),
    ]) {
      expect(codeOf(refused)).toEqual([403, "plan_required"]);
      expect(refused.json().error.feature).toBe("experiments");
    }
    const reader = await createTestKey(tenant, { permissions: ["read"] });
    expect(codeOf(await rawCall(at("/experiments"), reader, create))).toEqual([403, "permission_denied"]);
  });

  it("are unknown to a key of another project", async () => {
    const { tenant, call, variants } = await stage(door);
    const { id } = (await call("POST", "/experiments", variants)).json();
    const { orgId } = tenant;
    const other = await systemDb().project.create({
      data: { id: `${tenant.projectId}x`, orgId, slug: "other", name: "Other" },
    });
    const key = await createTestKey({ orgId, projectId: other.id });
    const at = (path: string) => `${harness.baseUrl(door)}${path}`;
    expect((await rawCall(at("/experiments"), key, { method: "GET" })).json().items).toEqual([]);
    for (const name of [id, "exp_none"]) {
      const refused = await rawCall(at(`/experiments/${name}/results`), key, { method: "GET" });
      expect(codeOf(refused)).toEqual([404, "not_found"]);
    }
  });
});
