import { describe, expect, it } from "vitest";
import { hedgeAfterMs, mayHedge } from "./hedge";

describe("hedging", () => {
  it("is for requests of which a provider keeps nothing", () => {
    expect(mayHedge("chat", { messages: [] })).toBe(true);
    expect(mayHedge("embeddings", { input: "x" })).toBe(true);
    expect(mayHedge("responses", { input: "x", store: false })).toBe(true);
    for (const kept of [
      { store: true },
      { background: true },
      { previous_response_id: "r" },
      { conversation: "c" },
    ])
      expect(mayHedge("chat", kept)).toBe(false);
    expect(mayHedge("responses", { input: "x" })).toBe(false);
    expect(mayHedge("responses", { store: false, previous_response_id: "r" })).toBe(false);
  });

  it("waits as long as the route says, or as the usual time, once that is known", () => {
    expect(hedgeAfterMs({ kind: "off" }, () => 10)).toBeNull();
    expect(hedgeAfterMs({ kind: "after", ms: 700 }, () => null)).toBe(700);
    expect(hedgeAfterMs({ kind: "p95" }, () => 420)).toBe(420);
    expect(hedgeAfterMs({ kind: "p95" }, () => 3)).toBe(50);
    expect(hedgeAfterMs({ kind: "p95" }, () => null)).toBeNull();
  });
});
