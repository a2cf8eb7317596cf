import { GetSessionInput, type SessionDetail } from "@/server/contracts/sessions";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { Prisma } from "@/server/db/generated/client";
import { withTenant } from "@/server/db/tenant";
import { oldestMetadata } from "@/server/modules/requests";
import { creditOf } from "./credit-of";
import { findTurns } from "./find-turns";
import { findSessionFeedback } from "./session-feedback";
import { parseSessionRows, SESSION_COLUMNS, toSummaries } from "./session-rows";

/** One conversation with its turns, as far as they are stored. Another organisation's is not found. */
export async function getSession(ctx: Ctx, input: GetSessionInput): Promise<SessionDetail> {
  authorize(ctx, "session:read");
  const { sessionId, projectId } = parseInput(GetSessionInput, input);
  return withTenant(ctx, async (tx) => {
    const ofProject = projectId === undefined ? Prisma.empty : Prisma.sql`and s.project_id = ${projectId}`;
    const [session] = parseSessionRows(
      await tx.$queryRaw`select ${SESSION_COLUMNS} from sessions s
        where s.org_id = ${ctx.orgId} and s.id = ${sessionId} ${ofProject}
          and s.last_seen_at >= ${oldestMetadata(ctx).toISOString()}::timestamptz
        order by s.last_seen_at desc limit 1`,
    );
    if (session === undefined) throw notFound("session");
    const [summary] = await toSummaries(tx, ctx, [session]);
    if (summary === undefined) throw new Error("one session gives one summary");
    const project = await tx.project.findFirst({
      where: { id: session.projectId, orgId: ctx.orgId },
      select: { name: true },
    });
    const { turns, hasEarlier } = await findTurns(tx, ctx, session);
    return {
      ...summary,
      project_name: project?.name ?? null,
      turns,
      has_earlier_turns: hasEarlier,
      credit: creditOf(turns),
      ...(await findSessionFeedback(tx, ctx, session)),
    };
  });
}
