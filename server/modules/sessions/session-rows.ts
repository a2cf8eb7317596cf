import { z } from "zod";
import type { SessionNps, SessionSummary } from "@/server/contracts/sessions";
import type { Ctx } from "@/server/core/context";
import { Prisma } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { openTexts } from "@/server/modules/content-keys";

export const SESSION_COLUMNS = Prisma.sql`
  s.id, s.project_id as "projectId", s.end_user_id as "endUserId", s.source, s.turn_count as "turnCount",
  s.cost_micro_usd as "costMicroUsd", s.first_seen_at as "firstSeenAt", s.last_seen_at as "lastSeenAt"`;

const SessionRow = z.object({
  id: z.string(),
  projectId: z.string(),
  endUserId: z.string().nullable(),
  source: z.string(),
  turnCount: z.int(),
  costMicroUsd: z.coerce.number(),
  firstSeenAt: z.date(),
  lastSeenAt: z.date(),
});
export type SessionRow = z.infer<typeof SessionRow>;

const Rows = z.array(SessionRow);

export function parseSessionRows(raw: unknown): SessionRow[] {
  return Rows.parse(raw);
}

/** Sessions with the models that answered in them and what their users said. */
export async function toSummaries(tx: Tx, ctx: Ctx, rows: readonly SessionRow[]): Promise<SessionSummary[]> {
  if (rows.length === 0) return [];
  const models = await findModels(tx, ctx, rows);
  const answers = await findNps(tx, ctx, rows);
  return rows.map((row) => ({
    session_id: row.id,
    project_id: row.projectId,
    end_user_id: row.endUserId,
    source: row.source,
    first_seen_at: row.firstSeenAt.toISOString(),
    last_seen_at: row.lastSeenAt.toISOString(),
    turn_count: row.turnCount,
    cost_micro_usd: row.costMicroUsd,
    models: models.get(keyOf(row)) ?? [],
    nps: answers.get(keyOf(row)) ?? null,
  }));
}

const keyOf = ({ projectId, id }: Pick<SessionRow, "projectId" | "id">): string => `${projectId} ${id}`;

const ModelRows = z.array(
  z.object({ projectId: z.string(), id: z.string(), provider: z.string().nullable(), model: z.string() }),
);

async function findModels(tx: Tx, ctx: Ctx, rows: readonly SessionRow[]): Promise<Map<string, string[]>> {
  const found = ModelRows.parse(
    await tx.$queryRaw`
      select project_id as "projectId", session_id as id, provider, model from requests
      where org_id = ${ctx.orgId} and project_id = any(${[...new Set(rows.map((row) => row.projectId))]}::text[])
        and session_id = any(${rows.map((row) => row.id)}::text[]) and model is not null
        and created_at >= ${earliest(rows)}::timestamptz
      group by 1, 2, 3, 4 order by count(*) desc, 3, 4`,
  );
  const models = new Map<string, string[]>();
  for (const { provider, model, ...session } of found) {
    const name = provider === null ? model : `${provider}/${model}`;
    models.set(keyOf(session), [...(models.get(keyOf(session)) ?? []), name]);
  }
  return models;
}

function earliest(rows: readonly SessionRow[]): string {
  return new Date(Math.min(...rows.map((row) => row.firstSeenAt.getTime()))).toISOString();
}

const ANSWERS_MAX = 1_000;

/** The widget's answer, else one that was given with a server key; of several the latest. */
async function findNps(tx: Tx, ctx: Ctx, rows: readonly SessionRow[]): Promise<Map<string, SessionNps>> {
  const where = { orgId: ctx.orgId, sessionId: { in: rows.map((row) => row.id) } };
  const given = await tx.feedback.findMany({
    where: { ...where, kind: "nps", score: { not: null } },
    orderBy: { occurredAt: "asc" },
    take: ANSWERS_MAX,
    select: { id: true, projectId: true, sessionId: true, score: true, comment: true, occurredAt: true },
  });
  const asked = await tx.npsResponse.findMany({
    where: { ...where, isHeld: false },
    orderBy: { createdAt: "asc" },
    take: ANSWERS_MAX,
    select: { id: true, projectId: true, sessionId: true, score: true, comment: true, createdAt: true },
  });
  const said = [
    ...(await openTexts(tx, ctx.orgId, "feedback", given)),
    ...(await openTexts(tx, ctx.orgId, "nps_responses", asked)),
  ];
  const answers = new Map<string, SessionNps>();
  for (const { projectId, sessionId, score, comment, ...when } of said) {
    if (score === null) continue;
    const at = "occurredAt" in when ? when.occurredAt : when.createdAt;
    answers.set(keyOf({ projectId, id: sessionId }), { score, comment, answered_at: at.toISOString() });
  }
  return answers;
}
