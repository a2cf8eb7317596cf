import { ListNpsAnswersInput, NpsAnswer, type NpsAnswerPage } from "@/server/contracts/nps-answers";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { decodeCursor, encodeCursor } from "@/server/core/paging";
import { parseInput } from "@/server/core/parse-input";
import { deriveKey } from "@/server/core/secrets";
import { Prisma } from "@/server/db/generated/client";
import { withTenant } from "@/server/db/tenant";
import { masterKey } from "@/server/env";
import { openTexts } from "@/server/modules/content-keys";
import { instant, npsWindow, whereAnswers } from "./nps-where";

const Rows = NpsAnswer.array();

const COLUMNS = Prisma.sql`
  r.id, r.created_at as "createdAt", r.project_id as "projectId", r.session_id as "sessionId",
  r.end_user_id as "endUserId", r.score, r.comment, r.locale, r.proof::text as proof, r.provider, r.model,
  r.route_id as "routeId", r.app_version as "appVersion", r.is_sandbox as "isSandbox", r.is_held as "isHeld",
  r.handled_at as "handledAt", r.handled_by_label as "handledByLabel", r.handled_note as "handledNote"`;

/** One page of answers under the filters, the newest first. */
export async function listNpsAnswers(ctx: Ctx, input: ListNpsAnswersInput): Promise<NpsAnswerPage> {
  authorize(ctx, "nps:read");
  const { cursor, limit, group, score, hasComment, state, ...filters } = parseInput(
    ListNpsAnswersInput,
    input,
  );
  const conditions = [
    whereAnswers(ctx, filters, npsWindow(ctx, filters.range)),
    group &&
      Prisma.sql`(case when r.score >= 9 then 'promoter' when r.score >= 7 then 'passive' else 'detractor' end)
      = any(${group}::text[])`,
    score !== undefined && Prisma.sql`r.score = ${score}`,
    hasComment !== undefined && Prisma.sql`(r.comment is not null) = ${hasComment}`,
    state && Prisma.sql`(r.handled_at is not null) = ${state === "handled"}`,
    cursor ? after(ctx, cursor) : undefined,
  ].filter((part): part is Prisma.Sql => part instanceof Prisma.Sql);
  const rows = await withTenant(ctx, async (tx) => {
    const found = await tx.$queryRaw`
      select ${COLUMNS} from nps_responses r where ${Prisma.join(conditions, " and ")}
      order by r.created_at desc, r.id desc limit ${limit + 1}`;
    return openTexts(tx, ctx.orgId, "nps_responses", Rows.parse(found));
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? cursorAt(ctx, last) : null };
}

const scopeOf = (ctx: Ctx): string => `${ctx.orgId}|nps`;

function cursorAt(ctx: Ctx, { createdAt, id }: NpsAnswer): string {
  return encodeCursor(deriveKey(masterKey(), "cursor"), scopeOf(ctx), [createdAt.getTime(), id]);
}

function after(ctx: Ctx, cursor: string): Prisma.Sql {
  const [atMs, id] = decodeCursor(deriveKey(masterKey(), "cursor"), scopeOf(ctx), cursor);
  if (typeof atMs !== "number" || typeof id !== "string")
    throw new AppError("invalid_request", "The cursor is not valid.", { param: "cursor" });
  return Prisma.sql`(r.created_at, r.id) < (${instant(new Date(atMs))}, ${id})`;
}
