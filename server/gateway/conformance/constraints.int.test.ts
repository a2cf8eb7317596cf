import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_CONSTRAINTS } from "@/server/contracts/constraints";
import { systemDb } from "@/server/db/system";
import { refreshEvidence } from "@/server/modules/constraints";
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

const get = (apiKey: string, door: DoorName = "lean"): Promise<RawResponse> =>
  rawCall(`${harness.baseUrl(door)}/constraints`, apiKey, { method: "GET" });
const put = (apiKey: string, body: unknown, door: DoorName = "lean"): Promise<RawResponse> =>
  rawCall(`${harness.baseUrl(door)}/constraints`, apiKey, { method: "PUT", body: JSON.stringify(body) });
const chat = (apiKey: string, body: Record<string, unknown> = {}): Promise<RawResponse> =>
  rawCall(`${harness.baseUrl("lean")}/chat/completions`, apiKey, {
    method: "POST",
    body: JSON.stringify({ model: "sandbox/quick", messages: [{ role: "user", content: "hi" }], ...body }),
  });

describe.each(DOORS)("constraints at the %s door", (door) => {
  it("are all null at first, and replaced as a whole", async () => {
    const tenant = await createGatewayTenant();
    expect((await get(tenant.apiKey, door)).json()).toEqual(NO_CONSTRAINTS);
    const window = { value: 0.02, window: "rolling_24h" };
    const set = await put(tenant.apiKey, { max_regression: window, max_requests_per_minute: 60 }, door);
    expect(set.json()).toEqual({ ...NO_CONSTRAINTS, max_regression: window, max_requests_per_minute: 60 });
    await put(tenant.apiKey, { confidence_threshold: 0.6 }, door);
    expect((await get(tenant.apiKey, door)).json()).toEqual({ ...NO_CONSTRAINTS, confidence_threshold: 0.6 });
    expect((await auditTrail(tenant)).map(({ action }) => action)).toEqual([
      "constraints.replaced",
      "constraints.replaced",
    ]);
  });

  it.each([
    [{ nonsense: 1 }],
    [{ max_outcome_variance: 0 }],
    [{ max_regression: { value: 0.6, window: "rolling_7d" } }],
    [{ max_cost_increase: { value: 1, window: "7d" } }],
    [{ cost_limit_monthly_usd: -1 }],
    [{ max_requests_per_minute: 1.5 }],
  ])("refuse %j and change nothing", async (body) => {
    const tenant = await createGatewayTenant();
    const refused = await put(tenant.apiKey, body, door);
    expect([refused.status, refused.json().error.code]).toEqual([400, "invalid_request"]);
    expect((await get(tenant.apiKey, door)).json()).toEqual(NO_CONSTRAINTS);
  });

  it("need the Pro plan, and a key that may write to change them", async () => {
    const free = await createTestKey(await createTestOrg("free"));
    for (const refused of [await get(free, door), await put(free, {}, door)]) {
      expect([refused.status, refused.json().error.code]).toEqual([403, "plan_required"]);
      expect(refused.json().error.feature).toBe("constraints");
    }
    const tenant = await createGatewayTenant();
    const reader = await createTestKey(tenant, { permissions: ["read"] });
    expect((await get(reader, door)).status).toBe(200);
    expect((await put(reader, {}, door)).json().error.code).toBe("permission_denied");
  });
});

/** Until the gateway has heard of the change. */
describe("what constraints limit", () => {
  it("is how many requests a key makes in a minute", async () => {
    const tenant = await createGatewayTenant();
    await put(tenant.apiKey, { max_requests_per_minute: 2 });
    await eventually(async () =>
      expect((await chat(tenant.apiKey)).headers["x-ratelimit-limit-requests"]).toBe("2"),
    );
    await chat(tenant.apiKey);
    const refused = await chat(tenant.apiKey);
    expect([refused.status, refused.json().error.code]).toEqual([429, "rate_limited"]);
  });

  it("is how many tokens are used in a window of any length", async () => {
    const tenant = await createGatewayTenant();
    await put(tenant.apiKey, { max_tokens_per_window: 100, token_window_seconds: 3_600 });
    const large = { max_tokens: 90 };
    await eventually(async () =>
      expect((await chat(tenant.apiKey, large)).headers["x-ratelimit-limit-tokens"]).toBe("100"),
    );
    await eventually(async () => {
      const refused = await chat(tenant.apiKey, large);
      expect(refused.status).toBe(429);
      expect(refused.json().error.message).toContain("per 3600 s");
      expect(Number(refused.headers["retry-after"])).toBeGreaterThan(60);
    });
  });

  it("is what a month may cost, whatever the console's budgets allow", async () => {
    const tenant = await createGatewayTenant();
    await put(tenant.apiKey, { cost_limit_monthly_usd: 0.000001 });
    await eventually(async () => {
      const refused = await chat(tenant.apiKey);
      expect([refused.status, refused.json().error.code]).toEqual([402, "budget_exhausted"]);
    });
  });

  it("is which models a route may choose, by what is known of them", async () => {
    const tenant: GatewayTenant = await createGatewayTenant();
    await createTestRoute(tenant, {
      slug: "auto",
      strategy: "weighted",
      candidates: [
        { provider: "sandbox", model: "quick" },
        { provider: "sandbox", model: "genius", weight: 100 },
      ],
    });
    await put(tenant.apiKey, { min_samples_before_promotion: 5 });
    const decide = async () => {
      const response = await chat(tenant.apiKey, { model: "auto" });
      await harness.record(String(response.headers["x-request-id"]));
      const path = `/decisions/${response.headers["x-request-id"]}`;
      return (await rawCall(`${harness.baseUrl("lean")}${path}`, tenant.apiKey, { method: "GET" })).json();
    };
    const reason = "constraint_min_samples_before_promotion";
    await eventually(async () =>
      expect(await decide()).toMatchObject({
        winner: { model: "quick" },
        filtered: [{ provider: "sandbox", model: "genius", reason, score: null }],
        explanation: expect.stringContaining("fewer scores than min_samples_before_promotion"),
      }),
    );
    const cell = { orgId: tenant.orgId, projectId: tenant.projectId, day: new Date(), category: "general" };
    await systemDb().learningStatistic.create({
      data: {
        ...cell,
        ...{ provider: "sandbox", model: "genius", signal: "nps", isShared: false, answerCount: 5 },
        ...{ weightMicro: 5_000_000n, scoreMicro: 4_500_000n, squareMicro: 4_100_000n },
      },
    });
    expect(await refreshEvidence(new Date())).toBeGreaterThan(0);
    await eventually(async () => expect(await decide()).toMatchObject({ filtered: [] }));
    const stored = await systemDb().orgConstraint.findUniqueOrThrow({ where: { orgId: tenant.orgId } });
    expect(stored.evidence).toContainEqual(
      expect.objectContaining({ model: "genius", samples: 5, variance: 0.01, project_id: tenant.projectId }),
    );
  });
});
