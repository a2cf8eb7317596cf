import { shareFairly } from "@/server/core/fair-share";
import { uuidv7TimeMs } from "@/server/core/ids";
import { errorFields, log } from "@/server/core/logger";
import type { ShadowPair } from "@/server/db/generated/client";
import { type Tx, withTenant } from "@/server/db/tenant";
import type { RecordedExchange } from "@/server/evaluation/recorded-exchange";
import { type CallModel, readExchange } from "@/server/modules/evaluations";
import { holdRequest } from "@/server/modules/requests";
import { findJudge, judgePair, type PairJudge, type Preference } from "./judge-pair";
import { claimPair, findSide, type PairSide } from "./shadow-pairs.queries";

/** Pairs at once, of all customers together and of one. */
const PAIRS_MAX = { ofAll: 4, ofOne: 2 } as const;
const TRIES_MAX = 4;
const RETRY_MS = 30_000;

/** Compares what shadows said with what users got, until none waits or it is to stop. Returns how many were looked at. */
export function compareShadows(now: () => Date, callModel: CallModel, signal: AbortSignal): Promise<number> {
  return shareFairly({
    claim: (busyOrgIds) => claimPair(now(), busyOrgIds),
    work: (pair) => compareOne(pair, now, callModel),
    atOnce: PAIRS_MAX.ofAll,
    ofOneAtOnce: PAIRS_MAX.ofOne,
    signal,
  });
}

async function compareOne(pair: ShadowPair, now: () => Date, callModel: CallModel): Promise<number> {
  try {
    const prepared = await withTenant(pair, (tx) => prepare(tx, pair, now()));
    if (prepared.kind === "wait") await postpone(pair, now());
    else if (prepared.kind === "skip")
      await store(pair, { status: "skipped", outcome: prepared.outcome }, now());
    else await conclude(pair, prepared, now, callModel);
  } catch (thrown) {
    // Its lease ends, and it is tried again.
    log.error("a shadow was not compared", {
      orgId: pair.orgId,
      name: pair.requestId,
      ...errorFields(thrown),
    });
  }
  return 1;
}

interface Texts {
  live: RecordedExchange;
  shadow: RecordedExchange;
}

type Prepared =
  | { kind: "wait" }
  | { kind: "skip"; outcome: string }
  | { kind: "pair"; live: PairSide; shadow: PairSide; texts: Texts | null; judge: PairJudge };

/** What says something of us or of the caller, and nothing of the model. */
const OURS: ReadonlySet<string> = new Set(["budget_exhausted", "dependency_unavailable", "rate_limited"]);

async function prepare(tx: Tx, pair: ShadowPair, now: Date): Promise<Prepared> {
  const { orgId, requestId, liveRequestId } = pair;
  if (pair.tries > TRIES_MAX) return { kind: "skip", outcome: "interrupted" };
  const shadow = await findSide(tx, orgId, requestId);
  if (shadow === null) return { kind: "skip", outcome: "erased" };
  if (shadow.status === "client_closed") return { kind: "skip", outcome: "called_off" };
  if (OURS.has(shadow.errorCode ?? "")) return { kind: "skip", outcome: "not_asked" };
  const live = await findSide(tx, orgId, liveRequestId);
  if (live === null)
    return pair.tries < TRIES_MAX ? { kind: "wait" } : { kind: "skip", outcome: "not_stored" };
  if (live.status === "client_closed") return { kind: "skip", outcome: "called_off" };
  const at = (id: string) => ({ orgId, requestId: id, createdAt: new Date(uuidv7TimeMs(id)) });
  const [said, answered] = [await readExchange(tx, at(requestId)), await readExchange(tx, at(liveRequestId))];
  const texts = said === null || answered === null ? null : { shadow: said, live: answered };
  return { kind: "pair", live, shadow, texts, judge: await findJudge(tx, pair, now) };
}

async function conclude(
  pair: ShadowPair,
  { live, shadow, texts, judge }: Extract<Prepared, { kind: "pair" }>,
  now: () => Date,
  callModel: CallModel,
): Promise<void> {
  const [liveOk, shadowOk] = [live.status === "ok" && live.fallbackIndex === 0, shadow.status === "ok"];
  // Where the first choice failed, what the user got is another model's answer.
  const isComparable = liveOk && shadowOk && texts !== null;
  const quality: Preference = isComparable
    ? await judgePair(callModel, { pair, judge, live, shadow, texts })
    : {
        preference: null,
        outcome: texts === null ? "no_texts" : "no_answer",
        decidedBy: null,
        judgeCostMicroUsd: 0,
      };
  await store(
    pair,
    {
      ...{ status: "done", liveOk, shadowOk, ...quality },
      ...{ liveLatencyMs: live.latencyMs, shadowLatencyMs: shadow.latencyMs },
      ...{ liveCostMicroUsd: live.costMicroUsd, shadowCostMicroUsd: shadow.costMicroUsd },
    },
    now(),
  );
}

async function postpone({ orgId, requestId }: ShadowPair, now: Date): Promise<void> {
  const dueAt = new Date(now.getTime() + RETRY_MS);
  await withTenant({ orgId }, (tx) =>
    tx.shadowPair.updateMany({ where: { orgId, requestId }, data: { dueAt } }),
  );
}

async function store(pair: ShadowPair, result: Partial<ShadowPair>, now: Date): Promise<void> {
  const { orgId, requestId, createdAt } = pair;
  await withTenant({ orgId }, async (tx) => {
    // Erased meanwhile: then nothing is to be kept of it.
    if (!(await holdRequest(tx, { orgId, requestId, createdAt }))) {
      await tx.shadowPair.deleteMany({ where: { orgId, requestId } });
      return;
    }
    await tx.shadowPair.updateMany({
      where: { orgId, requestId, status: "pending" },
      data: { outcome: null, ...result, dueAt: null, comparedAt: now },
    });
  });
}
