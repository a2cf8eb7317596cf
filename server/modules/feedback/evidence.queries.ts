import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Ctx } from "@/server/core/context";
import type { Tx } from "@/server/db/tenant";
import type { ModelEvidence } from "./information-gain";

const PROJECTS_MAX = 5_000;
const FRESH_MS = 60_000;
const WINDOW_DAYS = 90;

/** Changes slowly, and is asked for whenever somebody might be. */
const kept = new LRUCache<string, ReadonlyMap<string, ModelEvidence>>({ max: PROJECTS_MAX, ttl: FRESH_MS });

const Rows = z.array(z.object({ name: z.string(), weight: z.number(), mean: z.number() }));

/** What the project's end users have said of each model in the last 90 days. */
export async function evidenceOf(
  tx: Tx,
  ctx: Ctx,
  projectId: string,
): Promise<ReadonlyMap<string, ModelEvidence>> {
  const name = `${ctx.orgId}\n${projectId}`;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const since = new Date(ctx.now().getTime() - WINDOW_DAYS * 86_400_000);
  const rows = Rows.parse(
    await tx.$queryRaw`
      select provider || '/' || model as name,
        sum(case proof when 'anonymous' then 0.25 else 1 end)::float8 as weight,
        (sum(score * case proof when 'anonymous' then 0.25 else 1 end)
          / sum(case proof when 'anonymous' then 0.25 else 1 end) / 10)::float8 as mean
      from nps_responses
      where org_id = ${ctx.orgId} and project_id = ${projectId} and created_at >= ${since}
        and joined_at is not null and not is_held and provider is not null and model is not null
      group by 1`,
  );
  const evidence = new Map(rows.map(({ name: model, ...each }) => [model, each]));
  kept.set(name, evidence);
  return evidence;
}
