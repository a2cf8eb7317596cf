import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FeedbackSettings } from "@/server/contracts/feedback-settings";
import { systemDb } from "@/server/db/system";
import {
  createFeedbackTenant,
  createPageKey,
  type FeedbackStage,
  type FeedbackTenant,
  ORIGIN,
  startFeedbackStage,
} from "./feedback-stage";
import { DOORS } from "./harness";
import { rawCall } from "./raw-call";

let stage: FeedbackStage;

beforeAll(async () => {
  stage = await startFeedbackStage();
});
afterAll(() => stage.close());

const DAY_MS = 86_400_000;

/** Asks whenever it may, unless the test says otherwise; before any call, so that no gateway knows other settings. */
async function tenantWith(settings: Partial<FeedbackSettings> = {}): Promise<FeedbackTenant> {
  const tenant = await createFeedbackTenant();
  const { orgId, projectId } = tenant;
  await systemDb().feedbackSettings.create({
    data: { orgId, projectId, settings: { asksWhereUnsure: false, ...settings } },
  });
  return tenant;
}

const showsOf = (tenant: FeedbackTenant) => systemDb().npsShow.findMany({ where: { orgId: tenant.orgId } });

describe.each(DOORS)("POST /v1/nps/decide at the %s door", (door) => {
  const decide = async (tenant: FeedbackTenant, body: Record<string, unknown>) => {
    const decided = await stage.page(door, tenant, "/nps/decide", body);
    expect(decided.status).toBe(200);
    return decided.json();
  };

  it("asks once in a session that went on long enough, and records the ask with its probability", async () => {
    const tenant = await tenantWith({ sampleRate: 1 });
    expect(await decide(tenant, { session_id: "s" })).toEqual({
      ...{ show: false, reason: "unknown_session", propensity: 0 },
    });
    await stage.converse(tenant, "s", 1);
    expect(await decide(tenant, { session_id: "s" })).toMatchObject({ show: false, reason: "too_few_turns" });
    await stage.converse(tenant, "s", 1);
    const asked = await decide(tenant, { session_id: "s" });
    expect(asked).toEqual({
      ...{ show: true, reason: "asked", propensity: 1, show_id: expect.stringMatching(/^shw_/) },
    });
    expect(await decide(tenant, { session_id: "s" })).toMatchObject({ show: false, reason: "already_asked" });
    expect(await showsOf(tenant)).toMatchObject([{ id: asked.show_id, propensity: 1, sessionId: "s" }]);
    await stage.page(door, tenant, "/nps", { session_id: "s", score: 9, show_id: asked.show_id });
    expect(await decide(tenant, { session_id: "s" })).toMatchObject({ reason: "already_answered" });
    const answer = await systemDb().npsResponse.findFirstOrThrow({ where: { orgId: tenant.orgId } });
    expect(answer).toMatchObject({ showId: asked.show_id, propensity: 1 });
  });

  it("never asks the same person twice in the window, in parallel neither", async () => {
    const tenant = await tenantWith();
    const sessions = ["a", "b", "c"];
    for (const session of sessions) await stage.converse(tenant, session);
    const decided = await Promise.all(
      sessions.map((session_id) => decide(tenant, { session_id, user: "ann" })),
    );
    expect(decided.map(({ reason }) => reason).sort()).toEqual(["asked", "asked_recently", "asked_recently"]);
    const earlier = { createdAt: new Date(Date.now() - 31 * DAY_MS) };
    await systemDb().npsShow.updateMany({ where: { orgId: tenant.orgId }, data: earlier });
    const [show] = await showsOf(tenant);
    const next = sessions.find((id) => id !== show?.sessionId) ?? "";
    expect(await decide(tenant, { session_id: next, user: "ann" })).toMatchObject({ reason: "asked" });
  });

  it("asks who has pressed Later again after the days of snooze, on another device too and not before", async () => {
    const tenant = await tenantWith({ snoozeDays: 7, askEveryDays: 30 });
    for (const session of ["a", "b"]) await stage.converse(tenant, session, 2, { "floopy-user-id": "ann" });
    const asked = await decide(tenant, { session_id: "a" });
    const snooze = (body: Record<string, unknown>) => stage.page(door, tenant, "/nps/snooze", body);
    const later = { session_id: "a", show_id: asked.show_id };
    const snoozed = await snooze(later);
    expect(snoozed.status).toBe(200);
    const until = new Date(String(snoozed.json().snoozed_until)).getTime();
    expect(Math.round((until - Date.now()) / DAY_MS)).toBe(7);
    expect((await snooze(later)).json()).toEqual(snoozed.json());
    expect(await decide(tenant, { session_id: "b" })).toMatchObject({ reason: "asked_recently" });
    const week = {
      createdAt: new Date(Date.now() - 8 * DAY_MS),
      snoozedUntil: new Date(Date.now() - DAY_MS),
    };
    await systemDb().npsShow.updateMany({ where: { orgId: tenant.orgId }, data: week });
    expect(await decide(tenant, { session_id: "b" })).toMatchObject({ reason: "asked" });
  });

  it("knows no ask of another session, project or tenant", async () => {
    const [tenant, other] = [await tenantWith(), await tenantWith()];
    for (const each of [tenant, other]) await stage.converse(each, "s");
    const { show_id } = await decide(tenant, { session_id: "s" });
    const absent = await stage.page(door, other, "/nps/snooze", { session_id: "s", show_id: "shw_absent" });
    for (const [who, session_id] of [
      [other, "s"],
      [tenant, "t"],
    ] as const) {
      const answer = await stage.page(door, who, "/nps/snooze", { session_id, show_id });
      expect([answer.status, answer.json().error.message]).toEqual([404, absent.json().error.message]);
    }
    expect(await showsOf(tenant)).toMatchObject([{ snoozedUntil: null }]);
  });

  it("leaves in peace for 90 days who has answered, as the traffic, a token or a server names them", async () => {
    const tenant = await tenantWith();
    await stage.converse(tenant, "one", 2, { "floopy-user-id": "ann" });
    await stage.converse(tenant, "two", 2, { "floopy-user-id": "ann" });
    await stage.page(door, tenant, "/nps", { session_id: "one", score: 9 });
    expect(await decide(tenant, { session_id: "two" })).toMatchObject({ reason: "asked" });
    await stage.converse(tenant, "three", 2, { "floopy-user-id": "bob" });
    await stage.converse(tenant, "four", 2, { "floopy-user-id": "bob" });
    await stage.serve(door, tenant, "/feedback", {
      ...{ session_id: "three", score: 9, useful: true, user_id: "bob" },
    });
    expect(await decide(tenant, { session_id: "four" })).toMatchObject({ reason: "answered_recently" });
    const earlier = { answeredAt: new Date(Date.now() - 91 * DAY_MS) };
    await systemDb().npsResponse.updateMany({ where: { orgId: tenant.orgId }, data: earlier });
    expect(await decide(tenant, { session_id: "four" })).toMatchObject({ reason: "asked" });
  });

  it("does not let a page's claim about a user silence the real one", async () => {
    const tenant = await tenantWith();
    await stage.converse(tenant, "evil");
    await stage.converse(tenant, "good");
    expect(await decide(tenant, { session_id: "evil", user: "ann" })).toMatchObject({ reason: "asked" });
    const made = await stage.serve(door, tenant, "/sessions/token", { session_id: "good", user_id: "ann" });
    const signed = { session_id: "good", token: made.json().token };
    expect(await decide(tenant, signed)).toMatchObject({ reason: "asked" });
  });

  it("draws once for a session: asking again changes nothing", async () => {
    const tenant = await tenantWith({ sampleRate: 0.4, sampleFloor: 0.4 });
    const now = new Date();
    const ids = Array.from({ length: 60 }, (_, n) => `draw-${n}`);
    await systemDb().session.createMany({
      data: ids.map((id) => ({
        ...{ orgId: tenant.orgId, projectId: tenant.projectId, id, source: "header", turnCount: 3 },
        ...{ firstSeenAt: now, lastSeenAt: now },
      })),
    });
    const first: unknown[] = [];
    for (const session_id of ids) first.push((await decide(tenant, { session_id })).reason);
    const asked = first.filter((reason) => reason === "asked").length;
    expect(asked).toBeGreaterThan(8);
    expect(asked).toBeLessThan(42);
    for (const [index, session_id] of ids.entries()) {
      if (first[index] !== "not_sampled") continue;
      expect(await decide(tenant, { session_id })).toMatchObject({ reason: "not_sampled", propensity: 0.4 });
    }
    expect(await showsOf(tenant)).toHaveLength(asked);
  });

  it("keeps to a day's cap, and asks nobody where it is turned off", async () => {
    const capped = await tenantWith({ asksPerDayMax: 1 });
    for (const session of ["a", "b"]) await stage.converse(capped, session);
    expect(await decide(capped, { session_id: "a" })).toMatchObject({ reason: "asked" });
    expect(await decide(capped, { session_id: "b" })).toMatchObject({ reason: "daily_cap" });
    const off = await tenantWith({ isEnabled: false });
    await stage.converse(off, "a");
    expect(await decide(off, { session_id: "a" })).toMatchObject({ show: false, reason: "turned_off" });
  });

  it("knows nothing of other organisations' sessions", async () => {
    const [ours, theirs] = [await tenantWith(), await tenantWith()];
    await stage.converse(theirs, "theirs");
    expect(await decide(ours, { session_id: "theirs" })).toMatchObject({ reason: "unknown_session" });
    expect(await showsOf(theirs)).toEqual([]);
  });
});

describe.each(DOORS)("GET /v1/nps/config at the %s door", (door) => {
  const config = (tenant: FeedbackTenant, query: string, headers: Record<string, string> = {}) =>
    rawCall(`${stage.harness.baseUrl(door)}/nps/config?key=${tenant.pageKey}${query}`, "", {
      method: "GET",
      headers: { authorization: "", ...headers },
    });

  it("gives theme, throttle and wording in the page's language, for a minute", async () => {
    const tenant = await tenantWith({
      productName: "Acme Chat",
      theme: "dark",
      wording: { de: { thanks: "Danke!" } },
    });
    const german = await config(tenant, "&locale=de-AT", { origin: ORIGIN });
    expect(german.status).toBe(200);
    expect(german.headers["cache-control"]).toBe("public, max-age=60");
    expect(german.headers["access-control-allow-origin"]).toBe(ORIGIN);
    expect(german.json()).toMatchObject({
      ...{ survey: "default", enabled: true, locale: "de", direction: "ltr", comment_step: true },
      theme: { mode: "dark", accent: "#2563eb", position: "bottom-end" },
      throttle: { ask_every_days: 30, answer_every_days: 90, min_turns: 2 },
      wording: {
        de: { question: "Wie wahrscheinlich ist es, dass Sie Acme Chat weiterempfehlen?", thanks: "Danke!" },
      },
    });
    const all = await config(tenant, "", { "accept-language": "xx, ar;q=0.8, en;q=0.5" });
    expect(all.json()).toMatchObject({ locale: "ar", direction: "rtl" });
    expect(Object.keys(Object(all.json().wording))).toHaveLength(12);
    expect(all.headers["access-control-allow-origin"]).toBeUndefined();
  });

  it("is refused to pages of other origins", async () => {
    const tenant = await tenantWith();
    const other = await config(tenant, "", { origin: "https://evil.example" });
    expect([other.status, other.json().error.code]).toEqual([403, "origin_not_allowed"]);
    const own = { ...tenant, pageKey: await createPageKey(tenant, ["https://evil.example"]) };
    expect((await config(own, "", { origin: "https://evil.example" })).status).toBe(200);
  });
});
