import { newId } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import type { TestOrg } from "./factories";
import { createTestRequests } from "./request-factory";

export interface ExperimentSession {
  sessionId: string;
  routeId: string;
  status?: "ok" | "error" | "client_closed" | "blocked";
  /** The end user's answer, 0 to 10. */
  score?: number;
  proof?: "anonymous" | "session" | "server";
  isHeld?: boolean;
  /** A rating by the customer's own people, 0 to 10. */
  rating?: number;
  latencyMs?: number;
  costMicroUsd?: number | null;
}

/** Sessions that took part in an experiment, as the gateway and end users would leave them. */
export async function addExperimentSessions(
  org: Pick<TestOrg, "orgId" | "projectId">,
  experimentId: string | null,
  sessions: readonly ExperimentSession[],
): Promise<void> {
  const { orgId, projectId } = org;
  const at = new Date();
  const ids = await createTestRequests(
    org,
    sessions.map(({ sessionId, status = "ok", latencyMs = 400, costMicroUsd = 120 }) => ({
      ...{ at, sessionId, status, latencyMs, costMicroUsd },
    })),
  );
  const stored = await systemDb().request.findMany({ where: { orgId, id: { in: ids } } });
  const routes = new Map(ids.map((id, index) => [id, sessions[index]?.routeId ?? ""]));
  await systemDb().decision.createMany({
    data: stored.map(({ id, createdAt, sessionId }) => ({
      ...{ requestId: id, createdAt, orgId, projectId, sessionId, experimentId },
      ...{ routeId: routes.get(id) ?? "", strategy: "fallback", phase: "day0", reason: "dispatched" },
    })),
  });
  const answered = sessions.flatMap(({ score, ...rest }) =>
    score === undefined ? [] : [{ score, ...rest }],
  );
  await systemDb().npsResponse.createMany({
    data: answered.map(({ sessionId, score, proof = "server", isHeld = false }) => ({
      ...{ id: newId("nps"), orgId, projectId, sessionId, score, proof, isHeld, editUntil: at },
      respondent: newId("usr"),
    })),
  });
  const rated = sessions.flatMap(({ rating, ...rest }) =>
    rating === undefined ? [] : [{ rating, ...rest }],
  );
  await systemDb().feedback.createMany({
    data: rated.map(({ sessionId, rating }) => ({
      ...{
        id: newId("fb"),
        orgId,
        projectId,
        sessionId,
        kind: "rating" as const,
        score: rating,
        occurredAt: at,
      },
    })),
  });
}
