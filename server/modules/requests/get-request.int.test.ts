import { afterAll, describe, expect, it } from "vitest";
import { uuidv7, uuidv7TimeMs } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { createTestRequests } from "@/server/testing/request-factory";
import { getRequest } from "./get-request";

afterAll(disconnectDb);

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

async function storeParts(org: TestOrg, requestId: string): Promise<void> {
  const shared = { requestId, createdAt: new Date(uuidv7TimeMs(requestId)), orgId: org.orgId };
  await systemDb().requestBody.create({
    data: { ...shared, requestBody: '{"model":"auto"}', responseBody: "{}" },
  });
  await systemDb().decision.create({
    data: {
      ...shared,
      ...{
        projectId: org.projectId,
        sessionId: "s",
        strategy: "weighted",
        phase: "day0",
        reason: "dispatched",
      },
      candidates: [{ provider: "sandbox", model: "quick", propensity: 0.7 }, { model: 3 }],
    },
  });
}

describe("get a request", () => {
  it("says what the firewall saw, as far as it can still be read", async () => {
    const org = await createTestOrg();
    const [id = ""] = await createTestRequests(org, [{ at: daysAgo(0) }]);
    const seen = { category: "pii", detector: "email", score: 1, path: "input", start: 0, end: 9 };
    const findings = [{ ...seen, action: "observed" }, { category: "unheard of" }];
    await systemDb().request.updateMany({
      where: { id, orgId: org.orgId },
      data: { firewallFindings: findings },
    });
    expect((await getRequest(org.as(), { id })).firewallFindings).toEqual(findings.slice(0, 1));
  });

  it("returns its facts, body, decision, attempts and stages", async () => {
    const org = await createTestOrg();
    const attempt = {
      provider: "sandbox",
      model: "flaky",
      started_ms: 2,
      duration_ms: 30,
      status: 503,
      outcome: "error",
    };
    const [id = ""] = await createTestRequests(org, [
      {
        at: daysAgo(1),
        attempts: [attempt],
        stages: { auth: 40, route: 12 },
        properties: { team: "blue" },
      },
    ]);
    await storeParts(org, id);
    const request = await getRequest(org.as("viewer"), { id });
    expect(request).toMatchObject({
      id,
      projectName: "Default",
      bodyState: "stored",
      properties: { team: "blue" },
    });
    expect(request.body?.request).toBe('{"model":"auto"}');
    expect(request.stages).toEqual([
      { name: "auth", durationUs: 40 },
      { name: "route", durationUs: 12 },
    ]);
    expect(request.attempts[0]).toMatchObject({ model: "flaky", startedMs: 2, durationMs: 30, error: null });
    expect(request.decision?.candidates.map((candidate) => candidate.model)).toEqual(["quick", "unknown"]);
  });

  it("answers another organisation's id exactly as an unknown one", async () => {
    const [mine, theirs] = [await createTestOrg(), await createTestOrg()];
    const [id = ""] = await createTestRequests(theirs, [{ at: daysAgo(1) }]);
    const refusals = [id, uuidv7(), "not-an-id"].map((unknown) =>
      getRequest(mine.as(), { id: unknown }).catch((error: unknown) => error),
    );
    for (const refusal of await Promise.all(refusals)) {
      expect(refusal).toMatchObject({ code: "not_found", userMessage: "No such request." });
    }
  });

  it("is refused to a role that may not read requests", async () => {
    const org = await createTestOrg();
    await expect(getRequest(org.as("rater"), { id: uuidv7() })).rejects.toMatchObject({
      code: "permission_denied",
    });
  });

  it("says why there is no body: not stored, or past its retention", async () => {
    const org = await createTestOrg("free");
    const [bare = "", old = "", oldBare = ""] = await createTestRequests(org, [
      { at: daysAgo(1), storageMode: "metadata" },
      { at: daysAgo(20), storageMode: "full" },
      { at: daysAgo(20), storageMode: "none" },
    ]);
    await storeParts(org, old);
    const states = await Promise.all([bare, old, oldBare].map((id) => getRequest(org.as(), { id })));
    expect(states.map(({ bodyState, body }) => [bodyState, body])).toEqual([
      ["not_stored", null],
      ["expired", null],
      ["not_stored", null],
    ]);
  });

  it("forgets what the plan no longer keeps", async () => {
    const org = await createTestOrg("free");
    const [id = ""] = await createTestRequests(org, [{ at: daysAgo(31) }]);
    await expect(getRequest(org.as(), { id })).rejects.toMatchObject({ code: "not_found" });
  });
});
