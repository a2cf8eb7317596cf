import { describe, expect, it } from "vitest";
import { RequestFiltersSchema } from "@/server/contracts/requests";
import { filtersOf, loadRequestsParams, NO_FILTERS, requestsHref } from "./search-params";

const read = (query: string) => filtersOf(loadRequestsParams(new URLSearchParams(query)));

describe("the URL of the requests page", () => {
  it("gives the same query for the bare page and for empty filters", () => {
    expect(read("")).toEqual({ range: "24h" });
    expect(read("model=&q=%20&minCostUsd=0&sessionId=")).toEqual({ range: "24h" });
  });

  it("carries every filter there and back", () => {
    const filters = {
      status: ["error" as const, "blocked" as const],
      model: ["sandbox/quick", "a,b"],
      sessionId: "chat 1",
      property: "team=blue=green",
      minCostUsd: 0.0125,
      minLatencyMs: 800,
      q: "ana",
    };
    const href = requestsHref("acme", filters);
    expect(href.startsWith("/acme/requests?")).toBe(true);
    expect(read(href.split("?")[1] ?? "")).toEqual({
      range: "24h",
      status: ["error", "blocked"],
      model: ["sandbox/quick", "a,b"],
      sessionId: "chat 1",
      property: { name: "team", value: "blue=green" },
      minCostMicroUsd: 12_500,
      minLatencyMs: 800,
      search: "ana",
    });
  });

  it("drops what it cannot read instead of failing", () => {
    expect(read("range=forever&status=fine&property=team&minLatencyMs=fast")).toEqual({ range: "24h" });
    expect(read("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z&range=7d")).toEqual({ range: "7d" });
  });

  it("uses a custom range when both ends are given", () => {
    const { range } = read("from=2026-01-01T00:00:00.000Z&to=2026-01-02T00:00:00.000Z&range=7d");
    expect(range).toEqual({ from: new Date("2026-01-01T00:00:00Z"), to: new Date("2026-01-02T00:00:00Z") });
    expect(RequestFiltersSchema.safeParse({ range }).success).toBe(true);
  });

  it("clears every filter but neither range nor order", () => {
    const all = loadRequestsParams(
      new URLSearchParams(
        "range=7d&sort=slowest&status=ok&model=a&provider=b&endpoint=c&errorCode=d&cacheStatus=miss&madeBy=judge&apiKeyId=e&projectId=f&sessionId=g&endUserId=h&property=i%3Dj&promptId=l&promptVersion=3&minCostUsd=1&minLatencyMs=2&q=k",
      ),
    );
    expect(Object.keys(filtersOf(all))).toHaveLength(18);
    expect(filtersOf({ ...all, ...NO_FILTERS })).toEqual({ range: "7d" });
  });
});
