import type { PlanId } from "@/server/contracts/plans";
import { writeAudit } from "@/server/core/audit";
import type { Ctx } from "@/server/core/context";
import { newId, uuidv7 } from "@/server/core/ids";
import type { Tx } from "@/server/db/tenant";
import { type DailySum, type Epoch, findEpochs } from "@/server/routing/learner/epochs";
import { LEARNER_CONFIG } from "@/server/routing/learner/learner-types";
import { pooledName } from "./pooled-name";
import { dailySums, type SumOfDay } from "./watch-models.queries";
import { SignalName } from "./weigh-rows";

interface StoredEpoch {
  /** Null: found in what all who learn together say. */
  orgId: string | null;
  provider: string;
  model: string;
  sinceDay: Date;
  direction: string;
}

const DAY_MS = 86_400_000;
const ORGS_TOLD_MAX = 10_000;

/**
 * Finds out from the sums which models have changed without anybody saying so, for all who learn together and for each
 * organisation by its own scores, and tells those concerned once. What holds is a function of the sums: where they say
 * so no more, as after an organisation has left, it is as if it had never been. Returns how many are new.
 */
export async function watchModels(tx: Tx, now: Date): Promise<number> {
  const sums = await dailySums(tx, now);
  const found = [...sharedEpochs(sums), ...ownEpochs(sums)];
  const before = await storedEpochs(tx);
  const known = new Map(before.map((epoch) => [keyOf(epoch), epoch]));
  const fresh = found.filter((epoch) => known.get(keyOf(epoch))?.direction !== epoch.direction);
  await store(tx, found, before, now);
  for (const epoch of fresh) await tell(tx, epoch, now);
  return fresh.length;
}

function sharedEpochs(sums: readonly SumOfDay[]): StoredEpoch[] {
  const taught = sums.filter(({ is_shared, teaches }) => is_shared && teaches);
  return stored(null, taught, findEpochs(taught.map(asDailySum), LEARNER_CONFIG.groupsMin));
}

function ownEpochs(sums: readonly SumOfDay[]): StoredEpoch[] {
  const byOrg = new Map<string, SumOfDay[]>();
  for (const row of sums) {
    const own = byOrg.get(row.org_id);
    if (own === undefined) byOrg.set(row.org_id, [row]);
    else own.push(row);
  }
  return [...byOrg].flatMap(([orgId, own]) => stored(orgId, own, findEpochs(own.map(asDailySum), 1)));
}

function asDailySum(row: SumOfDay): DailySum {
  const { org_id: groupId, project_id: projectId, category, day, weight, score } = row;
  const signal = SignalName.parse(row.signal);
  const scale = { n: weight / 1e6, s: score / 1e6 };
  return { groupId, projectId, category, model: pooledName(row.provider, row.model), signal, day, ...scale };
}

/** An epoch holds for every name under which its model is called. */
function stored(orgId: string | null, sums: readonly SumOfDay[], epochs: readonly Epoch[]): StoredEpoch[] {
  const names = new Map(sums.map(({ provider, model }) => [`${provider}/${model}`, { provider, model }]));
  return epochs.flatMap(({ model, sinceDay, direction }) =>
    [...names.values()]
      .filter((name) => pooledName(name.provider, name.model) === model)
      .map((name) => ({ orgId, ...name, sinceDay: new Date(sinceDay * DAY_MS), direction })),
  );
}

async function storedEpochs(tx: Tx): Promise<StoredEpoch[]> {
  const fields = { provider: true, model: true, sinceDay: true, direction: true } as const;
  const shared = await tx.learningSharedEpoch.findMany({ select: fields });
  const own = await tx.learningOwnEpoch.findMany({ select: { ...fields, orgId: true } });
  return [...shared.map((row) => ({ ...row, orgId: null })), ...own];
}

const keyOf = ({ orgId, provider, model }: StoredEpoch): string => `${orgId ?? ""}\n${provider}\n${model}`;

async function store(
  tx: Tx,
  found: readonly StoredEpoch[],
  before: readonly StoredEpoch[],
  now: Date,
): Promise<void> {
  const holds = new Set(found.map(keyOf));
  for (const { orgId, provider, model } of before.filter((epoch) => !holds.has(keyOf(epoch)))) {
    if (orgId === null) await tx.learningSharedEpoch.deleteMany({ where: { provider, model } });
    else await tx.learningOwnEpoch.deleteMany({ where: { orgId, provider, model } });
  }
  for (const { orgId, ...epoch } of found) {
    const { provider, model, sinceDay, direction } = epoch;
    const [create, update] = [
      { ...epoch, foundAt: now },
      { sinceDay, direction },
    ];
    if (orgId === null) {
      const where = { provider_model: { provider, model } };
      await tx.learningSharedEpoch.upsert({ where, create, update });
    } else {
      const where = { orgId_provider_model: { orgId, provider, model } };
      await tx.learningOwnEpoch.upsert({ where, create: { ...create, orgId }, update });
    }
  }
}

/** Whoever's own scores say so; else everybody who learns together and has the model on a route. */
async function tell(tx: Tx, epoch: StoredEpoch, now: Date): Promise<void> {
  const { orgId, provider, model, sinceDay, direction } = epoch;
  const facts = { provider, model, since: sinceDay.toISOString().slice(0, 10), direction };
  const told = orgId === null ? await orgsWith(tx, provider, model) : [orgId];
  for (const id of told) {
    const changes = { ...facts, found_in: orgId === null ? "shared" : "own" };
    await writeAudit(tx, jobCtx(id, now), {
      action: "model.changed",
      targetKind: "model",
      targetId: `${provider}/${model}`,
      changes,
    });
    await tx.outboxMessage.create({
      data: { id: newId("out"), orgId: id, topic: "model.changed", payload: changes },
      select: { id: true },
    });
  }
}

async function orgsWith(tx: Tx, provider: string, model: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ org_id: string }[]>`
    SELECT DISTINCT c.org_id FROM route_candidates c
    JOIN organizations o ON o.org_id = c.org_id AND o.learning_mode = 'shared'
    WHERE c.provider = ${provider} AND c.model = ${model} AND c.is_enabled ORDER BY 1 LIMIT ${ORGS_TOLD_MAX}`;
  return rows.map((row) => row.org_id);
}

function jobCtx(orgId: string, now: Date): Ctx {
  const planId: PlanId = "enterprise";
  const actor = { kind: "job", name: "watch-models" } as const;
  return { orgId, planId, actor, requestId: uuidv7(), address: null, now: () => now };
}
