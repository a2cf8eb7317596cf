import type { ErasedCounts } from "@/server/contracts/erasure";
import type { Tx } from "@/server/db/tenant";
import { retractFeedback } from "@/server/modules/learning";
import { eraseAnswersOfSessions } from "./erase-answers.queries";
import { eraseCopies } from "./erase-copies.queries";
import { eraseRequests } from "./erase-requests.queries";
import { eraseShadows } from "./erase-shadows.queries";
import { eraseVerdicts } from "./erase-verdicts.queries";
import type { FoundSession } from "./find-sessions.queries";
import { repairSessions } from "./repair-sessions.queries";
import type { Subject } from "./subject";

/**
 * Erases what is the subject's in these sessions: requests that name the subject, and those that name nobody where the
 * session is theirs; what was said of the sessions and learned from it. What other end users did in them stays.
 */
export async function eraseSessions(
  tx: Tx,
  subject: Subject,
  sessions: readonly FoundSession[],
): Promise<Partial<ErasedCounts>> {
  const { requestIds, ...erased } = await eraseRequests(tx, subject, sessions);
  const { shadowIds, bodies } = await eraseShadows(tx, subject, requestIds);
  const requests = {
    ...erased,
    requests: erased.requests + shadowIds.length,
    request_bodies: erased.request_bodies + bodies,
  };
  // Statements of their own: the worker may have written its verdict while the one above waited for it.
  const copies = await eraseCopies(tx, subject, requestIds);
  const verdicts = await eraseVerdicts(tx, subject, [...requestIds, ...shadowIds]);
  const sessionIds = sessions.map(({ id }) => id);
  const { sourceIds, ...answers } = await eraseAnswersOfSessions(tx, subject, { sessionIds, requestIds });
  const emptied = await repairSessions(tx, subject, sessionIds);
  const scores = await retractScores(tx, subject, { sourceIds, requestIds, sessionIds: emptied });
  return { ...requests, ...copies, ...verdicts, ...answers, sessions: emptied.length, scores };
}

interface Sources {
  sourceIds: readonly string[];
  requestIds: readonly string[];
  sessionIds: readonly string[];
}

/** Takes out what the sources, and whatever judged the requests, have taught the routes. Returns how many had. */
export async function retractScores(
  tx: Tx,
  { orgId, projectId }: Subject,
  { sourceIds, requestIds, sessionIds }: Sources,
): Promise<number> {
  const credits = await tx.feedbackCredit.findMany({
    where: {
      orgId,
      projectId,
      OR: [
        { sourceId: { in: [...sourceIds] } },
        { requestId: { in: [...requestIds] } },
        { sessionId: { in: [...sessionIds] } },
      ],
    },
    // Always in the same order, so that two writers never wait for each other.
    orderBy: { sourceId: "asc" },
    select: { sourceId: true },
  });
  for (const { sourceId } of credits) await retractFeedback(tx, { orgId, sourceId });
  return credits.length;
}
