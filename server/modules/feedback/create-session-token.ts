import { type CreateTokenBody, type CreateTokenOutput, TOKEN_SECONDS } from "@/server/contracts/feedback";
import { authorize, type Ctx } from "@/server/core/context";
import { signSessionToken } from "./session-token";

/** A token that binds a browser to one session, for the customer's server to hand out. The session may still be to come. */
export function createSessionToken(
  ctx: Ctx,
  source: { projectId: string; endUserId: string | null },
  body: CreateTokenBody,
): CreateTokenOutput {
  authorize(ctx, "feedback:write");
  const now = ctx.now();
  const ttlSeconds = body.ttl_seconds ?? TOKEN_SECONDS.default;
  const token = signSessionToken(
    { orgId: ctx.orgId, sessionId: body.session_id, ...source },
    now,
    ttlSeconds,
  );
  const expiresAt = new Date((Math.floor(now.getTime() / 1_000) + ttlSeconds) * 1_000);
  return { token, session_id: body.session_id, expires_at: expiresAt.toISOString() };
}
