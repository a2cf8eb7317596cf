import { setTimeout as pause } from "node:timers/promises";
import { DRY_RUN_CHANGES_MAX, DRY_RUN_KEPT_DAYS } from "@/server/contracts/firewall-dry-runs";
import { PLANS } from "@/server/contracts/plans";
import { shareFairly } from "@/server/core/fair-share";
import { errorFields, log } from "@/server/core/logger";
import type { FirewallDryRun } from "@/server/db/generated/client";
import { systemDb } from "@/server/db/system";
import { type Tx, withTenant } from "@/server/db/tenant";
import type { GiveWay } from "@/server/firewall";
import { isChanged, wayName, withJudged } from "./dry-run-report";
import { reportOf } from "./dry-runs.queries";
import { type Judged, type Judging, judgeStored, type StoredRequest } from "./judge-stored";
import { policiesOf } from "./policies";
import { measureExtent, nextStored } from "./read-stored.queries";

const DAY_MS = 86_400_000;
/** Requests that are looked at before others get their turn. */
const BATCH_ROWS = 16;
/** Longer than any batch takes: a worker that died is then taken to have. */
const LEASE_MS = 2 * 60_000;
/** One that is not done by then has something in it that cannot be done. */
const RUN_MS_MAX = 6 * 60 * 60_000;
const RUNS_AT_ONCE = { ofAll: 2, ofOne: 1 } as const;

/**
 * Takes the dry runs that wait in turn, some requests of each at a time. Several processes share the work; one that is
 * cut off leaves its run to the next, which goes on behind the last request. Returns how many were looked at.
 */
export function runDryRuns(now: () => Date, signal: AbortSignal): Promise<number> {
  return shareFairly({
    claim: (busyOrgIds) => claimRun(now(), busyOrgIds),
    work: (run) =>
      workOn(run, now, signal).catch((thrown: unknown) => {
        // Its lease ends, and it goes on.
        log.error("a dry run was interrupted", { orgId: run.orgId, name: run.id, ...errorFields(thrown) });
        return 0;
      }),
    atOnce: RUNS_AT_ONCE.ofAll,
    ofOneAtOnce: RUNS_AT_ONCE.ofOne,
    signal,
  });
}

async function claimRun(now: Date, busyOrgIds: readonly string[]): Promise<FirewallDryRun | null> {
  const db = systemDb();
  const [claimed] = await db.$queryRaw<{ id: string }[]>`
    UPDATE firewall_dry_runs SET status = 'running', started_at = coalesce(started_at, ${now}),
      due_at = ${new Date(now.getTime() + LEASE_MS)}
    WHERE id = (SELECT id FROM firewall_dry_runs WHERE due_at <= ${now} AND status IN ('pending', 'running')
        AND org_id <> ALL(${[...busyOrgIds]}::text[])
      ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return claimed === undefined ? null : db.firewallDryRun.findUnique({ where: { id: claimed.id } });
}

async function workOn(run: FirewallDryRun, now: () => Date, signal: AbortSignal): Promise<number> {
  if (run.startedAt !== null && now().getTime() - run.startedAt.getTime() > RUN_MS_MAX) {
    await end(run, { status: "failed", error: "It took too long.", now: now() });
    return 0;
  }
  const measured = run.total === null ? await withTenant(run, (tx) => measureExtent(tx, run)) : {};
  const measuredRun = { ...run, ...measured };
  const rows = await withTenant(run, (tx) => nextStored(tx, measuredRun, BATCH_ROWS));
  const judged = await judgeAll(rows, judgingOf(run, now()), signal);
  // Half a batch is left to whoever takes it next.
  if (signal.aborted) {
    await withTenant(run, (tx) =>
      tx.firewallDryRun.updateMany({ where: stillOurs(run), data: { dueAt: now() } }),
    );
    return 0;
  }
  await store(run, { measured, rows, judged, now: now() });
  return rows.length;
}

function judgingOf(run: FirewallDryRun, now: Date): Judging {
  const policies = policiesOf(run);
  const keptDays = PLANS[policies.saved.planId].retentionDays.bodies;
  return { ...policies, oldestBody: new Date(now.getTime() - keptDays * DAY_MS) };
}

async function judgeAll(
  rows: readonly StoredRequest[],
  judging: Judging,
  signal: AbortSignal,
): Promise<Judged[]> {
  const giveWay = restingWay();
  const judged: Judged[] = [];
  for (const row of rows) {
    if (signal.aborted) break;
    judged.push(await judgeOne(row, judging, giveWay));
    await giveWay();
  }
  return judged;
}

async function judgeOne(row: StoredRequest, judging: Judging, giveWay: GiveWay): Promise<Judged> {
  try {
    return await judgeStored(row, judging, giveWay);
  } catch (thrown) {
    // One request that breaks the judging must not keep the others waiting.
    log.error("a request could not be judged", { requestId: row.requestId, ...errorFields(thrown) });
    return { kind: "not_judged", reason: "unreadable" };
  }
}

const TURN_MS = 8;

/** Rests for as long as it has worked: who answers requests in the same process is not held up. */
function restingWay(): GiveWay {
  let sinceMs = performance.now();
  return () => {
    const workedMs = performance.now() - sinceMs;
    if (workedMs < TURN_MS) return null;
    return pause(workedMs, undefined, { ref: false }).then(() => {
      sinceMs = performance.now();
    });
  };
}

/** As far as this worker knows it; one that was cancelled, or that another worker goes on with, is not. */
const stillOurs = ({ id, orgId, done }: FirewallDryRun) => ({ id, orgId, done, status: "running" });

interface Batch {
  measured: Partial<Pick<FirewallDryRun, "population" | "total" | "step">>;
  rows: readonly StoredRequest[];
  judged: readonly Judged[];
  now: Date;
}

async function store(run: FirewallDryRun, { measured, rows, judged, now }: Batch): Promise<void> {
  const last = rows.at(-1);
  const isDone = rows.length < BATCH_ROWS;
  const done = run.done + rows.length;
  await withTenant(run, async (tx) => {
    const { count } = await tx.firewallDryRun.updateMany({
      where: stillOurs(run),
      data: {
        ...measured,
        ...{ done, report: judged.reduce(withJudged, reportOf(run)) },
        ...(isDone || last === undefined
          ? { ...ENDED, status: "completed", finishedAt: now, total: done }
          : { dueAt: now, cursorAt: last.createdAt, cursorId: last.requestId }),
      },
    });
    if (count > 0)
      await keepExamples(
        tx,
        run,
        rows.flatMap((row, at) => exampleOf(row, judged[at])),
      );
  });
}

const ENDED = { dueAt: null, cursorAt: null, cursorId: null } as const;

async function end(
  { id, orgId }: FirewallDryRun,
  { now, ...how }: { status: string; error: string; now: Date },
): Promise<void> {
  await withTenant({ orgId }, (tx) =>
    tx.firewallDryRun.updateMany({
      where: { id, orgId, status: "running" },
      data: { ...how, ...ENDED, finishedAt: now },
    }),
  );
}

type Example = StoredRequest & Extract<Judged, { kind: "judged" }>;

function exampleOf(row: StoredRequest, judged: Judged | undefined): Example[] {
  if (judged?.kind !== "judged") return [];
  return isChanged(judged, "recorded") || isChanged(judged, "saved") ? [{ ...row, ...judged }] : [];
}

/** The first few of each way. Their requests are held, so that an erasure finds what is kept of them. */
async function keepExamples(
  tx: Tx,
  { id: dryRunId, orgId, projectId }: FirewallDryRun,
  examples: readonly Example[],
) {
  if (examples.length === 0) return;
  const held = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM requests WHERE org_id = ${orgId} AND id = ANY(${examples.map(({ requestId }) => requestId)}::uuid[])
      AND created_at = ANY(${examples.map(({ createdAt }) => createdAt)}::timestamptz[])
    FOR KEY SHARE SKIP LOCKED`;
  const isHeld = new Set(held.map(({ id }) => id));
  const ways = await tx.firewallDryRunChange.groupBy({
    by: ["recorded", "saved", "draft"],
    where: { orgId, dryRunId },
    _count: true,
  });
  const counts = new Map(
    ways.map(({ _count, recorded, saved, draft }) => [`${recorded} ${saved} ${draft}`, _count]),
  );
  let total = ways.reduce((sum, { _count }) => sum + _count, 0);
  const kept = examples.filter((example) => {
    const count = counts.get(wayName(example)) ?? 0;
    if (
      !isHeld.has(example.requestId) ||
      count >= DRY_RUN_CHANGES_MAX.ofOneWay ||
      total >= DRY_RUN_CHANGES_MAX.ofAll
    )
      return false;
    counts.set(wayName(example), count + 1);
    total += 1;
    return true;
  });
  await tx.firewallDryRunChange.createMany({
    data: kept.map(({ requestId, createdAt, recorded, saved, draft, detectors }) => ({
      ...{ dryRunId, requestId, orgId, projectId, createdAt, recorded, saved, draft },
      differences: detectors.filter((each) => each.draft !== each.recorded || each.draft !== each.saved),
    })),
    skipDuplicates: true,
  });
}

/** Deletes what is older than results are kept. Returns how many runs there were. */
export async function forgetDryRuns(now: Date): Promise<number> {
  const { count } = await systemDb().firewallDryRun.deleteMany({
    where: { createdAt: { lt: new Date(now.getTime() - DRY_RUN_KEPT_DAYS * DAY_MS) } },
  });
  return count;
}
