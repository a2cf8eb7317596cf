import { DecisionQuery } from "@/server/contracts/decisions";
import { SessionQuery } from "@/server/contracts/sessions";
import { getDecision, listDecisions } from "@/server/modules/decisions";
import { getSession, listSessions } from "@/server/modules/sessions";
import { json, type ResourceAnswer, type ResourceCall, readQuery } from "./resource";
import { sessionMessages } from "./session-messages";

export async function answerDecision(
  { ctx, scope }: ResourceCall,
  requestId: string,
): Promise<ResourceAnswer> {
  return json(200, await getDecision(ctx, { requestId, ...scope }));
}

export async function answerDecisions({ req, ctx, scope }: ResourceCall): Promise<ResourceAnswer> {
  const input = readQuery(DecisionQuery.strict(), req, ["request_ids", "route_id"]);
  return json(200, await listDecisions(ctx, input, scope));
}

export async function answerSessions({ req, ctx, scope }: ResourceCall): Promise<ResourceAnswer> {
  const input = readQuery(SessionQuery.strict(), req, ["route_id", "model"]);
  return json(200, await listSessions(ctx, input, scope));
}

/** The conversation so far, ready to be sent on with one more message. */
export async function answerSession(
  { ctx, scope }: ResourceCall,
  sessionId: string,
): Promise<ResourceAnswer> {
  const { turns, has_earlier_turns: _, ...session } = await getSession(ctx, { sessionId, ...scope });
  const { messages, told } = sessionMessages(turns);
  return json(200, {
    session_id: session.session_id,
    messages,
    turn_count: told.length,
    turns: told.map(({ request_id, created_at, model, provider }) => ({
      request_id,
      created_at,
      model,
      provider,
    })),
    nps: session.nps,
    credit: session.credit,
    first_seen_at: session.first_seen_at,
    last_seen_at: session.last_seen_at,
    request_count: session.turn_count,
    cost_micro_usd: session.cost_micro_usd,
  });
}
