import { newId } from "@/server/core/ids";
import type { Prisma } from "@/server/db/generated/client";
import { systemDb } from "@/server/db/system";
import type { TestOrg } from "./factories";
import { createTestRequests, requestIdAt } from "./request-factory";

export interface TrialSession {
  isCanary: boolean;
  status?: "ok" | "error" | "client_closed";
  fallbackIndex?: number;
  /** The end user's answer, 0 to 10. */
  score?: number;
  /** What the judge says, 0 to 1. */
  judged?: number;
  latencyMs?: number;
  costMicroUsd?: number;
  /** It had begun before the phase. */
  isOld?: boolean;
}

/** Sessions of a route with a canary, as the gateway, end users and the judge would leave them. */
export async function addTrialSessions(
  org: Pick<TestOrg, "orgId" | "projectId">,
  trialId: string,
  sessions: readonly TrialSession[],
): Promise<void> {
  const { orgId, projectId } = org;
  const db = systemDb();
  const at = new Date();
  const before = new Date(at.getTime() - 86_400_000);
  const rows = sessions.map((session) => ({ ...session, sessionId: newId("ses") }));
  const ids = await createTestRequests(
    org,
    rows.map(({ sessionId, status = "ok", fallbackIndex = 0, latencyMs = 400, costMicroUsd = 120 }) => ({
      ...{ at, sessionId, status, fallbackIndex, latencyMs, costMicroUsd },
    })),
  );
  const stored = await db.request.findMany({ where: { orgId, id: { in: ids } } });
  const sessionOf = new Map(rows.map((row) => [row.sessionId, row]));
  await db.session.createMany({
    data: rows.map(({ sessionId, isOld = false }) => ({
      ...{ orgId, projectId, id: sessionId, source: "header", lastSeenAt: at },
      firstSeenAt: isOld ? before : at,
    })),
  });
  await db.decision.createMany({
    data: stored.map(({ id, createdAt, sessionId }) => ({
      ...{
        requestId: id,
        createdAt,
        orgId,
        projectId,
        sessionId,
        trialId,
        strategy: "fallback",
        phase: "day0",
      },
      reason: sessionOf.get(sessionId)?.isCanary ? "canary" : "position",
    })),
  });
  await db.npsResponse.createMany({
    data: rows.flatMap(({ sessionId, score }) =>
      score === undefined
        ? []
        : [
            {
              ...{ id: newId("nps"), orgId, projectId, sessionId, score, proof: "server" as const },
              ...{ respondent: newId("usr"), editUntil: at },
            },
          ],
    ),
  });
  await db.judgement.createMany({
    data: stored.flatMap(({ id, createdAt, sessionId }) => {
      const score = sessionOf.get(sessionId)?.judged;
      return score === undefined
        ? []
        : [
            {
              ...{ id: newId("jdg"), orgId, projectId, requestId: id, createdAt, sessionId, score },
              ...{ routeId: "", provider: "sandbox", model: "quick", taskCategory: "general" },
              ...{ rubricVersion: 1, judgeModel: "sandbox/genius", status: "done" },
            },
          ];
    }),
  });
}

/** Compared pairs of a shadow, as the worker would leave them. */
export async function addShadowPairs(
  { orgId, projectId }: Pick<TestOrg, "orgId" | "projectId">,
  trialId: string,
  pairs: readonly Partial<Prisma.ShadowPairCreateManyInput>[],
): Promise<void> {
  const at = new Date();
  await systemDb().shadowPair.createMany({
    data: pairs.map((pair) => ({
      ...{ orgId, projectId, trialId, requestId: requestIdAt(at), liveRequestId: requestIdAt(at) },
      ...{ createdAt: at, comparedAt: at, status: "done", liveOk: true, shadowOk: true, preference: 0.5 },
      ...{ liveLatencyMs: 400, shadowLatencyMs: 400, liveCostMicroUsd: 100, shadowCostMicroUsd: 100 },
      ...pair,
    })),
  });
}
