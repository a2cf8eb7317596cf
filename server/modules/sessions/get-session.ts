import { z } from "zod";
import {
  GetSessionInput,
  SESSION_TURNS_MAX,
  type SessionDetail,
  SessionTurn,
} from "@/server/contracts/sessions";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { Prisma } from "@/server/db/generated/client";
import { type Tx, withTenant } from "@/server/db/tenant";
import { oldestBody, oldestMetadata } from "@/server/modules/requests";
import { creditOf } from "./credit-of";
import { parseSessionRows, SESSION_COLUMNS, type SessionRow, toSummaries } from "./session-rows";

/** Characters of bodies read for one session; the latest turns come first. */
const BODIES_MAX = 8 * 1024 * 1024;

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
    const turns = await findTurns(tx, ctx, session);
    const shown = turns.slice(0, SESSION_TURNS_MAX).reverse();
    return {
      ...summary,
      turns: shown,
      has_earlier_turns: turns.length > SESSION_TURNS_MAX,
      credit: creditOf(shown),
    };
  });
}

const Turns = z.array(
  SessionTurn.omit({ created_at: true, body: true }).extend({
    created_at: z.date().transform((time) => time.toISOString()),
    has_body: z.boolean(),
    request: z.string().nullable(),
    response: z.string().nullable(),
    is_truncated: z.boolean().nullable(),
    is_redacted: z.boolean().nullable(),
  }),
);

/** The latest first, one more than is shown. */
async function findTurns(tx: Tx, ctx: Ctx, session: SessionRow): Promise<SessionTurn[]> {
  const since = [session.firstSeenAt, oldestMetadata(ctx)].map((time) => time.getTime());
  const rows = Turns.parse(
    await tx.$queryRaw`
      with turns as (
        select * from requests where org_id = ${ctx.orgId} and project_id = ${session.projectId}
          and session_id = ${session.id} and created_at >= ${iso(Math.max(...since))}::timestamptz
          and created_at <= ${iso(session.lastSeenAt.getTime())}::timestamptz
        order by created_at desc, id desc limit ${SESSION_TURNS_MAX + 1}
      ), bodies as (
        select b.*, sum(coalesce(length(b.request_body), 0) + coalesce(length(b.response_body), 0))
          over (order by b.created_at desc, b.request_id desc) as total
        from turns t join request_bodies b on b.request_id = t.id and b.created_at = t.created_at and b.org_id = t.org_id
        where b.created_at >= ${oldestBody(ctx).toISOString()}::timestamptz
      )
      select t.id::text as request_id, t.created_at, t.endpoint, t.provider, t.model, t.status, t.latency_ms,
        t.cost_micro_usd, t.is_sandbox, t.output_tokens - coalesce(t.reasoning_tokens, 0) as visible_tokens, b.request_id is not null as has_body,
        b.request_body as request, b.response_body as response, b.is_truncated, b.is_redacted
      from turns t left join bodies b on b.request_id = t.id and b.total <= ${BODIES_MAX}
      order by t.created_at desc, t.id desc`,
  );
  return rows.map(({ has_body, request, response, is_truncated, is_redacted, ...turn }) => ({
    ...turn,
    body: has_body
      ? { request, response, is_truncated: is_truncated ?? false, is_redacted: is_redacted ?? false }
      : null,
  }));
}

const iso = (ms: number): string => new Date(ms).toISOString();
