import { describe, expect, it } from "vitest";
import { generateApiKey } from "@/server/core/api-key-format";
import type { GatewayConfig, GatewayKey, OrgConfig } from "@/server/modules/gateway-config";
import { answerModel, answerModels } from "./list-models";
import { testCaller, testConnection, testRequest } from "./stages/test-caller";

const secret = generateApiKey("server");

function setUp(org: Partial<OrgConfig>, key: Partial<GatewayKey> = {}) {
  const caller = testCaller({ org, key });
  const config: GatewayConfig = {
    key: () => caller.key,
    org: () => caller.org,
    prompt: async () => null,
    markUsed: () => {},
    onChange: () => {},
    sharedModel: () => null,
    ping: async () => true,
    close: async () => {},
  };
  const deps = { config, pepper: Buffer.alloc(32, 7) };
  const request = () => testRequest({ authorization: `Bearer ${secret}` });
  const read = async (work: Promise<{ body: unknown }>) => JSON.parse(String((await work).body));
  return {
    list: () => read(answerModels(deps, request())),
    one: (id: string) => read(answerModel(deps, request(), id)),
  };
}

const OPENAI = { connections: [testConnection({ provider: "openai" })] };

describe("GET /v1/models", () => {
  it("keeps the shape of OpenAI's list and adds price, context and capabilities", async () => {
    const { list, one } = setUp(OPENAI);
    const { object, data } = await list();
    expect(object).toBe("list");
    for (const model of data) {
      expect(model).toMatchObject({ id: expect.any(String), object: "model", created: expect.any(Number) });
      expect(model).toMatchObject({ owned_by: expect.any(String) });
    }
    expect(await one("gpt-4o-mini")).toMatchObject({
      id: "openai/gpt-4o-mini",
      floopy: {
        context_window: 128_000,
        max_output_tokens: 16_384,
        input_micro_usd_per_mtok: 150_000,
        cached_input_micro_usd_per_mtok: 75_000,
        output_micro_usd_per_mtok: 600_000,
        price_tiers: null,
        capabilities: {
          tools: true,
          vision: true,
          structured_output: true,
          reasoning: false,
          streaming: true,
        },
      },
    });
    expect((await one("openai/gpt-5.4")).floopy.price_tiers).toEqual([
      {
        above_prompt_tokens: 271_999,
        input_micro_usd_per_mtok: 5_000_000,
        output_micro_usd_per_mtok: 22_500_000,
      },
    ]);
  });

  it("says null for a price that nobody knows, and the organisation's own where it set one", async () => {
    const declared = { settings: { models: ["home-made"] } };
    const custom = testConnection({
      provider: "custom",
      baseUrl: "https://x.test/v1",
      secret: null,
      ...declared,
    });
    const prices = [
      { id: "price_1", provider: "custom", model: "tuned", rates: { input: 2, output: 4 } },
      { id: "price_2", provider: "ollama", model: "elsewhere", rates: { input: 2 } },
    ];
    const { list, one } = setUp({ connections: [custom], prices });
    expect((await one("custom/home-made")).floopy).toMatchObject({
      input_micro_usd_per_mtok: null,
      capabilities: null,
    });
    expect((await one("custom/tuned")).floopy.output_micro_usd_per_mtok).toBe(4_000_000);
    const { data } = await list();
    expect(data.some(({ id }: { id: string }) => id.startsWith("ollama/"))).toBe(false);
  });

  it("lists nothing that the key may not call", async () => {
    const { list, one } = setUp(OPENAI, { allowedModels: ["openai/gpt-4o-mini"] });
    const { data } = await list();
    expect(data.map(({ id }: { id: string }) => id)).toEqual(["openai/gpt-4o-mini"]);
    await expect(one("openai/gpt-4o")).rejects.toMatchObject({ code: "model_not_found" });
  });
});
