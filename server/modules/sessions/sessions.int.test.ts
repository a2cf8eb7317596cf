import { afterAll, describe, expect, it } from "vitest";
import type { ListSessionsInput } from "@/server/contracts/sessions";
import { newId, uuidv7TimeMs } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { createTestRequests } from "@/server/testing/request-factory";
import { getSession } from "./get-session";
import { listSessions } from "./list-sessions";

afterAll(disconnectDb);

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
type Turn = Omit<Parameters<typeof createTestRequests>[1][number], "at">;

/** A session whose turns came a minute apart, the last one `minutes` ago. */
async function createSession(
  org: TestOrg,
  id: string,
  { minutes, turns, endUserId = null }: { minutes: number; turns: Turn[]; endUserId?: string | null },
): Promise<string[]> {
  const times = turns.map((_, index) => minutesAgo(minutes + turns.length - 1 - index));
  const ids = await createTestRequests(
    org,
    turns.map((turn, index) => ({
      endpoint: "chat",
      ...turn,
      sessionId: id,
      at: times[index] ?? new Date(),
    })),
  );
  const seen = { firstSeenAt: times[0] ?? new Date(), lastSeenAt: times.at(-1) ?? new Date() };
  await systemDb().session.create({
    data: {
      ...{ orgId: org.orgId, projectId: org.projectId, id, source: "header", endUserId, ...seen },
      turnCount: turns.length,
    },
  });
  return ids;
}

async function answer(org: TestOrg, sessionId: string, { score = 9, isHeld = false } = {}): Promise<void> {
  const { orgId, projectId } = org;
  await systemDb().npsResponse.create({
    data: {
      ...{ id: newId("nps"), orgId, projectId, sessionId, score, isHeld },
      ...{ proof: "session", editUntil: new Date() },
    },
  });
}

async function storeBody(org: TestOrg, requestId: string, requestBody: string): Promise<void> {
  const createdAt = new Date(uuidv7TimeMs(requestId));
  await systemDb().requestBody.create({
    data: { requestId, createdAt, orgId: org.orgId, requestBody, responseBody: "{}" },
  });
}

describe("list sessions", () => {
  it("finds them by time, model, route, end user, score and part of an id", async () => {
    const org = await createTestOrg();
    await createSession(org, "chat-one", { minutes: 5, turns: [{ model: "quick" }], endUserId: "ada" });
    await createSession(org, "chat-two", { minutes: 600, turns: [{ model: "genius", routeId: "rt_x" }] });
    await createSession(org, "chat-three", { minutes: 3_000, turns: [{}, { model: "genius" }] });
    await answer(org, "chat-one");
    await answer(org, "chat-two", { isHeld: true });
    const found = async (filters: ListSessionsInput): Promise<string[]> =>
      (await listSessions(org.as("viewer"), filters)).items.map(({ session_id }) => session_id);

    expect(await found({})).toEqual(["chat-one", "chat-two", "chat-three"]);
    expect(await found({ range: "24h" })).toEqual(["chat-one", "chat-two"]);
    expect(await found({ to: minutesAgo(60).toISOString() })).toEqual(["chat-two", "chat-three"]);
    expect(await found({ from: minutesAgo(900).toISOString(), to: minutesAgo(60).toISOString() })).toEqual([
      "chat-two",
    ]);
    expect(await found({ model: ["genius"] })).toEqual(["chat-two", "chat-three"]);
    expect(await found({ model: ["sandbox/genius"], range: "24h" })).toEqual(["chat-two"]);
    expect(await found({ route_id: ["rt_x"] })).toEqual(["chat-two"]);
    expect(await found({ end_user_id: "ada" })).toEqual(["chat-one"]);
    expect(await found({ end_user_id: "ad" })).toEqual([]);
    expect(await found({ scored: "true" })).toEqual(["chat-one"]);
    expect(await found({ scored: "false" })).toEqual(["chat-two", "chat-three"]);
    expect(await found({ search: "TWO" })).toEqual(["chat-two"]);
    expect(await found({ search: "%" })).toEqual([]);
    expect(await found({ project_id: ["prj_other"] })).toEqual([]);
  });

  it("shows no answer that is held back", async () => {
    const org = await createTestOrg();
    await createSession(org, "said", { minutes: 1, turns: [{}] });
    await createSession(org, "held", { minutes: 2, turns: [{}] });
    await answer(org, "said", { score: 3 });
    await answer(org, "held", { score: 0, isHeld: true });
    const { items } = await listSessions(org.as(), {});
    expect(items.map(({ nps }) => nps?.score ?? null)).toEqual([3, null]);
  });

  it("pages through each once, and a cursor belongs to its filters", async () => {
    const org = await createTestOrg();
    for (const minutes of [1, 2, 3]) await createSession(org, `s${minutes}`, { minutes, turns: [{}] });
    const first = await listSessions(org.as(), { limit: 2 });
    expect(first.items.map(({ session_id }) => session_id)).toEqual(["s1", "s2"]);
    const cursor = first.next_cursor ?? "";
    const rest = await listSessions(org.as(), { limit: 2, cursor });
    expect(rest).toMatchObject({ items: [{ session_id: "s3" }], has_more: false, next_cursor: null });
    await expect(listSessions(org.as(), { cursor, scored: "true" })).rejects.toMatchObject({
      code: "invalid_request",
    });
    const other = await createTestOrg();
    await expect(listSessions(other.as(), { limit: 2, cursor })).rejects.toMatchObject({
      code: "invalid_request",
    });
  });

  it("gives another organisation nothing, whatever it asks for", async () => {
    const [mine, theirs] = [await createTestOrg(), await createTestOrg()];
    await createSession(theirs, "secret", { minutes: 1, turns: [{ model: "genius", routeId: "rt_y" }] });
    await answer(theirs, "secret");
    const asked: ListSessionsInput[] = [
      { project_id: [theirs.projectId] },
      { search: "secret" },
      { model: ["genius"] },
      { route_id: ["rt_y"] },
      { scored: "true" },
    ];
    for (const filters of asked) expect((await listSessions(mine.as(), filters)).items).toEqual([]);
    await expect(getSession(mine.as(), { sessionId: "secret" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("is refused to a role that may not read sessions", async () => {
    const org = await createTestOrg();
    await expect(listSessions(org.as("rater"), {})).rejects.toMatchObject({ code: "permission_denied" });
  });
});

describe("get a session", () => {
  it("gives each turn its part of the score, and each model the sum where it is enough", async () => {
    const org = await createTestOrg();
    await createSession(org, "credit", {
      minutes: 1,
      turns: [
        { model: "genius", outputTokens: 100 },
        { model: "quick", status: "error", outputTokens: 900 },
        { model: "quick", outputTokens: 100, reasoningTokens: 0 },
      ],
    });
    const { turns, credit } = await getSession(org.as(), { sessionId: "credit" });
    expect(turns.map(({ credit_share }) => credit_share)).toEqual([0.3333, 0, 0.6667]);
    expect(credit).toEqual([
      { provider: "sandbox", model: "quick", share: 0.6667 },
      { provider: "sandbox", model: "genius", share: 0.3333 },
    ]);
  });

  it("says of each turn why what was said is there or not", async () => {
    const org = await createTestOrg("free");
    const [kept = "", bare = ""] = await createSession(org, "bodies", {
      minutes: 1,
      turns: [{}, { storageMode: "metadata" }],
    });
    await storeBody(org, kept, '{"messages":[]}');
    await createSession(org, "old", { minutes: 20 * 1_440, turns: [{}] });
    const { turns } = await getSession(org.as(), { sessionId: "bodies" });
    expect(turns.map(({ request_id, body_state, body }) => [request_id, body_state, body?.request])).toEqual([
      [kept, "stored", '{"messages":[]}'],
      [bare, "not_stored", undefined],
    ]);
    const old = await getSession(org.as(), { sessionId: "old" });
    expect(old.turns.map(({ body_state }) => body_state)).toEqual(["expired"]);
  });

  it("leaves out the oldest bodies of a session with more text than one view holds", async () => {
    const org = await createTestOrg();
    const ids = await createSession(org, "long", { minutes: 1, turns: [{}, {}, {}] });
    for (const id of ids) await storeBody(org, id, "x".repeat(3 * 1_024 * 1_024));
    const { turns } = await getSession(org.as(), { sessionId: "long" });
    expect(turns.map(({ body_state }) => body_state)).toEqual(["left_out", "stored", "stored"]);
  });

  it("has what was said and done of this session, and of no other project's", async () => {
    const org = await createTestOrg();
    const [id = ""] = await createSession(org, "said", { minutes: 1, turns: [{}] });
    const facts = { orgId: org.orgId, sessionId: "said", occurredAt: minutesAgo(1) };
    const at = { projectId: org.projectId, requestId: id };
    await systemDb().feedback.createMany({
      data: [
        { ...facts, ...at, id: newId("fb"), kind: "correction", comment: "It is 42." },
        { ...facts, id: newId("fb"), projectId: "prj_other", kind: "thumb", isUseful: false },
      ],
    });
    await systemDb().feedbackEvent.create({
      data: {
        id: newId("evt"),
        orgId: org.orgId,
        sessionId: "said",
        ...at,
        type: "copy",
        count: 2,
        proof: "session",
      },
    });
    const { feedback, events, project_name } = await getSession(org.as("viewer"), { sessionId: "said" });
    expect(feedback).toMatchObject([
      { kind: "correction", comment: "It is 42.", request_id: id, metric: null },
    ]);
    expect(events).toMatchObject([{ type: "copy", count: 2, request_id: id }]);
    expect(project_name).toBe("Default");
  });
});
