import type { Tx } from "@/server/db/tenant";
import type { StatisticsRow } from "@/server/routing/learner/learner-types";
import { type AgedTraffic, behaviourRows } from "./behaviour-rows";
import { contributesFrom } from "./contributes-from";
import { SCORE_DAYS_MAX } from "./forget-old-scores";
import { pooledName } from "./pooled-name";
import type { CostSum, TeachingOrg, TeachingProject } from "./teacher-types";
import { type AgedRow, boundVotes, decayed } from "./weigh-rows";

interface StatisticsSum extends AgedRow {
  org_id: string;
  project_id: string;
}

interface CounterSum extends AgedTraffic {
  org_id: string;
  project_id: string;
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
    SELECT c.org_id, c.project_id, c.category, c.provider, c.model, ((${today}::date - c.day) / 30)::int AS age,
      coalesce(c.day < e.since_day, false) AS is_past, coalesce(c.day < o.since_day, false) AS is_own_past,
      sum(c.session_count)::float8 AS sessions, sum(c.failed_count)::float8 AS failed, sum(c.retried_count)::float8 AS retried,
      sum(c.priced_count)::float8 AS priced, sum(c.cost_micro_usd)::float8 AS micro_usd
    FROM learning_counters c
    LEFT JOIN learning_shared_epochs e ON e.provider = c.provider AND e.model = c.model
    LEFT JOIN learning_own_epochs o ON o.org_id = c.org_id AND o.provider = c.provider AND o.model = c.model
    WHERE c.day > ${today}::date - ${SCORE_DAYS_MAX}::int AND (${only}::text IS NULL OR c.org_id = ${only})
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8`;
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
    const told = statistics.filter((row) => row.project_id === projectId);
    const counts = counters.filter((row) => row.project_id === projectId);
    const rows: AgedRow[] = [...told, ...behaviourRows(told, counts)];
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
      costs: costsOf(counts),
      sessions,
    };
  });
}

/**
 * An average to two figures and a count to a power of two: enough to weigh it against the price list, and not another
 * number after every request.
 */
function costsOf(counters: readonly CounterSum[]): CostSum[] {
  const sums = new Map<string, CounterSum>();
  for (const row of counters) {
    const key = `${row.category}\n${row.provider}\n${row.model}`;
    const sum = sums.get(key);
    const [priced, microUsd] = [row.priced + (sum?.priced ?? 0), row.micro_usd + (sum?.micro_usd ?? 0)];
    sums.set(key, { ...row, priced, micro_usd: microUsd });
  }
  return [...sums.values()].flatMap(({ category, provider, model, priced, micro_usd }) => {
    if (priced === 0) return [];
    const requests = 2 ** Math.floor(Math.log2(priced));
    const usd = Number((micro_usd / priced / 1e6).toPrecision(2)) * requests;
    return [{ category, model: `${provider}/${model}`, requests, usd }];
  });
}
