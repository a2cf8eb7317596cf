import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemDb } from "@/server/db/system";
import { giveUpWaiting, joinWaiting } from "@/server/modules/feedback";
import { createTestKey } from "@/server/testing/gateway-tenant";
import {
  createFeedbackTenant,
  createPageKey,
  type FeedbackStage,
  type FeedbackTenant,
  ORIGIN,
  startFeedbackStage,
  storedAnswers,
  topicsOf,
} from "./feedback-stage";
import { DOORS, type DoorName } from "./harness";
import { rawCall } from "./raw-call";

let stage: FeedbackStage;
let tenant: FeedbackTenant;

beforeAll(async () => {
  stage = await startFeedbackStage();
  tenant = await createFeedbackTenant();
});
afterAll(() => stage.close());

async function tokenFor(door: DoorName, body: Record<string, unknown>, of = tenant): Promise<string> {
  const made = await stage.serve(door, of, "/sessions/token", body);
  expect(made.status).toBe(201);
  return String(made.json().token);
}

const answersOf = async (sessionId: string) =>
  (await storedAnswers(tenant)).filter((row) => row.sessionId === sessionId);

describe.each(DOORS)("POST /v1/nps at the %s door", (door) => {
  const answer = (body: Record<string, unknown>, headers: Record<string, string> = {}) =>
    stage.page(door, tenant, "/nps", body, headers);

  it("takes a signed answer, tells the page how long it may be changed, and stores whose it is", async () => {
    const session_id = `signed-${door}`;
    await stage.converse(tenant, session_id);
    const token = await tokenFor(door, { session_id, user_id: "ann" });
    const taken = await answer({
      session_id,
      token,
      score: 9,
      comment: "Mail me: a@b.example",
      locale: "pt_BR",
    });
    expect(taken.status).toBe(202);
    expect(taken.json()).toEqual({ id: expect.stringMatching(/^nps_/), edit_until: expect.any(String) });
    const left = Date.parse(String(taken.json().edit_until)) - Date.now();
    expect(left / 60_000).toBeCloseTo(10, 0);
    expect(taken.headers["access-control-allow-origin"]).toBe(ORIGIN);
    expect(taken.headers["access-control-allow-credentials"]).toBeUndefined();
    expect(taken.headers.vary).toContain("Origin");
    expect(await answersOf(session_id)).toMatchObject([
      {
        ...{ score: 9, proof: "verified", endUserId: "ann", comment: "Mail me: [EMAIL]", locale: "pt-BR" },
        ...{ provider: "sandbox", model: "quick", networkHash: null, isHeld: false },
      },
    ]);
  });

  it("takes a beacon: text, with the key in the address and no header of its own", async () => {
    const session_id = `beacon-${door}`;
    await stage.converse(tenant, session_id);
    const sent = await rawCall(`${stage.harness.baseUrl(door)}/nps?key=${tenant.pageKey}`, "", {
      headers: { authorization: "", "content-type": "text/plain;charset=UTF-8", origin: ORIGIN },
      body: JSON.stringify({ session_id, score: 3 }),
    });
    expect(sent.status).toBe(202);
    expect(await answersOf(session_id)).toMatchObject([{ score: 3, proof: "anonymous" }]);
  });

  it("lets the answer be changed for ten minutes with a token, keeps what it was, and then refuses", async () => {
    const session_id = `edit-${door}`;
    await stage.converse(tenant, session_id);
    const token = await tokenFor(door, { session_id });
    const first = await answer({ session_id, token, score: 9 });
    const again = await answer({ session_id, token, score: 9, comment: "Because it works" });
    expect(again.json()).toEqual(first.json());
    expect((await answer({ session_id, token, score: 2 })).json()).toEqual(first.json());
    const [stored] = await answersOf(session_id);
    expect(stored).toMatchObject({ score: 2, history: [{ score: 9 }, { score: 9 }] });
    const over = { editUntil: new Date(Date.now() - 1) };
    await systemDb().npsResponse.updateMany({
      where: { orgId: tenant.orgId, sessionId: session_id },
      data: over,
    });
    const late = await answer({ session_id, token, score: 10 });
    expect([late.status, late.json().error.code]).toEqual([409, "already_answered"]);
    expect(late.headers["access-control-allow-origin"]).toBe(ORIGIN);
    expect((await answer({ session_id, token, score: 2 })).status).toBe(202);
  });

  it("lets nobody without the token change a signed answer, and a signed one replace any other", async () => {
    const session_id = `stronger-${door}`;
    await stage.converse(tenant, session_id);
    expect((await answer({ session_id, score: 0 })).status).toBe(202);
    expect((await answer({ session_id, score: 1 })).status).toBe(409);
    const token = await tokenFor(door, { session_id });
    expect((await answer({ session_id, token, score: 10 })).status).toBe(202);
    expect((await answer({ session_id, score: 0 })).status).toBe(409);
    expect(await answersOf(session_id)).toMatchObject([
      { score: 10, proof: "session", history: [{ score: 0 }] },
    ]);
  });

  it("makes one row of a hundred answers at once", async () => {
    const session_id = `parallel-${door}`;
    await stage.converse(tenant, session_id);
    const token = await tokenFor(door, { session_id });
    const sent = Array.from({ length: 100 }, (_, n) => answer({ session_id, token, score: n % 11 }));
    const statuses = new Set((await Promise.all(sent)).map(({ status }) => status));
    expect([...statuses].filter((status) => ![202, 429, 503].includes(status))).toEqual([]);
    expect(statuses.has(202) && statuses.has(429)).toBe(true);
    expect(await answersOf(session_id)).toHaveLength(1);
  });

  it("refuses forged, expired and foreign tokens, and those of other sessions", async () => {
    const theirs = await createFeedbackTenant();
    const session_id = `tokens-${door}`;
    const good = await tokenFor(door, { session_id });
    const [version, body = "", signature = ""] = good.split(".");
    const claims = JSON.parse(Buffer.from(body, "base64url").toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, uid: "boss" })).toString("base64url");
    const tokens = {
      forged: `${version}.${forged}.${signature}`,
      unsigned: `${version}.${body}.`,
      "of no version": `none.${body}.${signature}`,
      "a JWT without algorithm": `${Buffer.from('{"alg":"none"}').toString("base64url")}.${body}.`,
      garbage: "x",
      "of another session": await tokenFor(door, { session_id: "another" }),
      "of another organisation": await tokenFor(door, { session_id }, theirs),
    };
    for (const [what, token] of Object.entries(tokens)) {
      const refused = await answer({ session_id, token, score: 0 });
      expect([what, refused.status, refused.json().error.code]).toEqual([what, 403, "permission_denied"]);
    }
    expect(await answersOf(session_id)).toEqual([]);
    expect((await answer({ session_id, token: good, score: 9 })).status).toBe(202);
  });

  it("answers only pages of the key's origins, and says so to nobody else", async () => {
    const session_id = `origin-${door}`;
    for (const origin of [
      ...["https://evil.example", "http://app.example.com", "https://app.example.com:8443", "null"],
      ...["https://app.example.com.evil.example", "https://xapp.example.com"],
    ]) {
      const refused = await answer({ session_id, score: 9 }, { origin });
      expect([origin, refused.status, refused.json().error.code]).toEqual([
        origin,
        403,
        "origin_not_allowed",
      ]);
      expect(refused.headers["access-control-allow-origin"]).toBeUndefined();
    }
    const url = `${stage.harness.baseUrl(door)}/nps`;
    const none = await rawCall(url, tenant.pageKey, { body: JSON.stringify({ session_id, score: 9 }) });
    expect([none.status, none.json().error.code]).toEqual([403, "origin_not_allowed"]);
    const wide = { ...tenant, pageKey: await createPageKey(tenant, ["https://*.example.org"]) };
    const from = (origin: string) => stage.page(door, wide, "/nps", { session_id, score: 9 }, { origin });
    expect((await from("https://a.example.org")).status).toBe(202);
    expect((await from("https://a.b.example.org")).status).toBe(403);
    expect((await from("https://example.org")).status).toBe(403);
  });

  it("answers preflights of pages, and none elsewhere", async () => {
    const preflight = (path: string) =>
      rawCall(`${stage.harness.baseUrl(door)}${path}`, "", {
        method: "OPTIONS",
        headers: { authorization: "", origin: ORIGIN, "access-control-request-method": "POST" },
      });
    for (const path of ["/nps", "/nps/decide", "/nps/config", "/events"]) {
      const allowed = await preflight(path);
      expect([path, allowed.status]).toEqual([path, 200]);
      expect(allowed.headers["access-control-allow-origin"]).toBe(ORIGIN);
      expect(allowed.headers["access-control-allow-credentials"]).toBeUndefined();
    }
    for (const path of ["/feedback", "/sessions/token", "/chat/completions"]) {
      const refused = await preflight(path);
      expect([path, refused.status]).toEqual([path, 405]);
      expect(refused.headers["access-control-allow-origin"]).toBeUndefined();
    }
  });

  it.each([
    ["a score of 11", { score: 11 }, 422, "score"],
    ["a score of 7.5", { score: 7.5 }, 422, "score"],
    ['a score of "9"', { score: "9" }, 422, "score"],
    ["no score", { score: undefined }, 400, "score"],
    ["no session", { session_id: undefined }, 400, "session_id"],
    ["an unknown field", { role: "admin" }, 400, "role"],
    ["an unknown survey", { survey: "other" }, 422, "survey"],
    ["a time that is none", { shown_at: "yesterday" }, 422, "shown_at"],
  ])("refuses %s", async (_what, over, status, param) => {
    const refused = await answer({ session_id: "refused", score: 9, ...over });
    expect([refused.status, refused.json().error.param]).toEqual([status, param]);
  });

  it("is not for server keys, nor server endpoints for pages", async () => {
    const url = (path: string) => `${stage.harness.baseUrl(door)}${path}`;
    const body = JSON.stringify({ session_id: "s", score: 9, useful: true });
    const asServer = await rawCall(url("/nps"), tenant.apiKey, { body });
    expect([asServer.status, asServer.json().error.code]).toEqual([401, "invalid_key"]);
    for (const path of ["/feedback", "/sessions/token", "/chat/completions"]) {
      const asPage = await rawCall(url(path), tenant.pageKey, { body, headers: { origin: ORIGIN } });
      expect([path, asPage.status, asPage.json().error.code]).toEqual([path, 401, "invalid_key"]);
    }
    const inAddress = await rawCall(url(`/feedback?key=${tenant.apiKey}`), "", {
      body,
      headers: { authorization: "" },
    });
    expect(inAddress.status).toBe(401);
  });

  it("keeps an answer whose session is not stored yet; an unsigned one counts once it is, or not at all", async () => {
    const one = await createFeedbackTenant();
    const send = (session_id: string) => stage.page(door, one, "/nps", { session_id, score: 1 });
    await send("soon");
    await send("never");
    expect(await topicsOf(one)).toEqual([]);
    await stage.converse(one, "soon");
    await joinWaiting(new Date());
    expect(await topicsOf(one)).toEqual(["nps.created", "nps.detractor"]);
    const data = { waitingUntil: new Date(Date.now() - 1) };
    await systemDb().npsResponse.updateMany({ where: { orgId: one.orgId, sessionId: "never" }, data });
    await giveUpWaiting(new Date());
    expect((await storedAnswers(one)).map(({ sessionId }) => sessionId)).toEqual(["soon"]);
  });

  it("keeps no time that cannot be", async () => {
    const session_id = `skew-${door}`;
    await stage.converse(tenant, session_id);
    const token = await tokenFor(door, { session_id });
    await answer({ session_id, token, score: 8, shown_at: "2199-01-01T00:00:00Z" });
    expect(await answersOf(session_id)).toMatchObject([{ score: 8, shownAt: null }]);
  });

  it("hashes end users where the project says so, in tokens too", async () => {
    const one = await createFeedbackTenant();
    await systemDb().project.update({ where: { id: one.projectId }, data: { hashEndUserIds: true } });
    const token = await tokenFor(door, { session_id: "hashed", user_id: "ann@example.com" }, one);
    const [, claims = ""] = token.split(".");
    expect(Buffer.from(claims, "base64url").toString()).not.toContain("ann");
    await stage.page(door, one, "/nps", { session_id: "hashed", token, score: 9 });
    expect((await storedAnswers(one))[0]?.endUserId).toMatch(/^h_[0-9a-f]{40}$/);
  });
});

describe.each(DOORS)("POST /v1/sessions/token at the %s door", (door) => {
  it("lives an hour, or as long as asked up to a day, also for a session that is to come", async () => {
    const make = (body: Record<string, unknown>) => stage.serve(door, tenant, "/sessions/token", body);
    const hoursOf = async (body: Record<string, unknown>) =>
      (Date.parse(String((await make(body)).json().expires_at)) - Date.now()) / 3_600_000;
    expect(await hoursOf({ session_id: "t" })).toBeCloseTo(1, 1);
    expect(await hoursOf({ session_id: "t", ttl_seconds: 86_400 })).toBeCloseTo(24, 1);
    const long = await make({ session_id: "t", ttl_seconds: 86_401 });
    expect([long.status, long.json().error.param]).toEqual([422, "ttl_seconds"]);
    const reader = { ...tenant, apiKey: await createTestKey(tenant, { permissions: ["read"] }) };
    expect((await stage.serve(door, reader, "/sessions/token", { session_id: "t" })).status).toBe(403);
  });
});

describe.each(DOORS)("POST /v1/events at the %s door", (door) => {
  it("takes what was done from a page or a server, and counts the same thing on one row", async () => {
    const session_id = `events-${door}`;
    const [requestId = ""] = await stage.converse(tenant, session_id);
    const event = { session_id, request_id: requestId, type: "edit", value: 0.25 };
    const first = await stage.page(door, tenant, "/events", event);
    expect([first.status, first.json().session_id]).toEqual([202, session_id]);
    const again = await stage.serve(door, tenant, "/events", { ...event, value: 0.5 });
    expect(again.json()).toEqual(first.json());
    await stage.page(door, tenant, "/events", { ...event, value: 1 });
    const rows = await systemDb().feedbackEvent.findMany({
      where: { orgId: tenant.orgId, sessionId: session_id },
    });
    expect(rows).toMatchObject([
      { type: "edit", value: 0.5, count: 3, proof: "server", joinedAt: expect.any(Date) },
    ]);
  });

  it.each([
    ["an unknown type", { type: "smile" }, 422, "type"],
    ["a value above 1", { type: "edit", value: 2 }, 422, "value"],
    ["no type", {}, 400, "type"],
    ["an unknown field", { type: "copy", text: "secret" }, 400, "text"],
  ])("refuses %s", async (_what, over, status, param) => {
    const refused = await stage.serve(door, tenant, "/events", { session_id: "e", ...over });
    expect([refused.status, refused.json().error.param]).toEqual([status, param]);
  });

  it("joins an event that came before its session", async () => {
    const session_id = `event-early-${door}`;
    await stage.page(door, tenant, "/events", { session_id, type: "regenerate" });
    await stage.converse(tenant, session_id);
    await joinWaiting(new Date());
    const where = { orgId: tenant.orgId, sessionId: session_id };
    expect(await systemDb().feedbackEvent.findFirst({ where })).toMatchObject({ joinedAt: expect.any(Date) });
  });
});
