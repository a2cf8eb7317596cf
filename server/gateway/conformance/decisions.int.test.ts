import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { DecisionPage, DecisionView } from "@/server/contracts/decisions";
import { uuidv7 } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { createTestOrg } from "@/server/testing/factories";
import {
  createGatewayTenant,
  createTestKey,
  createTestRoute,
  type GatewayTenant,
} from "@/server/testing/gateway-tenant";
import { createTestRequests } from "@/server/testing/request-factory";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";
import { type RawResponse, rawCall } from "./raw-call";

let harness: Harness;
let tenant: GatewayTenant;

beforeAll(async () => {
  tenant = await createGatewayTenant();
  await createTestRoute(tenant, {
    slug: "auto",
    strategy: "weighted",
    candidates: [
      { provider: "sandbox", model: "quick", weight: 3 },
      { provider: "sandbox", model: "genius", weight: 1 },
      { provider: "openai", model: "gpt-5.4", weight: 1 },
    ],
  });
  harness = await startHarness();
});
afterAll(() => harness.close());

const get = (door: DoorName, path: string, apiKey = tenant.apiKey): Promise<RawResponse> =>
  rawCall(`${harness.baseUrl(door)}${path}`, apiKey, { method: "GET" });

const pageOf = (response: RawResponse) => DecisionPage.parse(response.json()).items;
const Messages = z.object({
  messages: z.array(z.object({ role: z.enum(["user", "assistant"]), content: z.string() })),
});

/** One request of a session; its record is stored when this resolves. */
async function chat(door: DoorName, session: string, content: string, model = "auto"): Promise<string> {
  const response = await rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, {
    method: "POST",
    headers: { "floopy-session-id": session },
    body: JSON.stringify({ model, messages: [{ role: "user", content }] }),
  });
  const id = String(response.headers["x-request-id"]);
  await harness.record(id);
  return id;
}

describe.each(DOORS)("decisions at the %s door", (door) => {
  it("are given by the id of their request, with an explanation of the record's own", async () => {
    const id = await chat(door, `one-${door}`, "hi");
    const response = await get(door, `/decisions/${id}`);
    expect(response.status).toBe(200);
    const decision = DecisionView.parse(response.json());
    expect(decision).toMatchObject({
      request_id: id,
      session_id: `one-${door}`,
      status: "ok",
      routing_strategy: "weighted",
      phase: "day0",
      reason: "dispatched",
      winner: { provider: "sandbox" },
      filtered: [{ provider: "openai", model: "gpt-5.4", reason: "provider_not_connected", score: null }],
      weights: null,
      confidence: null,
      outcome: { status: 200, cache_hit: false, threat_blocked: false, fallback_used: false },
    });
    expect(decision.candidates.reduce((sum, row) => sum + (row.propensity ?? 0), 0)).toBeCloseTo(1);
    expect(decision.explanation).toMatch(/^sandbox\/(quick|genius) was drawn for this session/);
    expect(decision.explanation).toContain("openai/gpt-5.4 has no connected provider");
  });

  it("are listed a page at a time, each once, the newest first", async () => {
    const session = `pages-${door}`;
    const ids: string[] = [];
    for (const word of ["a", "b", "c"]) ids.unshift(await chat(door, session, word));
    const first = DecisionPage.parse((await get(door, `/decisions?session_id=${session}&limit=2`)).json());
    expect(first).toMatchObject({ has_more: true, items: [{ request_id: ids[0] }, { request_id: ids[1] }] });
    const cursor = encodeURIComponent(first.next_cursor ?? "");
    const path = `/decisions?session_id=${session}&limit=2&cursor=${cursor}`;
    const rest = DecisionPage.parse((await get(door, path)).json());
    expect(rest).toMatchObject({ has_more: false, next_cursor: null, items: [{ request_id: ids[2] }] });
    const elsewhere = await get(door, `/decisions?session_id=other&cursor=${cursor}`);
    expect([elsewhere.status, elsewhere.json().error.code]).toEqual([400, "invalid_request"]);
  });

  it("are found by ids, model, strategy and time", async () => {
    const id = await chat(door, `filters-${door}`, "hi", "sandbox/quick");
    const count = async (query: string): Promise<number> =>
      pageOf(await get(door, `/decisions?request_ids=${id},${uuidv7()}&${query}`)).length;
    expect(await count("")).toBe(1);
    expect(await count("model=sandbox/quick&routing_strategy=direct")).toBe(1);
    expect(await count("routing_strategy=weighted")).toBe(0);
    expect(await count("min_confidence=0.1")).toBe(0);
    const [from, to] = [
      new Date(Date.now() - 60_000).toISOString(),
      new Date(Date.now() + 1_000).toISOString(),
    ];
    expect(await count(`from=${from}&to=${to}`)).toBe(1);
    expect(await count(`from=${from}&to=${from}`)).toBe(0);
  });

  it.each([
    ["", "session_id"],
    ["from=2026-01-01", "from"],
    ["session_id=x&unknown=1", "nknown"],
    ["session_id=x&limit=201", "limit"],
    ["session_id=x&limit=0", "limit"],
    ["session_id=x&session_id=y", "session_id"],
    ["session_id=x&min_confidence=2", "min_confidence"],
    ["session_id=x&cursor=forged", "cursor"],
    ["from=2026-01-02&to=2026-01-01", "from"],
    ["from=2026-01-01&to=2026-06-01", "31 days"],
    ["from=yesterday&to=today", "from"],
  ])("refuse the query “%s” with a word on %s", async (query, word) => {
    const response = await get(door, `/decisions?${query}`);
    expect([response.status, response.json().error.code]).toEqual([400, "invalid_request"]);
    expect(JSON.stringify(response.json().error)).toContain(word);
  });

  it("refuse an id that is no request's, and do not find one that nobody has", async () => {
    const malformed = await get(door, "/decisions/nonsense");
    expect([malformed.status, malformed.json().error.code]).toEqual([400, "invalid_request_id"]);
    for (const id of [uuidv7(), "0c4a1d3f-7bea-4a1f-8b6e-2c0a8e4d3f10"]) {
      const absent = await get(door, `/decisions/${id}`);
      expect([absent.status, absent.json().error.code]).toEqual([404, "not_found"]);
    }
  });

  it("are for keys that may read, and only of the key's own project", async () => {
    const id = await chat(door, `mine-${door}`, "hi");
    const writer = await createTestKey(tenant, { permissions: ["write"] });
    expect((await get(door, `/decisions/${id}`, writer)).json().error.code).toBe("permission_denied");
    const projectId = `prj_other_${door}`;
    await systemDb().project.create({ data: { id: projectId, orgId: tenant.orgId, slug: door, name: door } });
    const other = await createTestKey({ ...tenant, projectId });
    expect((await get(door, `/decisions/${id}`, other)).status).toBe(404);
    expect((await get(door, `/decisions?session_id=mine-${door}`, other)).json().items).toEqual([]);
    expect((await get(door, `/session/mine-${door}`, other)).status).toBe(404);
  });
});

describe.each(DOORS)("sessions at the %s door", (door) => {
  it("give messages that can be sent on, and who answered", async () => {
    const session = `talk/${door}`;
    await chat(door, session, "My name is Ada.");
    await chat(door, session, "What is my name?");
    const response = await get(door, `/session/${encodeURIComponent(session)}`);
    expect(response.json()).toMatchObject({
      session_id: session,
      turn_count: 2,
      messages: [
        { role: "user", content: "My name is Ada." },
        { role: "assistant", content: expect.any(String) },
        { role: "user", content: "What is my name?" },
        { role: "assistant", content: expect.any(String) },
      ],
      turns: [{ provider: "sandbox" }, { provider: "sandbox" }],
      nps: null,
      credit: [{ provider: "sandbox", share: 1 }],
    });
    const again = await harness.client(door, tenant.apiKey).chat.completions.create({
      model: "sandbox/quick",
      messages: [...Messages.parse(response.json()).messages, { role: "user", content: "Thanks." }],
    });
    expect(again.choices[0]?.message.content).toEqual(expect.any(String));
  });

  it("put calls of the other formats into the messages of chat", async () => {
    const session = `formats-${door}`;
    const headers = { "floopy-session-id": session };
    for (const [path, body] of [
      ["/messages", { max_tokens: 64, system: "Be kind.", messages: [{ role: "user", content: "one" }] }],
      ["/responses", { input: "two", store: false }],
    ] as const) {
      const sent = JSON.stringify({ model: "sandbox/quick", ...body });
      const response = await rawCall(`${harness.baseUrl(door)}${path}`, tenant.apiKey, {
        method: "POST",
        headers,
        body: sent,
      });
      expect(response.status).toBe(200);
      await harness.record(String(response.headers["x-request-id"]));
    }
    expect((await get(door, `/session/${session}`)).json()).toMatchObject({
      turn_count: 2,
      messages: ["system", "user", "assistant", "user", "assistant"].map((role) => ({ role })),
    });
  });

  it("are listed with what they cost and what was said of them", async () => {
    const session = `listed-${door}`;
    await chat(door, session, "hi");
    await systemDb().npsResponse.create({
      data: {
        id: `nps_${session}`,
        ...{
          orgId: tenant.orgId,
          projectId: tenant.projectId,
          sessionId: session,
          score: 9,
          proof: "session",
        },
        editUntil: new Date(),
      },
    });
    const { items } = (await get(door, `/sessions?search=${session}`)).json();
    expect(items).toMatchObject([
      {
        session_id: session,
        turn_count: 1,
        models: [expect.stringMatching(/^sandbox\//)],
        nps: { score: 9 },
      },
    ]);
    expect((await get(door, `/session/${session}`)).json().nps).toMatchObject({ score: 9 });
  });
});

it("says nothing of what the storage mode did not keep", async () => {
  const quiet = await createGatewayTenant({ storageMode: "metadata" });
  const response = await rawCall(`${harness.baseUrl("lean")}/chat/completions`, quiet.apiKey, {
    method: "POST",
    headers: { "floopy-session-id": "quiet" },
    body: JSON.stringify({ model: "sandbox/quick", messages: [{ role: "user", content: "secret words" }] }),
  });
  await harness.record(String(response.headers["x-request-id"]));
  const session = await get("lean", "/session/quiet", quiet.apiKey);
  expect(session.json()).toMatchObject({ messages: [], turns: [], turn_count: 0, request_count: 1 });
  expect(session.text).not.toContain("secret words");
});

it("reaches back as far as the plan does", async () => {
  const free = await createTestOrg("free");
  const apiKey = await createTestKey(free);
  const day = (days: number) => new Date(Date.now() - days * 86_400_000);
  const [old = "", young = ""] = await createTestRequests(free, [
    { at: day(8), endpoint: "chat", sessionId: "long" },
    { at: day(6), endpoint: "chat", sessionId: "long" },
  ]);
  expect((await get("lean", `/decisions/${old}`, apiKey)).status).toBe(404);
  expect((await get("lean", `/decisions/${young}`, apiKey)).status).toBe(200);
  const items = pageOf(await get("lean", "/decisions?session_id=long", apiKey));
  expect(items.map(({ request_id }) => request_id)).toEqual([young]);
  const range = `from=${day(20).toISOString()}&to=${day(0).toISOString()}`;
  expect((await get("lean", `/decisions?${range}`, apiKey)).json().error.message).toContain("7 days");
});

it("are about what the application asked, not about what judges and evaluations did", async () => {
  const org = await createTestOrg("free");
  const apiKey = await createTestKey(org);
  const at = new Date(Date.now() - 60_000);
  const [asked = "", judged = ""] = await createTestRequests(org, [
    { at, endpoint: "chat", sessionId: "mine" },
    { at, endpoint: "chat", sessionId: "mine", purpose: "judge" },
  ]);
  const items = pageOf(await get("lean", "/decisions?session_id=mine", apiKey));
  expect(items.map(({ request_id }) => request_id)).toEqual([asked]);
  expect((await get("lean", `/decisions/${judged}`, apiKey)).status).toBe(404);
});
