import { describe, expect, it } from "vitest";
import { isPublicModel, pooledName } from "./pooled-name";

describe("the name under which organisations teach each other about a model", () => {
  it("is one for all names of it", () => {
    expect(pooledName("mistral", "mistral-large-latest")).toBe("mistral/mistral-large");
    expect(pooledName("mistral", "mistral-large-2407")).toBe("mistral/mistral-large");
    expect(pooledName("mistral", "mistral-large")).toBe("mistral/mistral-large");
    expect(pooledName("anthropic", "claude-3-5-sonnet-latest")).toBe("anthropic/claude-3-5-sonnet");
  });

  it("is the model's own where it is listed under it, dated, or nobody's but a customer's", () => {
    for (const [provider, model] of [
      ["openai", "chatgpt-4o-latest"],
      ["openai", "gpt-4o-2024-08-06"],
      ["openai", "gpt-4.1"],
      ["openai", "ft:gpt-4o:acme::latest"],
      ["custom", "mistral-large-latest"],
    ] as const)
      expect(pooledName(provider, model)).toBe(`${provider}/${model}`);
  });
});

describe("a public model", () => {
  it("is on the list, by its own name, a date or an alias", () => {
    for (const model of ["mistral-large-2407", "mistral-large-latest", "mistral-large"])
      expect(isPublicModel("mistral", model)).toBe(true);
    expect(isPublicModel("openai", "gpt-4o-2024-08-06")).toBe(true);
  });

  it("is not a customer's own", () => {
    expect(isPublicModel("openai", "ft:gpt-4o-mini:acme::x1")).toBe(false);
    expect(isPublicModel("custom", "gpt-4o-mini")).toBe(false);
  });
});
