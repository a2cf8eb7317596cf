import { describe, expect, it } from "vitest";
import { PROVIDERS } from "./provider-table";
import { authHeaders, tidyBaseUrl, upstreamUrl } from "./provider-url";

const CHAT = { endpoint: "chat", model: "m", isStream: false } as const;

describe("upstreamUrl and authHeaders", () => {
  const azure = PROVIDERS.azure;
  const ollama = PROVIDERS.ollama;
  const custom = PROVIDERS.custom;
  if (!azure || !ollama || !custom) throw new Error("providers missing");

  it.each([
    [azure, "https://acme.openai.azure.com", "https://acme.openai.azure.com/openai/v1"],
    [azure, "https://acme.openai.azure.com/openai/v1/", "https://acme.openai.azure.com/openai/v1"],
    [ollama, "http://127.0.0.1:11434/", "http://127.0.0.1:11434/v1"],
    [custom, " https://llm.example.com/api/v2/chat/completions ", "https://llm.example.com/api/v2"],
    [custom, "https://llm.example.com/v1?x=1#y", "https://llm.example.com/v1"],
  ])("tidies a pasted base URL of $id: %s", (provider, pasted, expected) => {
    expect(tidyBaseUrl(provider, pasted)).toBe(expected);
  });

  it("has no address for what a provider lacks or the customer did not give", () => {
    expect(upstreamUrl(custom, CHAT)).toBeNull();
    expect(PROVIDERS.groq && upstreamUrl(PROVIDERS.groq, { ...CHAT, endpoint: "embeddings" })).toBeNull();
    const evil = { baseUrl: "https://evil.example.com", settings: {} };
    expect(PROVIDERS.openai && upstreamUrl(PROVIDERS.openai, CHAT, evil)).toBe(
      "https://api.openai.com/v1/chat/completions",
    );
  });

  it("sends the key in the provider's way, and nothing when there is none", () => {
    expect(authHeaders(azure, "k")).toEqual({ "api-key": "k" });
    expect(authHeaders(custom, "k")).toEqual({ authorization: "Bearer k" });
    expect(authHeaders(ollama, null)).toEqual({});
  });

  it("asks for the list of models in the way that the provider has for it alone", () => {
    const anthropic = PROVIDERS.anthropic;
    if (!anthropic) throw new Error("provider missing");
    expect(authHeaders(anthropic, "k")).toEqual({ authorization: "Bearer k" });
    expect(authHeaders(anthropic, "k", "models")).toEqual({
      "x-api-key": "k",
      "anthropic-version": "2023-06-01",
    });
    expect(authHeaders(custom, "k", "models")).toEqual({ authorization: "Bearer k" });
  });
});
