import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { systemDb } from "@/server/db/system";
import { joinWaiting } from "@/server/modules/feedback";
import { testRequest } from "../stages/test-caller";
import {
  createFeedbackTenant,
  type FeedbackStage,
  type FeedbackTenant,
  ORIGIN,
  startFeedbackStage,
  storedAnswers,
  topicsOf,
} from "./feedback-stage";

let stage: FeedbackStage;
let tenant: FeedbackTenant;

/** Ten thousand of anything take a while on a busy machine. */
vi.setConfig({ testTimeout: 180_000 });

beforeAll(async () => {
  stage = await startFeedbackStage();
  tenant = await createFeedbackTenant();
});
afterAll(() => stage.close());

const VOTES = 10_000;
const SESSIONS = 50;

describe("ten thousand stuffed votes", () => {
  it("by fifty forged sessions leave fifty rows at most, and none that counts or is told", async () => {
    const statuses = new Map<number, number>();
    const headers = { authorization: `Bearer ${tenant.pageKey}`, origin: ORIGIN };
    for (let vote = 0; vote < VOTES; vote++) {
      const body = { session_id: `forged-${vote % SESSIONS}`, score: 0, user: `user-${vote}` };
      // Straight into the gateway: ten thousand connections would only test the machine.
      const request = { ...testRequest(headers, JSON.stringify(body)), path: "/v1/nps" };
      const { status } = await stage.harness.gateway.handle(request);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    await joinWaiting(new Date());
    const rows = await storedAnswers(tenant);
    expect(rows.length).toBeLessThanOrEqual(SESSIONS);
    expect(rows.filter(({ joinedAt }) => joinedAt !== null)).toEqual([]);
    expect(statuses.get(202)).toBeGreaterThan(0);
    expect(statuses.get(429)).toBeGreaterThan(VOTES / 2);
    expect(await topicsOf(tenant)).toEqual([]);
    expect(await systemDb().feedbackCredit.count({ where: { orgId: tenant.orgId } })).toBe(0);
  });

  it("from one network for real sessions are held back after twenty-five", async () => {
    const ids = Array.from({ length: 40 }, (_, n) => `real-${n}`);
    const now = new Date();
    const one = await createFeedbackTenant();
    await systemDb().session.createMany({
      data: ids.map((id) => ({
        ...{ orgId: one.orgId, projectId: one.projectId, id, source: "header", turnCount: 3 },
        ...{ firstSeenAt: now, lastSeenAt: now },
      })),
    });
    for (const session_id of ids) await stage.page("lean", one, "/nps", { session_id, score: 0 });
    const rows = await storedAnswers(one);
    expect(rows.filter(({ isHeld }) => !isHeld)).toHaveLength(25);
    expect((await topicsOf(one)).filter((topic) => topic === "nps.created")).toHaveLength(25);
  });
});
