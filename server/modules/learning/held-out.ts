import type { Tx } from "@/server/db/tenant";
import type { StatisticsRow } from "@/server/routing/learner/learner-types";
import { CellsSchema } from "./credits.queries";
import type { TeachingOrg } from "./teacher-types";
import { SignalName } from "./weigh-rows";

interface CreditRow {
  projectId: string;
  sessionId: string;
  signal: string;
  score: number;
  cells: unknown;
}

/** What an organisation would know had it never heard of some of its sessions. */
export interface HeldOut {
  without(sessionIds: ReadonlySet<string>): TeachingOrg;
}

/** Reads what the scores of these sessions have added, all signals, so that it can be taken out again. */
export async function holdOut(tx: Tx, org: TeachingOrg, sessionIds: readonly string[]): Promise<HeldOut> {
  const credits: CreditRow[] = await tx.feedbackCredit.findMany({
    where: { orgId: org.orgId, sessionId: { in: [...sessionIds] } },
    select: { projectId: true, sessionId: true, signal: true, score: true, cells: true },
  });
  return {
    without: (gone) => ({
      ...org,
      projects: org.projects.map((project) => ({
        ...project,
        ownRows: minus(
          project.ownRows,
          credits.filter(
            ({ projectId, sessionId }) => projectId === project.projectId && gone.has(sessionId),
          ),
        ),
      })),
    }),
  };
}

const MICRO = 1_000_000;

function minus(rows: readonly StatisticsRow[], credits: readonly CreditRow[]): StatisticsRow[] {
  const taken = new Map<string, { n: number; s: number }>();
  for (const { signal, score, cells } of credits) {
    for (const { category, provider, model, weightMicro } of CellsSchema.parse(cells)) {
      const key = keyOf({ category, model: `${provider}/${model}`, signal: SignalName.parse(signal) });
      const sum = taken.get(key) ?? { n: 0, s: 0 };
      const n = weightMicro / MICRO;
      taken.set(key, { n: sum.n + n, s: sum.s + n * score });
    }
  }
  return rows.flatMap((row) => {
    const gone = taken.get(keyOf(row));
    if (gone === undefined) return [row];
    const n = row.n - gone.n;
    // What is left of a cell is a rounding error, or older scores that count less than these.
    return n > 1e-6 ? [{ ...row, n, s: Math.min(n, Math.max(0, row.s - gone.s)) }] : [];
  });
}

const keyOf = ({ category, model, signal }: Pick<StatisticsRow, "category" | "model" | "signal">): string =>
  `${category}\n${model}\n${signal}`;
