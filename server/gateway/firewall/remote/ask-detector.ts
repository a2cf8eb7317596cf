import { REMOTE_PIECES_MAX, type RemoteOutcome } from "@/server/contracts/remote-detector";
import { errorFields, log } from "@/server/core/logger";
import { joinVerdicts, type RemoteVerdict, readRemoteVerdict, UNFLAGGED } from "@/server/firewall";
import type { OrgConfig, RemoteDetectorConfig } from "@/server/modules/gateway-config";
import { type Price, priceUsage } from "@/server/pricing/price";
import type { TokenUsage } from "@/server/pricing/token-usage";
import { ownObject, parseObject } from "../../json-value";
import type { SettleAside } from "../../limits/reserve-aside";
import type { Presence } from "../../presence";
import { ownPrice } from "../../pricing/own-price";
import { readUsage } from "../../providers/read-usage";
import type { Breakers } from "../../reliability/breakers";
import type { CallReport } from "../../reliability/circuit";
import { pricedModel } from "../../stages/connected-models";
import type { Hop } from "../../stages/plan-route";
import { addPrices } from "../../stages/settle";
import { type CallResult, UpstreamCall } from "../../upstream/upstream-call";
import type { UpstreamPools } from "../../upstream/upstream-pools";
import type { Watchdog } from "../../upstream/watchdog";
import { type DetectorCalls, detectorCalls, type RemoteQuestion, VERDICT_TOKENS_MAX } from "./detector-calls";

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
  /** Null where a budget has no room for it. */
  reserve(amountMicroUsd: number): Promise<SettleAside | null>;
  /** Called with what a model was used for; a model of the customer's is paid by them. */
  onUsed(used: DetectorUse): void;
}

/** What all calls about one text have used together. */
export interface DetectorUse {
  hop: Hop;
  usage: TokenUsage;
  price: Price | null;
}

export interface RemoteAnswer {
  /** `cancelled`: nobody waits for it any more. */
  outcome: RemoteOutcome | "cancelled";
  verdict: RemoteVerdict;
  durationMs: number;
  costMicroUsd: number | null;
  /** Why there is no verdict, where that is known: an HTTP status, or the code of a network error. */
  reason: string | null;
}

type Ended = Omit<RemoteAnswer, "durationMs">;
type EndedCall = Ended & { usage: TokenUsage | null };

const ANSWER_BYTES_MAX = 64 * 1_024;
const CANCELLED = "the client left";

/** Asks the project's remote detector, in the time that it has. Never rejects. */
export const askDetector = (deps: AskDeps, ask: AskFor): Promise<RemoteAnswer> =>
  timed(ask, () => askOnce(deps, ask));

/** The same for a trial, which neither heeds the circuit breaker nor tells it anything. Never rejects. */
export const askForTrial = (deps: AskDeps, ask: AskFor): Promise<RemoteAnswer> =>
  timed(ask, () => askNow(deps, ask));

async function timed(ask: AskFor, work: () => Promise<Ended>): Promise<RemoteAnswer> {
  const sinceMs = performance.now();
  const ended = await work().catch((thrown: unknown): Ended => {
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
  const circuit = `detector ${org.orgId} ${question.projectId} ${detector.version}`;
  if (deps.breakers.blocked(circuit) !== null) return failed("paused");
  const permit = deps.breakers.enter(circuit);
  let report: CallReport = { kind: "unknown" };
  try {
    const ended = await askNow(deps, ask);
    // What was not sent says nothing of who would have got it.
    if (!UNSENT.has(ended.outcome)) report = { kind: ended.outcome === "ok" ? "ok" : "failed" };
    return ended;
  } catch (thrown) {
    report = { kind: "failed" };
    throw thrown;
  } finally {
    permit.report(report);
  }
}

const UNSENT: ReadonlySet<RemoteAnswer["outcome"]> = new Set([
  ...(["cancelled", "too_long", "not_connected", "no_budget"] as const),
]);

async function askNow(deps: AskDeps, ask: AskFor): Promise<Ended> {
  const { detector, question, org } = ask;
  if (question.pieces.length > REMOTE_PIECES_MAX) return failed("too_long");
  const calls = await detectorCalls(deps.pools, org, detector, question);
  if (calls === null) return failed("not_connected");
  const settle = await ask.reserve(costAtMost(org, calls, question));
  if (settle === null) return failed("no_budget");
  const ended = await send(deps, ask, calls).catch((thrown: unknown) => {
    settle(0);
    throw thrown;
  });
  settle(ended.costMicroUsd ?? 0);
  return ended;
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
    const all = results.map((result) => ended(result, kind, hop));
    const use = hop === null ? null : usedBy(ask.org, hop, all);
    if (use !== null) ask.onUsed(use);
    return { ...judge(all), costMicroUsd: use?.price?.costMicroUsd ?? null };
  } finally {
    clearTimeout(timer);
    ask.presence.unlisten(leave);
  }
}

function judge(all: readonly EndedCall[]): Pick<Ended, "outcome" | "verdict" | "reason"> {
  const verdict = joinVerdicts(all.map((each) => each.verdict));
  const lame = all.find(({ outcome }) => outcome !== "ok");
  const outcome = verdict.isFlagged || lame === undefined ? "ok" : lame.outcome;
  return { outcome, verdict, reason: outcome === "ok" ? null : (lame?.reason ?? null) };
}

function ended(
  result: CallResult,
  kind: RemoteDetectorConfig["settings"]["kind"],
  hop: Hop | null,
): EndedCall {
  if (result.kind === "failure") {
    const { outcome } = result.failure;
    if (outcome === "client_closed") return failed("cancelled");
    if (outcome === "timeout" || outcome === "invalid_response")
      return failed(outcome === "timeout" ? "timeout" : "unreadable");
    return failed("unreachable", codeIn(result.failure.message));
  }
  // A redirect is not followed: it may lead where nobody has looked.
  if (result.head.status < 200 || result.head.status > 299)
    return failed("refused", String(result.head.status));
  const text = result.body.toString();
  const verdict = readRemoteVerdict(kind, text);
  const usage = hop === null ? null : readUsage(hop.provider, ownObject(parseObject(text) ?? {}, "usage"));
  return verdict === null
    ? { ...failed("unreadable"), usage }
    : { outcome: "ok", verdict, costMicroUsd: null, reason: null, usage };
}

/** Null where no call has told what it used. */
function usedBy(org: OrgConfig, hop: Hop, calls: readonly EndedCall[]): DetectorUse | null {
  const told = calls.flatMap(({ usage }) => usage ?? []);
  if (told.length === 0) return null;
  const sum = (of: (usage: TokenUsage) => number | null): number | null =>
    told.reduce<number | null>((total, usage) => addKnown(total, of(usage)), 0);
  const usage = {
    inputTokens: sum((each) => each.inputTokens),
    outputTokens: sum((each) => each.outputTokens),
    cachedInputTokens: sum((each) => each.cachedInputTokens ?? 0),
    cacheWriteTokens: sum((each) => each.cacheWriteTokens ?? 0),
    reasoningTokens: sum((each) => each.reasoningTokens ?? 0),
  };
  const prices = told.map((each) => priceOf(org, hop, each));
  const price = prices.reduce((total, each) =>
    total === null || each === null ? null : addPrices(total, each),
  );
  return { hop, usage, price };
}

const addKnown = (left: number | null, right: number | null): number | null =>
  left === null || right === null ? null : left + right;

/** The most that asking may cost: every piece, what an answer was given to, and a verdict for each. */
function costAtMost(org: OrgConfig, { hop, requests }: DetectorCalls, question: RemoteQuestion): number {
  if (hop === null) return 0;
  const asked = Buffer.byteLength(question.asked) * requests.length;
  const text = question.pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), asked);
  const price = priceOf(org, hop, {
    inputTokens: Math.ceil(text / BYTES_PER_TOKEN),
    outputTokens: VERDICT_TOKENS_MAX * requests.length,
    ...{ cachedInputTokens: null, cacheWriteTokens: null, reasoningTokens: null },
  });
  return price?.costMicroUsd ?? 0;
}

const BYTES_PER_TOKEN = 4;

function priceOf(org: OrgConfig, hop: Hop, usage: TokenUsage): Price | null {
  const { provider, model } = hop;
  const own = ownPrice(org, provider.id, model);
  return priceUsage({ provider: provider.id, model, listName: pricedModel(hop), usage, at: new Date(), own });
}

/** Codes such as `ECONNREFUSED`; other words may be anybody's. */
const codeIn = (message: string): string | null => (/^[A-Z][A-Z0-9_]{2,60}$/.test(message) ? message : null);

function failed(outcome: Exclude<RemoteAnswer["outcome"], "ok">, reason: string | null = null): EndedCall {
  return { outcome, verdict: UNFLAGGED, costMicroUsd: null, reason, usage: null };
}
