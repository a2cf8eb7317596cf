import { afterAll, describe, expect, it } from "vitest";
import type { Histogram, RequestRange } from "@/server/contracts/requests";
import { disconnectDb } from "@/server/db/client";
import { createTestOrg } from "@/server/testing/factories";
import { createTestRequests } from "@/server/testing/request-factory";
import { getHistogram } from "./get-histogram";
import { getSummary } from "./get-summary";
import { listFacets } from "./list-facets";

afterAll(disconnectDb);

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

function totalsOf(histogram: Histogram): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { counts } of histogram.buckets) {
    for (const [status, count] of Object.entries(counts)) totals[status] = (totals[status] ?? 0) + count;
  }
  return totals;
}

async function orgWithTraffic() {
  const [org, other] = [await createTestOrg("pro"), await createTestOrg("pro")];
  await createTestRequests(other, [{ at: hoursAgo(2) }]);
  await createTestRequests(org, [
    ...Array.from({ length: 8 }, () => ({ at: hoursAgo(2), latencyMs: 100 })),
    { at: hoursAgo(3), status: "error", errorCode: "upstream_timeout", latencyMs: 9_000, costMicroUsd: null },
    { at: hoursAgo(5), status: "blocked", model: "genius", latencyMs: 100 },
    { at: hoursAgo(10 * 24), latencyMs: 100 },
  ]);
  return org;
}

describe("what the cache did", () => {
  it("adds up to the same whether from rows or from hourly counters, and can be filtered by", async () => {
    const org = await createTestOrg("pro");
    const hit = { at: hoursAgo(2), status: "cached", costMicroUsd: 0 } as const;
    await createTestRequests(org, [
      { ...hit, cacheStatus: "hit-exact", savedMicroUsd: 120 },
      { ...hit, cacheStatus: "hit-semantic", savedMicroUsd: null },
      { at: hoursAgo(3), cacheStatus: "miss" },
      { at: hoursAgo(3) },
    ]);
    for (const range of ["24h", "7d"] satisfies RequestRange[]) {
      const { current, series } = await getSummary(org.as(), { range });
      expect(current, range).toMatchObject({ cacheHits: 2, cacheMisses: 1, savedMicroUsd: 120, requests: 4 });
      expect(series.reduce((sum, bucket) => sum + bucket.savedMicroUsd, 0)).toBe(120);
    }
    const only = await getSummary(org.as(), { range: "7d", cacheStatus: ["hit-exact", "miss"] });
    expect(only.current.requests).toBe(2);
  });
});

describe("histogram", () => {
  it("counts every request of the range once, by status, whether from rows or from hourly counters", async () => {
    const org = await orgWithTraffic();
    for (const range of ["24h", "7d"] satisfies RequestRange[]) {
      const histogram = await getHistogram(org.as(), { range });
      expect(totalsOf(histogram), range).toEqual({ ok: 8, error: 1, blocked: 1 });
      for (const { start } of histogram.buckets) expect(start.getTime() % histogram.bucketMs).toBe(0);
    }
  });

  it("stays bounded for any range", async () => {
    const org = await createTestOrg("enterprise");
    for (const range of [
      "15m",
      "90d",
      { from: hoursAgo(399 * 24), to: hoursAgo(0) },
    ] satisfies RequestRange[]) {
      const { from, to, bucketMs } = await getHistogram(org.as(), { range });
      expect((to.getTime() - from.getTime()) / bucketMs).toBeLessThanOrEqual(80);
    }
  });

  it("applies filters that counters cannot answer, also to wide ranges", async () => {
    const org = await orgWithTraffic();
    expect(totalsOf(await getHistogram(org.as(), { range: "7d", model: ["genius"] }))).toEqual({
      blocked: 1,
    });
    expect(totalsOf(await getHistogram(org.as(), { range: "30d", minLatencyMs: 5_000 }))).toEqual({
      error: 1,
    });
    expect(totalsOf(await getHistogram(org.as(), { range: "30d", status: ["ok"] }))).toEqual({ ok: 9 });
  });
});

describe("summary", () => {
  it("adds up requests, errors, cost and tokens, and keeps unknown prices apart", async () => {
    const org = await orgWithTraffic();
    for (const range of ["24h", "7d"] satisfies RequestRange[]) {
      const { current, series } = await getSummary(org.as(), { range });
      expect(current, range).toMatchObject({ requests: 10, errors: 1, errorRate: 0.1, unpricedRequests: 1 });
      expect([current.costMicroUsd, current.inputTokens, current.outputTokens]).toEqual([
        9 * 120,
        1_000,
        200,
      ]);
      expect(series.reduce((sum, point) => sum + point.requests, 0)).toBe(10);
    }
  });

  it("gives percentiles of the same requests, exact from rows and within √2 from counters", async () => {
    const org = await orgWithTraffic();
    expect((await getSummary(org.as(), { range: "24h" })).current.p50LatencyMs).toBe(100);
    const wide = (await getSummary(org.as(), { range: "7d" })).current;
    for (const [estimate, exact] of [
      [wide.p50LatencyMs, 100],
      [wide.p95LatencyMs, 9_000],
    ]) {
      expect((estimate ?? 0) / (exact ?? 1)).toBeGreaterThan(1 / Math.SQRT2);
      expect((estimate ?? 0) / (exact ?? 1)).toBeLessThan(Math.SQRT2);
    }
  });

  it("says the same of a long range from rows, where a filter needs them, as from counters", async () => {
    const org = await orgWithTraffic();
    const counted = await getSummary(org.as(), { range: "7d" });
    const { current, series } = await getSummary(org.as(), { range: "7d", minLatencyMs: 1 });
    expect(current).toEqual(counted.current);
    expect(series).toEqual(counted.series);
    const { current: slow } = await getSummary(org.as(), { range: "7d", minLatencyMs: 5_000 });
    expect(slow).toMatchObject({ requests: 1, errors: 1, errorRate: 1 });
  });

  it("compares with the period before, unless the plan no longer keeps it", async () => {
    const org = await orgWithTraffic();
    expect((await getSummary(org.as(), { range: "7d" })).previous?.requests).toBe(1);
    const free = await createTestOrg("free");
    expect((await getSummary(free.as(), { range: "30d" })).previous).toBeNull();
  });

  it("says null, not zero, for an organisation without requests", async () => {
    const org = await createTestOrg();
    for (const range of ["1h", "7d"] satisfies RequestRange[]) {
      const { current } = await getSummary(org.as(), { range });
      expect(current).toMatchObject({ requests: 0, errorRate: null, p50LatencyMs: null, costMicroUsd: 0 });
    }
  });

  it("is refused to a role that may not read requests", async () => {
    const org = await createTestOrg();
    for (const verb of [getSummary, getHistogram, listFacets]) {
      await expect(verb(org.as("rater"), {})).rejects.toMatchObject({ code: "permission_denied" });
    }
  });
});

describe("facets", () => {
  it("offers only values that occur in the organisation's range, with counts", async () => {
    const org = await orgWithTraffic();
    const facets = await listFacets(org.as(), { range: "24h" });
    expect(facets.model).toEqual([
      { value: "quick", label: "quick", count: 9 },
      { value: "genius", label: "genius", count: 1 },
    ]);
    expect(facets.errorCode).toEqual([{ value: "upstream_timeout", label: "upstream_timeout", count: null }]);
    expect(facets.project.map(({ label }) => label)).toEqual(["Default"]);
  });
});
