import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemDb } from "@/server/db/system";
import { openBodies } from "@/server/modules/content-keys";
import { createGatewayTenant, createTestRoute, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { JournalReader } from "../journal/journal-reader";
import { answers, chunkEvent, completion, DONE_EVENT, FakeUpstream, streams } from "./fake-upstream";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";
import { type RawResponse, rawCall } from "./raw-call";

/** Each canary with its surroundings: what a failure should show. */
const canariesIn = (text: string): string[] => text.match(/.{0,80}canary.{0,30}/g) ?? [];
const HEADERS = {
  "floopy-session-id": "canary-session",
  "floopy-user-id": "canary-user",
  "floopy-property-canary-name": "canary-property",
  "user-agent": "canary-agent/1.0",
};

let harness: Harness;
let upstream: FakeUpstream;
let folder: string;
let reader: JournalReader;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "floopy-none-"));
  reader = new JournalReader({ folder });
  upstream = await new FakeUpstream().start();
  const answer = JSON.parse(completion("canary completion"));
  answer.model = "canary-reported";
  answer.choices[0].finish_reason = "canary_finish";
  upstream
    .on("m", answers(200, JSON.stringify(answer)))
    .on("s", streams([chunkEvent({ content: "canary" }), chunkEvent({}, "canary_stop"), DONE_EVENT].join("")))
    .on("picky", answers(400, '{"error":{"message":"canary in the prompt"}}'))
    .on("odd", answers(422, '{"detail":"canary in the prompt"}'))
    .on("down", answers(503, "canary"));
  harness = await startHarness({ journalFolder: folder });
});
afterAll(async () => {
  await reader.close();
  await harness.close();
  upstream.close();
  rmSync(folder, { recursive: true, force: true });
});

function tenantWith(storageMode: "none" | "full"): Promise<GatewayTenant> {
  return createGatewayTenant({ storageMode, customBaseUrl: upstream.baseUrl });
}

/** One request of each kind, every one of them full of canaries. */
async function askEverything(
  door: DoorName,
  tenant: GatewayTenant,
  headers: Record<string, string>,
): Promise<RawResponse[]> {
  await createTestRoute(tenant, { slug: "canary-route", candidates: [{ provider: "custom", model: "m" }] });
  const ask = (model: string, over: Record<string, unknown> = {}, more: Record<string, string> = {}) =>
    rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, {
      body: JSON.stringify({
        model,
        messages: [{ role: "user", content: "canary prompt" }],
        user: "canary-user",
        prompt_cache_key: "canary-cache-key",
        metadata: { user_id: "canary-metadata" },
        ...over,
      }),
      headers: { ...HEADERS, ...headers, ...more },
    });
  return Promise.all([
    ask("custom/m"),
    ask("route:canary-route"),
    ask("custom/s", { stream: true }),
    ask("custom/picky"),
    ask("custom/odd"),
    ask("custom/down"),
    ask("canary-unknown-model"),
    ask("canary, broken", { messages: "canary" }),
    // Refused before its scope is known.
    ask("custom/m", {}, { "floopy-property-canary-long": "canary".repeat(100) }),
  ]);
}

/** The organisation's rows of every table that has any, as text. */
async function everythingStored(orgId: string): Promise<Map<string, string[]>> {
  const tables = await systemDb().$queryRaw<{ name: string }[]>`
    select c.relname as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace`;
  const stored = new Map<string, string[]>();
  for (const { name } of tables) {
    const rows = await systemDb().$queryRawUnsafe<{ row: string }[]>(
      `select to_jsonb(t)::text as row from "${name}" t where org_id = $1`,
      orgId,
    );
    if (rows.length > 0) stored.set(name, rows.map(({ row }) => row).sort());
  }
  return stored;
}

function journalText(): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

describe.each(DOORS)("storage mode none at the %s door", (door) => {
  it.each([
    ["the project says so", "none", {}],
    ["the request asks for it", "full", { "floopy-log": "none" }],
  ] as const)(
    "leaves nothing but counts in the journal and the database when %s",
    async (_, mode, headers) => {
      const tenant = await tenantWith(mode);
      const responses = await askEverything(door, tenant, headers);
      expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 400, 422, 502, 404, 400, 400]);

      const journal = journalText();
      const ids = responses.map(({ headers: sent }) => String(sent["x-request-id"]));
      expect(ids.filter((id) => !journal.includes(id))).toEqual([]);
      expect(canariesIn(journal)).toEqual([]);
      // Not even encrypted.
      expect(journal).not.toContain('"keyVersion"');

      await reader.drain();
      const stored = await everythingStored(tenant.orgId);
      expect(stored.get("requests")).toHaveLength(responses.length);
      for (const table of ["request_bodies", "decisions", "sessions"]) expect(stored.has(table)).toBe(false);
      // What the customer set up is theirs to name; the route's slug is a canary too, and so is the name of a column of its models.
      for (const table of ["routes", "route_candidates", "provider_keys"]) stored.delete(table);
      for (const [table, rows] of stored) expect(canariesIn(rows.join("\n")), table).toEqual([]);
    },
  );

  it("still knows who used which model, how it went and what it cost", async () => {
    const tenant = await tenantWith("none");
    const response = await rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, {
      body: JSON.stringify({ model: "sandbox/quick", messages: [{ role: "user", content: "hi" }] }),
    });
    await reader.drain();
    const id = String(response.headers["x-request-id"]);
    const key = await systemDb().apiKey.findFirstOrThrow({ where: { orgId: tenant.orgId } });
    expect(await systemDb().request.findFirstOrThrow({ where: { id } })).toMatchObject({
      orgId: tenant.orgId,
      projectId: tenant.projectId,
      apiKeyId: key.id,
      endpoint: "chat",
      provider: "sandbox",
      model: "quick",
      status: "ok",
      httpStatus: 200,
      inputTokens: expect.any(Number),
      outputTokens: expect.any(Number),
      costMicroUsd: Number(response.headers["floopy-cost-micro-usd"]),
      latencyMs: expect.any(Number),
      isSandbox: true,
      storageMode: "none",
      sessionId: "",
    });
    const [rollup] = await systemDb().requestRollup.findMany({ where: { orgId: tenant.orgId } });
    expect(rollup).toMatchObject({ provider: "sandbox", model: "quick", requestCount: 1 });
  });
});

it("finds the canaries where more may be stored, so that this test would see them", async () => {
  const tenant = await tenantWith("full");
  const responses = await askEverything("lean", tenant, {});
  expect(canariesIn(journalText())).not.toEqual([]);
  await reader.drain();
  const stored = await everythingStored(tenant.orgId);
  expect(stored.get("requests")).toHaveLength(responses.length);
  for (const table of ["requests", "sessions"])
    expect(canariesIn(stored.get(table)?.join() ?? ""), table).not.toEqual([]);
  expect(canariesIn(stored.get("request_bodies")?.join() ?? "")).toEqual([]);
  const { orgId } = tenant;
  const bodies = await systemDb().requestBody.findMany({ where: { orgId } });
  expect(canariesIn(JSON.stringify(await openBodies(systemDb(), orgId, bodies)))).not.toEqual([]);
});

it("counts as many requests as where more is stored: one that failed at a provider is used up", async () => {
  const counts = [];
  for (const mode of ["none", "full"] as const) {
    const tenant = await tenantWith(mode);
    await askEverything("lean", tenant, {});
    await reader.drain();
    const months = await systemDb().spendMonth.findMany({ where: { orgId: tenant.orgId } });
    counts.push(months.map(({ requestCount }) => requestCount));
  }
  expect(counts[0]).toEqual(counts[1]);
  expect(counts[0]?.[0]).toBeGreaterThan(3);
});
