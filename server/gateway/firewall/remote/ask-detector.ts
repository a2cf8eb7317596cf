import { REMOTE_PIECES_MAX, type RemoteOutcome } from "@/server/contracts/remote-detector";
import { errorFields, log } from "@/server/core/logger";
import { joinVerdicts, type RemoteVerdict, readRemoteVerdict, UNFLAGGED } from "@/server/firewall";
import type { OrgConfig, RemoteDetectorConfig } from "@/server/modules/gateway-config";
import { priceUsage } from "@/server/pricing/price";
import { ownObject, parseObject } from "../../json-value";
import type { Presence } from "../../presence";
import { ownPrice } from "../../pricing/own-price";
import { readUsage } from "../../providers/read-usage";
import type { Breakers } from "../../reliability/breakers";
import type { CallReport } from "../../reliability/circuit";
import { pricedModel } from "../../stages/connected-models";
import type { Hop } from "../../stages/plan-route";
import { type CallResult, UpstreamCall } from "../../upstream/upstream-call";
import type { UpstreamPools } from "../../upstream/upstream-pools";
import type { Watchdog } from "../../upstream/watchdog";
import { type DetectorCalls, detectorCalls, type RemoteQuestion } from "./detector-calls";

export interface AskDeps {
  pools: UpstreamPools;
  watchdog: Watchdog;
  breakers: Breakers;
}

export interface AskFor {
  org: OrgConfig;
  detector: RemoteDetectorConfig;
  question: RemoteQuestion;
  presence: Presence;
  /** Whether a client that leaves ends the asking as well. */
  mayCancel(): boolean;
}

export interface RemoteAnswer {
  /** `cancelled`: nobody waits for it any more. */
  outcome: RemoteOutcome | "cancelled";
  verdict: RemoteVerdict;
  durationMs: number;
  costMicroUsd: number | null;
}

type Ended = Pick<RemoteAnswer, "outcome" | "verdict" | "costMicroUsd">;

const ANSWER_BYTES_MAX = 64 * 1_024;
const CANCELLED = "the client left";

/** Asks the project's remote detector, in the time that it has. Never rejects. */
export async function askDetector(deps: AskDeps, ask: AskFor): Promise<RemoteAnswer> {
  const sinceMs = performance.now();
  const ended = await askOnce(deps, ask).catch((thrown: unknown): Ended => {
    log.error("the remote detector could not be asked", {
      requestId: ask.question.requestId,
      ...errorFields(thrown),
    });
    return failed("unreachable");
  });
  return { ...ended, durationMs: Math.round(performance.now() - sinceMs) };
}

async function askOnce(deps: AskDeps, ask: AskFor): Promise<Ended> {
  const { detector, question, org } = ask;
  if (question.pieces.length > REMOTE_PIECES_MAX) return failed("too_long");
  const circuit = `detector ${org.orgId} ${question.projectId} ${detector.version}`;
  if (deps.breakers.blocked(circuit) !== null) return failed("paused");
  const permit = deps.breakers.enter(circuit);
  let report: CallReport = { kind: "unknown" };
  try {
    const calls = await detectorCalls(deps.pools, org, detector, question);
    if (calls === null) return failed("not_connected");
    const ended = await send(deps, ask, calls);
    if (ended.outcome !== "cancelled") report = { kind: ended.outcome === "ok" ? "ok" : "failed" };
    return ended;
  } catch (thrown) {
    report = { kind: "failed" };
    throw thrown;
  } finally {
    permit.report(report);
  }
}

/** All calls share one time; the first that fails, with none flagged, says how it ended. */
async function send(deps: AskDeps, ask: AskFor, { requests, hop }: DetectorCalls): Promise<Ended> {
  const { timeoutMs, kind } = ask.detector.settings;
  // The watchdog looks a few times a second only: what ends these calls is the timer below.
  const late = timeoutMs + 2_000;
  const timeouts = {
    ...{ connectMs: late, headersMs: late, firstContentMs: late },
    ...{ idleMs: late, totalMs: late, answerMs: late },
  };
  const calls = requests.map(
    (request) =>
      new UpstreamCall({
        request,
        timeouts,
        watchdog: deps.watchdog,
        openStream: null,
        answerBytesMax: ANSWER_BYTES_MAX,
      }),
  );
  const timer = setTimeout(() => {
    for (const call of calls) call.stop({ outcome: "timeout", message: "no verdict in time" });
  }, timeoutMs);
  const leave = (): void => {
    if (!ask.mayCancel()) return;
    for (const call of calls) call.stop({ outcome: "client_closed", message: CANCELLED });
  };
  ask.presence.listen(leave);
  if (ask.presence.isGone) leave();
  try {
    const results = await Promise.all(calls.map((call) => call.start().result));
    return judge(results.map((result) => ended(result, kind, { org: ask.org, hop })));
  } finally {
    clearTimeout(timer);
    ask.presence.unlisten(leave);
  }
}

function judge(all: readonly Ended[]): Ended {
  const verdict = joinVerdicts(all.map((each) => each.verdict));
  const costs = all.flatMap(({ costMicroUsd }) => costMicroUsd ?? []);
  const costMicroUsd = costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0);
  const lame = all.find(({ outcome }) => outcome !== "ok");
  const outcome = verdict.isFlagged || lame === undefined ? "ok" : lame.outcome;
  return { outcome, verdict, costMicroUsd };
}

function ended(
  result: CallResult,
  kind: RemoteDetectorConfig["settings"]["kind"],
  { org, hop }: { org: OrgConfig; hop: Hop | null },
): Ended {
  if (result.kind === "failure") {
    const { outcome } = result.failure;
    if (outcome === "client_closed") return failed("cancelled");
    if (outcome === "timeout" || outcome === "invalid_response")
      return failed(outcome === "timeout" ? "timeout" : "unreadable");
    return failed("unreachable");
  }
  // A redirect is not followed: it may lead where nobody has looked.
  if (result.head.status < 200 || result.head.status > 299) return failed("refused");
  const text = result.body.toString();
  const verdict = readRemoteVerdict(kind, text);
  const costMicroUsd = hop === null ? null : costOf(org, hop, text);
  return verdict === null
    ? { ...failed("unreadable"), costMicroUsd }
    : { outcome: "ok", verdict, costMicroUsd };
}

function costOf(org: OrgConfig, hop: Hop, answer: string): number | null {
  const { provider, model } = hop;
  const usage = readUsage(provider, ownObject(parseObject(answer) ?? {}, "usage"));
  if (usage === null) return null;
  const own = ownPrice(org, provider.id, model);
  const price = priceUsage({
    provider: provider.id,
    model,
    listName: pricedModel(hop),
    usage,
    at: new Date(),
    own,
  });
  return price?.costMicroUsd ?? null;
}

function failed(outcome: Exclude<RemoteAnswer["outcome"], "ok">): Ended {
  return { outcome, verdict: UNFLAGGED, costMicroUsd: null };
}
