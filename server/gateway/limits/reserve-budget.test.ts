import { describe, expect, it } from "vitest";
import { PROVIDERS } from "@/server/contracts/provider-table";
import { DEFAULT_ROUTE_SETTINGS, type Hedge } from "@/server/contracts/route-settings";
import type { BudgetGuard } from "@/server/modules/budgets";
import { Exchange } from "../exchange";
import type { Hop, RoutePlan } from "../stages/plan-route";
import type { ModelBody } from "../stages/read-body";
import { testCaller, testRequest } from "../stages/test-caller";
import { reserveAside } from "./reserve-aside";
import { reserveBudget } from "./reserve-budget";

const BUDGET = {
  id: "bud_1",
  scope: "organization",
  scopeId: "org_1",
  period: "month",
  mode: "block",
  limitMicroUsd: 1_000_000,
} as const;

type SpendRequest = Parameters<BudgetGuard["reserve"]>[0];
const PRICES = ["cheap", "dear"].map((model, index) => ({
  id: model,
  provider: "openai",
  model,
  rates: { input: 10 ** index, output: 10 ** index },
}));

function hopTo(model: string): Hop {
  const provider = PROVIDERS.openai;
  if (provider === undefined) throw new Error("no provider");
  return { provider, model, connection: null, fallbackIndex: 0, candidateId: null };
}

/** What is reserved for a request on a route over these models. */
async function reserved(models: string[], hedge: Hedge, more: object = {}): Promise<number> {
  const asked: SpendRequest[] = [];
  const budgets = {
    reserve: async (request: SpendRequest) => {
      asked.push(request);
      return { kind: "reserved", settle: () => {} };
    },
  } as unknown as BudgetGuard;
  const exchange = new Exchange(testRequest(), "chat");
  exchange.caller = testCaller({ org: { budgets: [BUDGET], prices: PRICES } });
  const settings = { ...DEFAULT_ROUTE_SETTINGS, hedge };
  const plan = { hops: models.map(hopTo), settings } as unknown as RoutePlan;
  const json = { messages: [{ role: "user", content: "x".repeat(4_000) }], max_tokens: 1_000, ...more };
  await reserveBudget({ budgets }, exchange, plan, { json } as unknown as ModelBody);
  return asked[0]?.amountMicroUsd ?? 0;
}

const OFF = { kind: "off" } as const;
const AFTER = { kind: "after", ms: 100 } as const;

describe("what is reserved for a request", () => {
  it("is what the dearest model may cost, and on a route that hedges what both models may", async () => {
    const [cheap, dear] = [await reserved(["cheap"], OFF), await reserved(["dear"], OFF)];
    expect(dear).toBeGreaterThan(cheap);
    expect(await reserved(["cheap", "dear", "cheap"], OFF)).toBe(dear);
    expect(await reserved(["cheap", "dear", "cheap"], AFTER)).toBe(dear + cheap);
    expect(await reserved(["dear"], AFTER)).toBe(dear);
    expect(await reserved(["cheap", "dear"], AFTER, { store: true })).toBe(dear);
  });

  it("is nothing beside it without a budget, and refused where a budget has no room", async () => {
    const full = { reserve: async () => ({ kind: "exhausted", budget: BUDGET }) } as unknown as BudgetGuard;
    const exchange = new Exchange(testRequest(), "chat");
    exchange.caller = testCaller();
    const call = { name: "embed", amountMicroUsd: 5 };
    expect(await reserveAside({ budgets: full }, exchange, call)).not.toBeNull();
    exchange.caller = testCaller({ org: { budgets: [BUDGET] } });
    expect(await reserveAside({ budgets: full }, exchange, call)).toBeNull();
  });
});
