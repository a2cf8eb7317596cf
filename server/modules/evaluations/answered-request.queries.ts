import type { Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { isUuidv7, uuidv7TimeMs } from "@/server/core/ids";
import type { Tx } from "@/server/db/tenant";

export interface AnsweredRequest {
  id: string;
  createdAt: Date;
  projectId: string;
  sessionId: string;
}

/** A request of the caller's organisation; another one's answers as an unknown one. */
export async function getRequestOrThrow(tx: Tx, ctx: Ctx, requestId: string): Promise<AnsweredRequest> {
  const id = requestId.toLowerCase();
  if (!isUuidv7(id)) throw notFound("request");
  const request = await tx.request.findFirst({
    where: { id, createdAt: new Date(uuidv7TimeMs(id)), orgId: ctx.orgId },
    select: { id: true, createdAt: true, projectId: true, sessionId: true },
  });
  if (request === null) throw notFound("request");
  return request;
}
