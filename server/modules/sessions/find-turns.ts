import { z } from "zod";
import { SESSION_TURNS_MAX, SessionTurn } from "@/server/contracts/sessions";
import type { Ctx } from "@/server/core/context";
import type { Tx } from "@/server/db/tenant";
import { openBody } from "@/server/modules/content-keys";
import { oldestBody, oldestMetadata } from "@/server/modules/requests";
import { turnShares } from "./credit-of";
import type { SessionRow } from "./session-rows";

/** Characters of bodies read for one session; the latest turns come first. */
const BODIES_MAX = 8 * 1024 * 1024;

const TurnRow = SessionTurn.omit({
  created_at: true,
  body: true,
  body_state: true,
  credit_share: true,
}).extend({
  created_at: z.date(),
  has_body: z.boolean(),
  is_left_out: z.boolean(),
  request: z.string().nullable(),
  response: z.string().nullable(),
  key_version: z.number().nullable(),
  is_truncated: z.boolean().nullable(),
  is_redacted: z.boolean().nullable(),
});
type TurnRow = z.infer<typeof TurnRow>;
const TurnRows = z.array(TurnRow);

/** The latest turns of a session, the oldest of them first, and whether there are more. */
export async function findTurns(
  tx: Tx,
  ctx: Ctx,
  session: SessionRow,
): Promise<{ turns: SessionTurn[]; hasEarlier: boolean }> {
  const since = [session.firstSeenAt, oldestMetadata(ctx)].map((time) => time.getTime());
  const rows = TurnRows.parse(
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
      select t.id::text as request_id, t.created_at, t.endpoint, t.provider, t.model, t.status, t.error_code, t.latency_ms,
        t.cost_micro_usd, t.is_sandbox, t.output_tokens - coalesce(t.reasoning_tokens, 0) as visible_tokens, t.storage_mode,
        b.request_id is not null as has_body,
        exists(select 1 from bodies long where long.request_id = t.id and long.total > ${BODIES_MAX}) as is_left_out,
        b.request_body as request, b.response_body as response, b.key_version, b.is_truncated, b.is_redacted
      from turns t left join bodies b on b.request_id = t.id and b.total <= ${BODIES_MAX}
      order by t.created_at desc, t.id desc`,
  );
  const shown = (await readable(tx, ctx, rows.slice(0, SESSION_TURNS_MAX))).reverse();
  const shares = turnShares(shown);
  return {
    turns: shown.map((row, index) => turnOf(ctx, row, shares[index] ?? 0)),
    hasEarlier: rows.length > SESSION_TURNS_MAX,
  };
}

/** The latest first, until there is as much text as is shown: what is stored is compressed. */
async function readable(tx: Tx, { orgId }: Ctx, rows: readonly TurnRow[]): Promise<TurnRow[]> {
  const opened: TurnRow[] = [];
  let total = 0;
  for (const row of rows) {
    const { request_id: requestId, key_version: keyVersion } = row;
    const sealed = { requestId, keyVersion, requestBody: row.request, responseBody: row.response };
    const isFull = total > BODIES_MAX;
    const body = row.has_body && !isFull ? await openBody(tx, orgId, sealed) : null;
    const [request, response] = [body?.requestBody ?? null, body?.responseBody ?? null];
    total += (request?.length ?? 0) + (response?.length ?? 0);
    const left = isFull && row.has_body ? { has_body: false, is_left_out: true } : {};
    opened.push({ ...row, ...left, request, response });
  }
  return opened;
}

function turnOf(ctx: Ctx, row: TurnRow, credit_share: number): SessionTurn {
  const {
    has_body,
    is_left_out,
    request,
    response,
    is_truncated,
    is_redacted,
    created_at,
    key_version: _,
    ...turn
  } = row;
  const isExpired =
    created_at < oldestBody(ctx) && (row.storage_mode === "full" || row.storage_mode === "redacted");
  return {
    ...turn,
    created_at: created_at.toISOString(),
    credit_share,
    body_state: has_body ? "stored" : is_left_out ? "left_out" : isExpired ? "expired" : "not_stored",
    body: has_body
      ? { request, response, is_truncated: is_truncated ?? false, is_redacted: is_redacted ?? false }
      : null,
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();
