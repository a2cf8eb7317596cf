import { afterAll, describe, expect, it } from "vitest";
import type { ListRequestsInput } from "@/server/contracts/requests";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { createTestRequests, requestIdAt } from "@/server/testing/request-factory";
import { listNewRequests } from "./list-new-requests";
import { listRequests } from "./list-requests";

afterAll(disconnectDb);

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

async function allIds(org: TestOrg, input: ListRequestsInput): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listRequests>> = await listRequests(org.as(), { ...input, cursor });
    ids.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return ids;
}

describe("list requests", () => {
  it("shows an organisation its own requests and nobody else's", async () => {
    const [mine, theirs] = [await createTestOrg(), await createTestOrg()];
    const ids = await createTestRequests(mine, [{ at: minutesAgo(1) }]);
    await createTestRequests(theirs, [{ at: minutesAgo(1) }]);
    expect(await allIds(mine, {})).toEqual(ids);
  });

  it("is for people and keys who may read requests", async () => {
    const org = await createTestOrg();
    await expect(listRequests(org.as("rater"), {})).rejects.toMatchObject({ code: "permission_denied" });
    await expect(listRequests(org.as("viewer"), {})).resolves.toEqual({ items: [], nextCursor: null });
  });

  it("walks 10,000 requests of equal times page by page, each once and newest first", async () => {
    const org = await createTestOrg();
    const at = minutesAgo(600);
    // Number 0 of the 10,000: the others differ in these four digits.
    const sample = requestIdAt(at).replace(/^(.{24}).{4}/, "$10000");
    await createTestRequests(org, [{ at, id: sample }]);
    await systemDb().$executeRaw`
      insert into requests (id, created_at, org_id, project_id, api_key_id, session_id, session_source, endpoint,
        is_stream, status, http_status, latency_ms, storage_mode)
      select overlay(id::text placing lpad(to_hex(n), 4, '0') from 25)::uuid, created_at + n / 7 * interval '1 second',
        org_id, project_id, api_key_id, session_id, session_source, endpoint, is_stream, status, http_status,
        latency_ms, storage_mode
      from requests, generate_series(1, 9999) as n where id = ${sample}::uuid`;
    const ids = await allIds(org, { limit: 200 });
    expect(ids).toHaveLength(10_000);
    expect(new Set(ids).size).toBe(10_000);
    expect(ids).toEqual((await allIds(org, { limit: 200, sort: "oldest" })).toReversed());
  });

  it("neither repeats nor skips a request when new ones arrive between pages", async () => {
    const org = await createTestOrg();
    const old = await createTestRequests(
      org,
      [4, 5, 6, 7].map((minutes) => ({ at: minutesAgo(minutes) })),
    );
    const first = await listRequests(org.as(), { limit: 2 });
    await createTestRequests(
      org,
      [1, 2, 3].map((minutes) => ({ at: minutesAgo(minutes) })),
    );
    const second = await listRequests(org.as(), { limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map((item) => item.id)).toEqual(old);
    expect(second.nextCursor).toBeNull();
  });

  it("sorts by cost and latency across pages, with unknown costs last", async () => {
    const org = await createTestOrg();
    const facts = [
      { costMicroUsd: 5, latencyMs: 90 },
      { costMicroUsd: null, latencyMs: 300 },
      { costMicroUsd: 70, latencyMs: 20 },
      { costMicroUsd: 5, latencyMs: 90 },
    ];
    const [a, b, c, d] = await createTestRequests(
      org,
      facts.map((fact, index) => ({ at: minutesAgo(index + 1), ...fact })),
    );
    expect(await allIds(org, { sort: "costliest", limit: 1 })).toEqual([c, a, d, b]);
    expect(await allIds(org, { sort: "slowest", limit: 1 })).toEqual([b, a, d, c]);
    expect(await allIds(org, { sort: "oldest", limit: 1 })).toEqual([d, c, b, a]);
  });

  it("refuses a cursor of another organisation, another order, or one that was altered", async () => {
    const [mine, theirs] = [await createTestOrg(), await createTestOrg()];
    await createTestRequests(theirs, [{ at: minutesAgo(1) }, { at: minutesAgo(2) }]);
    const { nextCursor } = await listRequests(theirs.as(), { limit: 1 });
    const refused = { code: "invalid_request", param: "cursor" };
    await expect(listRequests(mine.as(), { cursor: nextCursor })).rejects.toMatchObject(refused);
    await expect(listRequests(theirs.as(), { cursor: `x${nextCursor}` })).rejects.toMatchObject(refused);
    await expect(listRequests(theirs.as(), { cursor: nextCursor, sort: "oldest" })).rejects.toMatchObject(
      refused,
    );
  });

  it("applies every filter", async () => {
    const org = await createTestOrg();
    const id = requestIdAt(minutesAgo(3));
    const wanted = {
      ...{ id, status: "error", httpStatus: 502, errorCode: "all_providers_failed", model: "genius" },
      ...{
        provider: "openai",
        endpoint: "embeddings",
        apiKeyId: "key_1",
        sessionId: "chat%1",
        endUserId: "ana",
      },
      ...{ properties: { team: "blue" }, costMicroUsd: 900, latencyMs: 5_000, projectId: "prj_other" },
      ...{ routeId: "rt_other", purpose: "judge" },
    };
    await createTestRequests(org, [
      { at: minutesAgo(2) },
      { at: minutesAgo(3), ...wanted },
      { at: minutesAgo(90) },
    ]);
    const filters: ListRequestsInput[] = [
      { status: ["error", "blocked"] },
      { model: ["genius"] },
      { provider: ["openai"] },
      { endpoint: ["embeddings"] },
      { errorCode: ["all_providers_failed"] },
      { apiKeyId: ["key_1"] },
      { projectId: ["prj_other"] },
      { routeId: ["rt_other"] },
      { madeBy: ["judge", "shadow"] },
      { sessionId: "chat%1" },
      { endUserId: "ana" },
      { property: { name: "team", value: "blue" } },
      { minCostMicroUsd: 900 },
      { minLatencyMs: 5_000 },
      { search: id.slice(0, 30) },
      { search: "chat%" },
      { search: "an" },
      { range: { from: minutesAgo(4), to: new Date(Date.now() - 2.5 * 60_000) } },
    ];
    for (const filter of filters) expect(await allIds(org, filter), JSON.stringify(filter)).toEqual([id]);
    expect(await allIds(org, { range: "1h" })).toHaveLength(2);
    expect(await allIds(org, { range: "1h", madeBy: ["application"] })).toHaveLength(1);
    expect(await allIds(org, { property: { name: "team", value: "red" } })).toEqual([]);
    for (const search of ["%", "hat%1", "na", "chat_", id.slice(1, 30)])
      expect(await allIds(org, { search }), search).toEqual([]);
  });

  it("shows nothing older than the plan keeps", async () => {
    const [free, pro] = [await createTestOrg("free"), await createTestOrg("pro")];
    for (const org of [free, pro]) await createTestRequests(org, [{ at: minutesAgo(40 * 1_440) }]);
    expect(await allIds(free, { range: "90d" })).toHaveLength(0);
    expect(await allIds(pro, { range: "90d" })).toHaveLength(1);
  });
});

describe("list new requests", () => {
  it("returns a long request that started before the newest known one but was stored after it", async () => {
    const org = await createTestOrg();
    const [known] = await createTestRequests(org, [{ at: minutesAgo(1) }]);
    const [late] = await createTestRequests(org, [{ at: minutesAgo(2) }]);
    await createTestRequests(org, [{ at: minutesAgo(20) }]);
    const { items, hasGap } = await listNewRequests(org.as(), { since: minutesAgo(5) });
    expect(items.map((item) => item.id)).toEqual([known, late]);
    expect(hasGap).toBe(false);
  });

  it("says so when more arrived than it returns", async () => {
    const org = await createTestOrg();
    await createTestRequests(
      org,
      Array.from({ length: 201 }, () => ({ at: minutesAgo(1) })),
    );
    const { items, hasGap } = await listNewRequests(org.as(), { since: minutesAgo(5), status: ["ok"] });
    expect([items.length, hasGap]).toEqual([200, true]);
  });
});
