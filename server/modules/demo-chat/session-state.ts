import { z } from "zod";
import { SessionCredit, SessionNps } from "@/server/contracts/sessions";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { callOwnGateway, type DemoAccess } from "./demo-access";
import { DemoSessionId } from "./demo-session-id";

const Known = z.object({ nps: SessionNps.nullable(), credit: SessionCredit });

/** What is stored of a demo session by now: the score, and whom it is credited to. */
export async function sessionState(
  access: DemoAccess,
  sessionId: string | null,
  signal: AbortSignal,
): Promise<{ nps: number | null; credit: SessionCredit }> {
  const id = parseInput(DemoSessionId, sessionId);
  const answer = await callOwnGateway(access, `/session/${id}`, { signal });
  // The worker stores a session some moments after its first request.
  if (answer.status === 404) return { nps: null, credit: [] };
  if (!answer.ok) throw new AppError("dependency_unavailable", `the gateway answered ${answer.status}`);
  const { nps, credit } = Known.parse(await answer.json());
  return { nps: nps?.score ?? null, credit };
}
