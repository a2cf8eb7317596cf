import { describe, expect, it } from "vitest";
import type { DeclaredModel } from "@/server/contracts/provider-settings";
import { PROVIDERS } from "@/server/contracts/provider-table";
import type { ConnectedProvider } from "@/server/contracts/provider-types";
import { SANDBOX_MODELS } from "@/server/contracts/sandbox-models";
import { listModels } from "@/server/pricing/list-models";
import { resolveModel } from "./resolve-model";

const connect = (...ids: string[]): ConnectedProvider[] => ids.map((provider) => ({ provider }));
const declared = (name: string, model = name): DeclaredModel => ({ name, model });
const resolve = (model: string, ...ids: string[]): string[] =>
  resolveModel(model, connect(...ids)).map(({ provider, model: upstream }) => `${provider} ${upstream}`);

describe("resolveModel", () => {
  it.each([
    ["openai/gpt-4o-mini", ["openai"], ["openai gpt-4o-mini"]],
    ["gemini/gemini-2.5-flash", ["google"], ["google gemini-2.5-flash"]],
    ["x-ai/grok-4", ["xai"], ["xai grok-4"]],
    [
      "openrouter/anthropic/claude-sonnet-4",
      ["openrouter", "anthropic"],
      ["openrouter anthropic/claude-sonnet-4"],
    ],
    ["fireworks/deepseek-v3p2", ["fireworks"], ["fireworks accounts/fireworks/models/deepseek-v3p2"]],
    ["sandbox/genius", ["sandbox"], ["sandbox genius"]],
    ["ollama/llama3.2:1b", ["ollama"], ["ollama llama3.2:1b"]],
  ])("sends %s to the provider it names", (model, ids, expected) => {
    expect(resolve(model, ...ids)).toEqual(expected);
  });

  it("sends a bare name to everyone who lists it, its maker before resellers", () => {
    expect(resolve("deepseek-chat", "openrouter", "deepseek")).toEqual(["deepseek deepseek-chat"]);
    expect(resolve("gpt-4o-mini", "azure", "openai")).toEqual(["openai gpt-4o-mini", "azure gpt-4o-mini"]);
    expect(resolve("claude-sonnet-4-20250514", "openai", "anthropic")).toEqual([
      "anthropic claude-sonnet-4-20250514",
    ]);
  });

  it("finds a maker's model under its reseller when only that one is connected", () => {
    expect(resolve("anthropic/claude-sonnet-4", "openrouter")).toEqual([
      "openrouter anthropic/claude-sonnet-4",
    ]);
    expect(resolve("meta-llama/Llama-3.3-70B-Instruct-Turbo", "together", "openai")).toEqual([
      "together meta-llama/Llama-3.3-70B-Instruct-Turbo",
    ]);
  });

  it("sends a model newer than the price list to the maker whose names look like it", () => {
    expect(resolve("gpt-99-turbo", "openai", "anthropic")).toEqual(["openai gpt-99-turbo"]);
  });

  it("sends a name the customer declared to where they declared it, and an unlisted one to their own server", () => {
    const connected = [
      ...connect("openai"),
      { provider: "azure", models: [declared("our-deployment")] },
      ...connect("ollama"),
    ];
    expect(resolveModel("our-deployment", connected)).toEqual([
      { provider: "azure", model: "our-deployment" },
    ]);
    expect(resolveModel("qwen-local", connected)).toEqual([{ provider: "ollama", model: "qwen-local" }]);
  });

  it.each([
    ["a model nobody serves", "imaginary-model", ["openai", "sandbox"]],
    ["a provider that is not connected", "openai/gpt-4o", ["sandbox"]],
    ["another maker's model at a provider whose price list has it", "claude-3-5-sonnet", ["google"]],
    ["an unknown sandbox model", "sandbox/imaginary", ["sandbox"]],
    ["a provider without a model", "openai/", ["openai"]],
    ["an empty name", "", ["openai", "sandbox"]],
    ["what every object has", "constructor", ["openai", "constructor"]],
  ])("finds nothing for %s", (_, model, ids) => {
    expect(resolve(model, ...ids)).toEqual([]);
  });
});

describe("listModels", () => {
  const everyone = Object.keys(PROVIDERS).map((provider) => ({
    provider,
    models: [declared("declared-by-customer")],
  }));

  it("lists models under names that resolve to themselves", () => {
    const listed = listModels(everyone);
    expect(listed.length).toBeGreaterThan(500);
    expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
    for (const { id, provider } of listed) {
      expect(
        resolveModel(id, everyone).map((found) => found.provider),
        id,
      ).toEqual([provider]);
    }
  });

  it("gives prices in dollars per million tokens, null where there are none", () => {
    const listed = listModels([...connect("openai"), { provider: "ollama", models: [declared("llama3.2")] }]);
    expect(listed.find(({ model }) => model === "gpt-4o-mini")).toMatchObject({
      price: { input: 0.15, cachedInput: 0.075, output: 0.6 },
      maxOutputTokens: 16_384,
      capabilities: ["tools", "vision", "structuredOutput", "caching", "streaming"],
      contextWindow: 128_000,
      kind: "chat",
      isSandbox: false,
    });
    expect(listed.find(({ provider }) => provider === "ollama")).toMatchObject({
      price: null,
      capabilities: null,
    });
    expect(listed.find(({ model }) => model === "text-embedding-3-small")?.kind).toBe("embedding");
    expect(listed.some(({ model }) => /davinci|whisper/.test(model))).toBe(false);
  });

  it("gives the price that holds now where prices have changed", () => {
    const sonnet = listModels(connect("anthropic")).find(({ model }) => model === "claude-sonnet-4-6");
    expect(sonnet).toMatchObject({ price: { input: 3, output: 15 } });
  });

  it("marks every sandbox model", () => {
    const listed = listModels(connect("sandbox"));
    expect(listed).toHaveLength(SANDBOX_MODELS.size);
    expect(listed.every(({ isSandbox }) => isSandbox)).toBe(true);
  });
});
