import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemDb } from "@/server/db/system";
import { giveUpWaiting, joinWaiting } from "@/server/modules/feedback";
import { createTestKey } from "@/server/testing/gateway-tenant";
import { readTexts } from "@/server/testing/read-texts";
import {
  createFeedbackTenant,
  type FeedbackStage,
  type FeedbackTenant,
  startFeedbackStage,
  storedAnswers,
  topicsOf,
} from "./feedback-stage";
import { DOORS } from "./harness";
import { rawCall } from "./raw-call";

let stage: FeedbackStage;
let tenant: FeedbackTenant;

beforeAll(async () => {
  stage = await startFeedbackStage();
});
afterAll(() => stage.close());

const HOUR_MS = 3_600_000;

describe.each(DOORS)("POST /v1/feedback at the %s door", (door) => {
  const feedback = (body: unknown, headers: Record<string, string> = {}) =>
    stage.serve(door, tenant, "/feedback", body, headers);

  beforeAll(async () => {
    tenant = await createFeedbackTenant();
  });

  it("takes the published three, credits the session's decisions and says when it replaces", async () => {
    await stage.converse(tenant, "three", 3);
    const first = await feedback({ score: 9, useful: true, session_id: "three" });
    expect(first.status).toBe(200);
    expect(first.headers["access-control-allow-origin"]).toBeUndefined();
    expect(first.json()).toEqual({
      duplicate: false,
      session_id: "three",
      feedback_id: expect.stringMatching(/^fb_/),
      decisions_credited: 3,
    });
    const second = await feedback({ score: 4, useful: false, session_id: "three" });
    expect(second.json()).toMatchObject({
      duplicate: true,
      feedback_id: first.json().feedback_id,
      decisions_credited: 3,
    });
    const stored = (await storedAnswers(tenant)).filter(({ sessionId }) => sessionId === "three");
    expect(stored).toMatchObject([
      { score: 4, isUseful: false, proof: "server", provider: "sandbox", model: "quick", isSandbox: true },
    ]);
    expect(stored[0]?.history).toMatchObject([{ score: 9 }]);
    expect(await topicsOf(tenant)).toEqual(["nps.created", "nps.detractor"]);
  });

  it("without a session means the key's most recent one, even before it is stored", async () => {
    const apiKey = await createTestKey(tenant);
    const other = { ...tenant, apiKey };
    const none = await stage.serve(door, other, "/feedback", { score: 9, useful: true });
    expect([none.status, none.json().error.param]).toEqual([404, "session_id"]);
    const chat = { model: "sandbox/quick", messages: [{ role: "user", content: "hi" }] };
    const sessionId = `recent-${door}`;
    const answered = await stage.serve(door, other, "/chat/completions", chat, {
      "floopy-session-id": sessionId,
    });
    const given = await stage.serve(door, other, "/feedback", { score: 9, useful: true });
    expect(given.json()).toMatchObject({ duplicate: false, session_id: sessionId, decisions_credited: 0 });
    await stage.harness.record(String(answered.headers["x-request-id"]));
    await joinWaiting(new Date());
    const stored = (await storedAnswers(tenant)).find((row) => row.sessionId === sessionId);
    expect(stored).toMatchObject({ waitingUntil: null, joinedAt: expect.any(Date), model: "quick" });
  });

  it("keeps feedback on an unknown session for 24 hours and joins it when the session appears", async () => {
    const early = await feedback({ score: 10, useful: true, session_id: `early-${door}` });
    expect(early.json()).toMatchObject({ duplicate: false, decisions_credited: 0 });
    const thumb = await feedback({ useful: false, session_id: `early-${door}` });
    expect(thumb.json()).toMatchObject({ duplicate: false });
    const where = { orgId: tenant.orgId, sessionId: `early-${door}` };
    const waiting = async () => [
      ...(await systemDb().npsResponse.findMany({ where })),
      ...(await systemDb().feedback.findMany({ where })),
    ];
    await joinWaiting(new Date());
    expect((await waiting()).map(({ joinedAt }) => joinedAt)).toEqual([null, null]);
    await stage.converse(tenant, `early-${door}`);
    await joinWaiting(new Date());
    expect((await waiting()).map(({ waitingUntil }) => waitingUntil)).toEqual([null, null]);
    expect((await waiting()).every(({ joinedAt }) => joinedAt !== null)).toBe(true);
  });

  it("gives up waiting after that, and keeps what a server vouched for", async () => {
    await feedback({ score: 3, useful: true, session_id: `never-${door}` });
    const where = { orgId: tenant.orgId, sessionId: `never-${door}` };
    const { waitingUntil } = await systemDb().npsResponse.findFirstOrThrow({ where });
    expect(((waitingUntil?.getTime() ?? 0) - Date.now()) / HOUR_MS).toBeCloseTo(24, 1);
    await systemDb().npsResponse.updateMany({ where, data: { waitingUntil: new Date(Date.now() - 1) } });
    await giveUpWaiting(new Date());
    await stage.converse(tenant, `never-${door}`);
    await joinWaiting(new Date());
    const left = await systemDb().npsResponse.findFirstOrThrow({ where });
    expect(left).toMatchObject({ score: 3, joinedAt: null, waitingUntil: null });
  });

  it("takes TensorZero's four kinds: yes or no, a number, a comment, a demonstration", async () => {
    const sessionId = `kinds-${door}`;
    const [requestId = ""] = await stage.converse(tenant, sessionId, 1);
    const bodies = [
      { metric: "resolved", value: true },
      { metric: "share", value: 0.7 },
      { metric: "seconds", value: 42.5 },
      { comment: "Too long. Write to ann@example.com" },
      { kind: "demonstration", comment: "The right answer", request_id: requestId },
      { kind: "correction", comment: "Better", request_id: requestId },
      { kind: "rating", score: 8, request_id: requestId },
      { useful: false, request_id: requestId },
    ];
    const credited: unknown[] = [];
    for (const body of bodies) {
      const response = await feedback({ session_id: sessionId, ...body });
      expect([response.status, response.text]).toEqual([200, expect.stringContaining('"duplicate":false')]);
      credited.push(response.json().decisions_credited);
    }
    expect(credited).toEqual([1, 1, 0, 0, 0, 1, 1, 1]);
    const rows = await systemDb().feedback.findMany({
      where: { orgId: tenant.orgId, sessionId },
      orderBy: { createdAt: "asc" },
    });
    expect(rows.map(({ kind }) => kind)).toEqual([
      ...["metric", "metric", "metric", "comment", "demonstration", "correction", "rating", "thumb"],
    ]);
    expect(rows.map(({ value }) => value)).toEqual([1, 0.7, 42.5, null, null, null, null, null]);
    const [, , , said] = await readTexts(tenant, "feedback", rows);
    expect(said?.comment).toBe("Too long. Write to [EMAIL]");
  });

  it("finds the session of a request, waits for one that is not stored yet, and refuses another session's", async () => {
    const sessionId = `by-request-${door}`;
    const [requestId = ""] = await stage.converse(tenant, sessionId, 1);
    expect((await feedback({ useful: true, request_id: requestId })).json()).toMatchObject({
      session_id: sessionId,
      decisions_credited: 1,
    });
    const wrong = await feedback({ useful: true, request_id: requestId, session_id: "another" });
    expect([wrong.status, wrong.json().error.code]).toEqual([422, "invalid_field"]);
    const unknown = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
    const waiting = await feedback({ score: 3, useful: false, request_id: unknown });
    expect(waiting.json()).toMatchObject({ session_id: null, decisions_credited: 0 });
  });

  it("keeps answers of several users of one session apart, and replaces each one's own", async () => {
    const say = (user_id: string, score: number) =>
      feedback({ score, useful: true, session_id: `team-${door}`, user_id });
    expect((await say("ann", 9)).json().duplicate).toBe(false);
    expect((await say("bob", 2)).json().duplicate).toBe(false);
    expect((await say("ann", 7)).json().duplicate).toBe(true);
    const rows = (await storedAnswers(tenant)).filter((row) => row.sessionId === `team-${door}`);
    expect(rows.map(({ endUserId, score }) => [endUserId, score])).toEqual([
      ["ann", 7],
      ["bob", 2],
    ]);
  });

  it.each([
    ["a score of 11", { score: 11, useful: true }, 422, "invalid_field", "score"],
    ["a score of 7.5", { score: 7.5, useful: true }, 422, "invalid_field", "score"],
    ['a score of "9"', { score: "9", useful: true }, 422, "invalid_field", "score"],
    ["a negative score", { score: -1, useful: true }, 422, "invalid_field", "score"],
    ["useful of the wrong type", { score: 9, useful: "yes" }, 422, "invalid_field", "useful"],
    ["an unknown field", { score: 9, useful: true, mood: "good" }, 400, "invalid_request", "mood"],
    ["nothing at all", {}, 400, "invalid_request", "comment"],
    ["a metric without a value", { metric: "resolved" }, 400, "invalid_request", "value"],
    ["a request id that is none", { useful: true, request_id: "x" }, 422, "invalid_field", "request_id"],
    ["a strange session id", { useful: true, session_id: "a\nb" }, 422, "invalid_field", "session_id"],
    ["a comment too long", { comment: "x".repeat(2_001) }, 422, "invalid_field", "comment"],
    ["no object", [1], 400, "invalid_request", null],
    ["no JSON", "{", 400, "invalid_request", null],
  ])("refuses %s", async (_what, body, status, code, param) => {
    const response = await feedback(
      typeof body === "string" || Array.isArray(body) ? body : { session_id: "refused", ...body },
    );
    const { error } = response.json();
    expect([response.status, error.code, error.param]).toEqual([status, code, param]);
    expect(error.request_id).toBe(response.headers["x-request-id"]);
  });

  it("refuses 64 KiB of body and what is neither JSON nor text", async () => {
    const large = await feedback({ session_id: "s", comment: "x".repeat(70_000) });
    expect([large.status, large.json().error.code]).toEqual([413, "body_too_large"]);
    const form = await feedback("score=9", { "content-type": "application/x-www-form-urlencoded" });
    expect([form.status, form.json().error.code]).toEqual([415, "unsupported_media_type"]);
  });

  it("needs the permission feedback or write", async () => {
    const reader = { ...tenant, apiKey: await createTestKey(tenant, { permissions: ["read"] }) };
    const refused = await stage.serve(door, reader, "/feedback", { score: 9, useful: true, session_id: "s" });
    expect([refused.status, refused.json().error.code]).toEqual([403, "permission_denied"]);
    const giver = { ...tenant, apiKey: await createTestKey(tenant, { permissions: ["feedback"] }) };
    const given = await stage.serve(door, giver, "/feedback", { score: 9, useful: true, session_id: "g" });
    expect(given.status).toBe(200);
  });

  it("answers an Idempotency-Key once, and another body under the same key with 409", async () => {
    const headers = { "idempotency-key": `key-${door}` };
    const body = { score: 9, useful: true, session_id: `once-${door}` };
    const [first, second] = [await feedback(body, headers), await feedback(body, headers)];
    expect(second.text).toBe(first.text);
    expect(second.headers["floopy-idempotent-replay"]).toBe(first.headers["x-request-id"]);
    const other = await feedback({ ...body, score: 1 }, headers);
    expect([other.status, other.json().error.code]).toEqual([409, "idempotency_conflict"]);
  });

  it("believes no clock that is ahead, and keeps when it happened", async () => {
    const at = (occurred_at: string) => feedback({ useful: true, session_id: `clock-${door}`, occurred_at });
    await at("2025-01-01T10:00:00+02:00");
    const where = { orgId: tenant.orgId, sessionId: `clock-${door}` };
    const read = async () => (await systemDb().feedback.findFirstOrThrow({ where })).occurredAt;
    expect(await read()).toEqual(new Date("2025-01-01T08:00:00Z"));
    const before = Date.now();
    await at("2199-01-01T00:00:00Z");
    expect((await read()).getTime()).toBeGreaterThanOrEqual(before - 1_000);
    expect((await read()).getTime()).toBeLessThanOrEqual(Date.now());
  });

  it("stores text that no database takes without what it cannot take", async () => {
    const said = await feedback({ comment: "a\u0000b\ud800c", session_id: `text-${door}` });
    expect(said.status).toBe(200);
    const where = { orgId: tenant.orgId, sessionId: `text-${door}` };
    const rows = await systemDb().feedback.findMany({ where });
    expect(await readTexts(tenant, "feedback", rows)).toMatchObject([{ comment: "abc" }]);
  });

  it("is not a request: nothing is recorded or metered", async () => {
    const one = await createFeedbackTenant();
    await stage.serve(door, one, "/feedback", { score: 9, useful: true, session_id: "s" });
    const usage = await rawCall(`${stage.harness.baseUrl(door)}/usage`, one.apiKey, { method: "GET" });
    expect(usage.json().organization).toMatchObject({ requests: 0, cost_micro_usd: 0 });
    expect(await stage.harness.recordsOf(one.orgId)).toEqual([]);
  });

  it("still counts when the model of the session is gone from its route", async () => {
    await stage.converse(tenant, `gone-${door}`);
    await systemDb().routeCandidate.deleteMany({ where: { orgId: tenant.orgId } });
    const given = await feedback({ score: 6, useful: true, session_id: `gone-${door}` });
    expect(given.json()).toMatchObject({ decisions_credited: 2 });
  });

  it("sees nothing of another organisation's sessions and requests", async () => {
    const theirs = await createFeedbackTenant();
    const [requestId = ""] = await stage.converse(theirs, `theirs-${door}`);
    const given = await feedback({ score: 0, useful: false, session_id: `theirs-${door}` });
    expect(given.json()).toMatchObject({ duplicate: false, decisions_credited: 0 });
    const asked = await feedback({ useful: false, request_id: requestId });
    expect(asked.json()).toMatchObject({ session_id: null, decisions_credited: 0 });
    await joinWaiting(new Date());
    expect(await storedAnswers(theirs)).toEqual([]);
    expect(await topicsOf(theirs)).toEqual([]);
    const ours = (await storedAnswers(tenant)).find((row) => row.sessionId === `theirs-${door}`);
    expect(ours).toMatchObject({ joinedAt: null, model: null });
  });
});
