import { NpsFilters, type NpsFiltersInput } from "@/server/contracts/nps";
import { NpsResponseRate } from "@/server/contracts/nps-answers";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { Prisma } from "@/server/db/generated/client";
import { withTenant } from "@/server/db/tenant";
import { IS_COUNTED, instant, npsWindow } from "./nps-where";

/** How many sessions were asked and how many of these answered. An ask has no model or language: only range and project narrow it. */
export async function getResponseRate(
  ctx: Ctx,
  input: Pick<NpsFiltersInput, "range" | "projectId">,
): Promise<NpsResponseRate> {
  authorize(ctx, "nps:read");
  const { range, projectId } = parseInput(NpsFilters.pick({ range: true, projectId: true }), input);
  const { from, to } = npsWindow(ctx, range);
  const inProjects = (column: Prisma.Sql) =>
    projectId === undefined ? Prisma.empty : Prisma.sql`and ${column} = any(${projectId}::text[])`;
  const [row] = await withTenant(
    ctx,
    (tx) => tx.$queryRaw<unknown[]>`
    select asks.asked, asks.answered, answers.unasked from
      (select count(*)::int as asked, count(r.show_id)::int as answered
       from nps_shows s left join lateral (
         select r.show_id from nps_responses r
         where r.org_id = s.org_id and r.project_id = s.project_id and r.survey = s.survey
           and r.session_id = s.session_id and r.show_id = s.id and not r.is_held limit 1) r on true
       where s.org_id = ${ctx.orgId} and s.created_at >= ${instant(from)} and s.created_at <= ${instant(to)}
         ${inProjects(Prisma.sql`s.project_id`)}) asks,
      (select count(*)::int as unasked from nps_responses r
       where r.org_id = ${ctx.orgId} and r.created_at >= ${instant(from)} and r.created_at <= ${instant(to)}
         and r.show_id is null and ${IS_COUNTED} ${inProjects(Prisma.sql`r.project_id`)}) answers`,
  );
  return NpsResponseRate.parse(row);
}
