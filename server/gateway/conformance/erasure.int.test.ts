import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ErasureReceipt } from "@/server/contracts/erasure";
import { newId } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { findInDatabase } from "@/server/testing/find-in-database";
import { createTestKey } from "@/server/testing/gateway-tenant";
import {
  createFeedbackTenant,
  type FeedbackStage,
  type FeedbackTenant,
  startFeedbackStage,
} from "./feedback-stage";
import { DOORS, type DoorName } from "./harness";
import { type RawResponse, rawCall } from "./raw-call";

let stage: FeedbackStage;
beforeAll(async () => {
  stage = await startFeedbackStage();
});
afterAll(() => stage?.close());

async function erase(door: DoorName, tenant: FeedbackTenant, endUserId: string): Promise<RawResponse> {
  const url = `${stage.harness.baseUrl(door)}/end-users/${encodeURIComponent(endUserId)}`;
  const key = await createTestKey(tenant, { permissions: ["admin"] });
  return rawCall(url, key, { method: "DELETE" });
}

/** Two sessions of an end user, with everything that can be said of them. */
async function live(door: DoorName, tenant: FeedbackTenant, user: string): Promise<string[]> {
  const sessions = [`${user}-first`, `${user}-second`];
  const headers = { "floopy-user-id": user, "floopy-property-customer": user };
  for (const session_id of sessions) {
    await stage.converse(tenant, session_id, 2, headers);
    // The application forgot to say who asks.
    await stage.converse(tenant, session_id, 1);
    const said = { session_id, user_id: user };
    await stage.serve(door, tenant, "/feedback", {
      ...said,
      score: 2,
      useful: false,
      comment: `I am ${user}`,
    });
    await stage.serve(door, tenant, "/feedback", { ...said, kind: "correction", comment: user });
    await ask(tenant, session_id, user);
    await stage.serve(door, tenant, "/events", { session_id, type: "copy" });
    await stage.page(door, tenant, "/nps", { session_id, score: 9 });
  }
  await stage.serve(door, tenant, "/feedback", { session_id: `${user}-unheard`, user_id: user, score: 9 });
  return sessions;
}

/** Whether the widget asks is drawn by lot; here it did. */
async function ask(
  { orgId, projectId }: FeedbackTenant,
  sessionId: string,
  endUserId: string,
): Promise<void> {
  const where = { orgId, projectId, survey: "default", sessionId, endUserId };
  await systemDb().npsShow.create({ data: { ...where, id: newId("shw"), proof: "server", propensity: 0.2 } });
}

const learned = ({ orgId }: FeedbackTenant) =>
  systemDb().learningStatistic.aggregate({
    where: { orgId },
    _sum: { answerCount: true, weightMicro: true },
  });

describe.each(DOORS)("DELETE /v1/end-users/{id} at the %s door", (door) => {
  it("pain 18: erasure incomplete", async () => {
    const tenant = await createFeedbackTenant();
    const user = `ann/${randomUUID()}`;
    const sessions = await live(door, tenant, user);
    const before = await findInDatabase(user, tenant);
    for (const table of [
      "sessions",
      "requests",
      "feedback",
      "nps_responses",
      "nps_shows",
      "feedback_credits",
    ])
      expect(before, table).toContain(table);
    expect((await learned(tenant))._sum.answerCount).toBeGreaterThan(0);

    const response = await erase(door, tenant, user);
    expect(response.status, response.text).toBe(200);
    const { deleted } = ErasureReceipt.parse(response.json());
    expect(deleted).toMatchObject({ sessions: 2, requests: 6, request_bodies: 6, decisions: 6, events: 2 });
    expect(deleted.nps_responses).toBeGreaterThan(2);
    expect(deleted.scores).toBeGreaterThan(2);
    expect(response.text).not.toContain(user);

    for (const trace of [user, ...sessions]) expect(await findInDatabase(trace, tenant)).toEqual([]);
    const { _sum } = await learned(tenant);
    expect([_sum.answerCount ?? 0, Number(_sum.weightMicro ?? 0)]).toEqual([0, 0]);
    const usage = await systemDb().spendMonth.findMany({ where: { orgId: tenant.orgId } });
    expect(usage.reduce((sum, { requestCount }) => sum + requestCount, 0)).toBe(6);
    const audit = await systemDb().auditEntry.findMany({ where: { orgId: tenant.orgId } });
    expect(audit.map(({ action }) => action)).toEqual(["end_user.erased"]);
  });

  it("leaves everybody else what is theirs, in the same session and in other organisations", async () => {
    const [tenant, other] = [await createFeedbackTenant(), await createFeedbackTenant()];
    const user = randomUUID();
    await live(door, other, user);
    const shared = `shared-${user}`;
    await stage.converse(tenant, shared, 2, { "floopy-user-id": user });
    await stage.converse(tenant, shared, 3, { "floopy-user-id": "somebody" });
    await stage.serve(door, tenant, "/feedback", { session_id: shared, user_id: "somebody", score: 10 });
    const before = await findInDatabase(user, other);

    const { deleted } = ErasureReceipt.parse((await erase(door, tenant, user)).json());
    expect(deleted).toMatchObject({ sessions: 0, requests: 2, nps_responses: 0 });
    const session = await systemDb().session.findFirst({ where: { orgId: tenant.orgId, id: shared } });
    expect(session).toMatchObject({ endUserId: "somebody", turnCount: 3 });
    expect((await learned(tenant))._sum.answerCount).toBe(1);
    expect(await findInDatabase(user, other)).toEqual(before);

    const unknown = await erase(door, tenant, `${user}-nobody`);
    const zeros = ErasureReceipt.parse(unknown.json()).deleted;
    expect(Object.values(zeros).every((count) => count === 0)).toBe(true);
  });

  it("finds who is stored as a hash, and drops cached answers", async () => {
    const tenant = await createFeedbackTenant();
    await systemDb().project.update({ where: { id: tenant.projectId }, data: { hashEndUserIds: true } });
    const headers = { "floopy-user-id": "ann", "floopy-cache": "exact" };
    const ask = async () => {
      const body = { model: "sandbox/quick", messages: [{ role: "user", content: "Why?" }] };
      return (await stage.serve(door, tenant, "/chat/completions", body, headers)).headers["floopy-cache"];
    };
    await expect.poll(async () => await ask()).toBe("hit-exact");
    await expect
      .poll(() => stage.harness.recordsOf(tenant.orgId))
      .toEqual(
        expect.arrayContaining([expect.objectContaining({ endUserId: expect.stringMatching(/^h_/) })]),
      );
    const { deleted } = ErasureReceipt.parse((await erase(door, tenant, "ann")).json());
    expect(deleted.requests).toBeGreaterThan(0);
    const policy = await systemDb().cachePolicy.findUnique({ where: { projectId: tenant.projectId } });
    expect(policy?.generation).toBe(1);
  });

  it("needs a key that may, and an id of a length that could have been sent", async () => {
    const tenant = await createFeedbackTenant();
    const url = `${stage.harness.baseUrl(door)}/end-users/ann`;
    const weak = await createTestKey(tenant, { permissions: ["read", "write", "feedback"] });
    expect((await rawCall(url, weak, { method: "DELETE" })).status).toBe(403);
    const tooLong = await erase(door, tenant, "a".repeat(257));
    expect(tooLong.status).toBe(400);
    expect(tooLong.json().error).toMatchObject({ code: "invalid_request", param: "id" });
  });
});
