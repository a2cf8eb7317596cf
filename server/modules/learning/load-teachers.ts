import type { Tx } from "@/server/db/tenant";
import type { StatisticsRow } from "@/server/routing/learner/learner-types";
import { contributesFrom } from "./contributes-from";
import { SCORE_DAYS_MAX } from "./forget-old-scores";
import { pooledName } from "./pooled-name";
import type { CostSum, TeachingOrg, TeachingProject } from "./teacher-types";
import { type AgedRow, boundVotes, decayed } from "./weigh-rows";

interface StatisticsSum extends AgedRow {
  org_id: string;
  project_id: string;
}

interface CounterSum {
  org_id: string;
  project_id: string;
  category: string;
  provider: string;
  model: string;
  sessions: number;
  priced: number;
  micro_usd: number;
}

/**
 * Everything that is learned from, by organisation. Sums are whole numbers grouped by age, so that the same rows give
 * the same bits whatever order the database reads them in.
 */
export async function loadTeachers(db: Tx, now: Date, onlyOrgId?: string): Promise<TeachingOrg[]> {
  const today = now.toISOString().slice(0, 10);
  const only = onlyOrgId ?? null;
  const statistics = await db.$queryRaw<StatisticsSum[]>`
    SELECT s.org_id, s.project_id, s.category, s.provider, s.model, s.signal, s.is_shared,
      ((${today}::date - s.day) / 30)::int AS age, coalesce(s.day < e.since_day, false) AS is_past,
      coalesce(s.day < o.since_day, false) AS is_own_past,
      sum(s.weight_micro)::float8 AS weight, sum(s.score_micro)::float8 AS score
    FROM learning_statistics s
    LEFT JOIN learning_shared_epochs e ON e.provider = s.provider AND e.model = s.model
    LEFT JOIN learning_own_epochs o ON o.org_id = s.org_id AND o.provider = s.provider AND o.model = s.model
    WHERE s.day > ${today}::date - ${SCORE_DAYS_MAX}::int AND (${only}::text IS NULL OR s.org_id = ${only})
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`;
  const counters = await db.$queryRaw<CounterSum[]>`
    SELECT org_id, project_id, category, provider, model, sum(session_count)::float8 AS sessions,
      sum(priced_count)::float8 AS priced, sum(cost_micro_usd)::float8 AS micro_usd
    FROM learning_counters
    WHERE day > ${today}::date - ${SCORE_DAYS_MAX}::int AND (${only}::text IS NULL OR org_id = ${only})
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`;
  const organizations = await db.organization.findMany({
    where: { orgId: only === null ? { in: [...orgIdsOf(statistics, counters)] } : only },
    orderBy: { orgId: "asc" },
    select: {
      orgId: true,
      isDemo: true,
      learningMode: true,
      createdAt: true,
      subscription: { select: { planId: true } },
    },
  });
  const [rowsOf, countsOf] = [groupByOrg(statistics), groupByOrg(counters)];
  return organizations.map(({ orgId, isDemo, learningMode, createdAt, subscription }) => ({
    orgId,
    planId: subscription?.planId ?? "free",
    mode: learningMode,
    isQuarantined: isDemo || contributesFrom({ createdAt }) > now,
    projects: projectsOf(rowsOf.get(orgId) ?? [], countsOf.get(orgId) ?? [], learningMode),
  }));
}

/** One organisation's scores and traffic, also of one that has none. */
export async function teachingOrgOf(db: Tx, orgId: string, now: Date): Promise<TeachingOrg> {
  const [org] = await loadTeachers(db, now, orgId);
  if (org === undefined) throw new Error("no such organisation");
  return org;
}

function orgIdsOf(...lists: readonly (readonly { org_id: string }[])[]): Set<string> {
  return new Set(lists.flatMap((list) => list.map((row) => row.org_id)));
}

function groupByOrg<T extends { org_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.org_id);
    if (group === undefined) groups.set(row.org_id, [row]);
    else group.push(row);
  }
  return groups;
}

function projectsOf(
  statistics: readonly StatisticsSum[],
  counters: readonly CounterSum[],
  mode: TeachingOrg["mode"],
): TeachingProject[] {
  const ids = new Set([...statistics, ...counters].map((row) => row.project_id));
  return [...ids].sort().map((projectId) => {
    const rows = statistics.filter((row) => row.project_id === projectId);
    const counts = counters.filter((row) => row.project_id === projectId);
    const sessions = counts
      .filter(({ provider }) => provider !== "sandbox")
      .reduce((sum, row) => sum + row.sessions, 0);
    const shared: StatisticsRow[] = decayed(
      rows.filter((row) => row.is_shared),
      { isPast: ({ is_past }) => is_past, nameOf: pooledName },
    );
    return {
      projectId,
      sharedRows: boundVotes(shared, sessions),
      // One that learns alone has heard of no change but those in its own scores.
      ownRows: decayed(rows, {
        isPast: (row) => row.is_own_past || (mode === "shared" && row.is_past),
        nameOf: (provider, model) => `${provider}/${model}`,
      }),
      costs: counts.filter(({ priced }) => priced > 0).map(costOf),
      sessions,
    };
  });
}

/**
 * An average to two figures and a count to a power of two: enough to weigh it against the price list, and not another
 * number after every request.
 */
function costOf({ category, provider, model, priced, micro_usd }: CounterSum): CostSum {
  const requests = 2 ** Math.floor(Math.log2(priced));
  const usd = Number((micro_usd / priced / 1e6).toPrecision(2)) * requests;
  return { category, model: `${provider}/${model}`, requests, usd };
}
