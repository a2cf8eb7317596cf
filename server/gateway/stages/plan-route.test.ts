import { describe, expect, it } from "vitest";
import { DEFAULT_ROUTE_SETTINGS, type RouteSettings } from "@/server/contracts/route-settings";
import { AppError } from "@/server/core/errors";
import { type PlanInput, planRoute, type RoutePlan } from "./plan-route";
import { RouteMemory } from "./route-memory";
import { testCaller, testConnection, testRoute } from "./test-caller";

const OPENAI = testConnection();
const CUSTOM = testConnection({
  id: "pkey_2",
  provider: "custom",
  baseUrl: "https://x.test/v1",
  settings: { models: ["mine"] },
});

function plan(model: string, headers: Record<string, string> = {}, over: Partial<PlanInput> = {}): RoutePlan {
  const caller =
    over.caller ??
    testCaller({
      org: { connections: [OPENAI, CUSTOM], routes: [testRoute(["sandbox/quick", "openai/gpt-4o"])] },
    });
  const [project] = caller.org.projects;
  if (project === undefined) throw new Error("no project");
  const scope = { project, endUserId: null, properties: {}, storageMode: "none", userAgent: null } as const;
  const session = { id: "s", source: "header" } as const;
  return planRoute({
    caller,
    scope,
    session,
    endpoint: "chat",
    model,
    headers,
    memory: new RouteMemory(),
    ...over,
  });
}

const hops = (made: RoutePlan): string[] =>
  made.hops.map((hop) => `${hop.provider.id}/${hop.model}#${hop.fallbackIndex}`);

function codeOf(work: () => unknown): string {
  try {
    work();
    return "ok";
  } catch (thrown) {
    return thrown instanceof AppError ? thrown.code : "other";
  }
}

describe("planRoute", () => {
  it("calls a named model, by its bare or its full name", () => {
    expect(hops(plan("gpt-4o"))).toEqual(["openai/gpt-4o#0"]);
    expect(hops(plan("openai/gpt-4o"))).toEqual(["openai/gpt-4o#0"]);
    expect(hops(plan("mine"))).toEqual(["custom/mine#0"]);
    expect(plan("gpt-4o").decision).toMatchObject({
      strategy: "direct",
      reason: "requested_model",
      propensity: 1,
    });
  });

  it("tries a comma list and then the fallback header, each model once", () => {
    const made = plan("gpt-4o, sandbox/quick", { "floopy-fallback": "sandbox/genius,gpt-4o" });
    expect(hops(made)).toEqual(["openai/gpt-4o#0", "sandbox/quick#1", "sandbox/genius#2"]);
    expect(made.decision.reason).toBe("requested_list");
  });

  it("asks the default route for auto and a route by its slug or header, and leaves it with off", () => {
    for (const made of [
      plan("auto"),
      plan("route:auto"),
      plan("gpt-4o", { "floopy-route": "auto" }),
      plan("x", { "floopy-routing": "auto" }),
    ]) {
      expect(hops(made)).toEqual(["sandbox/quick#0", "openai/gpt-4o#1"]);
      expect(made.routeId).toBe("rt_1");
    }
    expect(hops(plan("gpt-4o", { "floopy-route": "auto", "floopy-routing": "off" }))).toEqual([
      "openai/gpt-4o#0",
    ]);
    expect(codeOf(() => plan("auto", { "floopy-routing": "off" }))).toBe("invalid_request");
    expect(codeOf(() => plan("auto", { "floopy-routing": "sometimes" }))).toBe("invalid_request");
    expect(codeOf(() => plan("route:none"))).toBe("model_not_found");
  });

  it("leaves out candidates whose provider is not connected, and says what to do when none is left", () => {
    const org = { routes: [testRoute(["openai/gpt-4o", "sandbox/quick"])] };
    const made = plan("auto", {}, { caller: testCaller({ org }) });
    expect(hops(made)).toEqual(["sandbox/quick#0"]);
    expect(made.decision.filtered).toMatchObject([{ provider: "openai", reason: "provider_not_connected" }]);
    const empty = testCaller({ org: { routes: [testRoute(["openai/gpt-4o"])] } });
    expect(codeOf(() => plan("auto", {}, { caller: empty }))).toBe("model_not_found");
  });

  it("keeps a key to its models on every way to a model", () => {
    const caller = (allowedModels: string[]) =>
      testCaller({
        key: { allowedModels },
        org: { connections: [OPENAI], routes: [testRoute(["openai/gpt-4o", "sandbox/quick"])] },
      });
    expect(hops(plan("auto", {}, { caller: caller(["sandbox/*"]) }))).toEqual(["sandbox/quick#0"]);
    for (const [model, headers] of [
      ["gpt-4o", {}],
      ["sandbox/quick,gpt-4o", {}],
      ["sandbox/quick", { "floopy-fallback": "gpt-4o" }],
    ] as const) {
      expect(codeOf(() => plan(model, headers, { caller: caller(["quick"]) }))).toBe("model_not_allowed");
    }
    expect(codeOf(() => plan("auto", {}, { caller: caller(["other"]) }))).toBe("model_not_allowed");
  });

  it("tries every key of a provider before the next model", () => {
    const connections = [
      OPENAI,
      testConnection({ id: "pkey_9", weight: 5 }),
      testConnection({ id: "pkey_10", secret: null }),
    ];
    const made = plan("gpt-4o,sandbox/quick", {}, { caller: testCaller({ org: { connections } }) });
    expect(made.hops.map(({ connection }) => connection?.id ?? "none").sort()).toEqual([
      "none",
      "pkey_1",
      "pkey_9",
    ]);
    expect(made.hops.at(-1)?.connection).toBeNull();
    expect(made.hops.map(({ fallbackIndex }) => fallbackIndex)).toEqual([0, 0, 1]);
  });

  it("finds nobody for embeddings at a provider that has none", () => {
    const caller = testCaller({ org: { connections: [testConnection({ provider: "groq" })] } });
    expect(codeOf(() => plan("groq/any", {}, { caller, endpoint: "embeddings" }))).toBe("model_not_found");
    expect(codeOf(() => plan("groq/any", { "floopy-provider": "openai" }, { caller }))).toBe(
      "model_not_found",
    );
  });

  it("leaves out what a learning route's own bounds do, and says why", () => {
    const memory = new RouteMemory();
    memory.noteLatency("cand_1", 4_000);
    const planWith = (settings: Partial<RouteSettings>) => {
      const route = testRoute(["sandbox/quick", "openai/gpt-4o"], {
        strategy: "feedback_driven",
        settings: { ...DEFAULT_ROUTE_SETTINGS, ...settings },
      });
      return plan(
        "auto",
        {},
        { memory, caller: testCaller({ org: { connections: [OPENAI], routes: [route] } }) },
      );
    };
    expect(planWith({}).decision.filtered).toEqual([]);
    const slow = planWith({ latencyMaxMs: 1_000 });
    expect(hops(slow)).toEqual(["sandbox/quick#0"]);
    expect(slow.decision.filtered).toMatchObject([{ model: "gpt-4o", reason: "above_latency_max" }]);
    expect(planWith({ qualityMin: 10 }).decision.filtered).toMatchObject([{ reason: "below_quality_min" }]);
  });
});
