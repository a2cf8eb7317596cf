import type { Attempt, RequestDetail } from "@/server/contracts/requests";

export interface WaterfallBar {
  id: string;
  label: string;
  detail: string | null;
  tone: "gateway" | "ok" | "failed" | "skipped";
  startMs: number;
  durationMs: number;
  /** Left edge and width, 0 … 1. */
  left: number;
  width: number;
}

export interface Waterfall {
  bars: WaterfallBar[];
  /** Where the first token came, 0 … 1. */
  firstToken: number | null;
  totalMs: number;
}

const STAGE_LABELS: Readonly<Record<string, string>> = {
  auth: "Check key",
  body: "Read body",
  cache: "Look into the cache",
  embed: "Compare the question",
  route: "Choose route",
  settle: "Settle and record",
};
/** Models that were not called, and why. */
const PASSED_OVER: Readonly<Record<string, string>> = {
  breaker_open: "Passed over: most of its recent calls failed",
  cooling_down: "Passed over: the provider asked for a pause",
  window_too_small: "Passed over: its context window is no larger",
  hedge_lost: "Called off: another model answered first",
  blocked: "Ended by the firewall",
};
const BEFORE_UPSTREAM = ["auth", "body", "cache", "embed", "route"];
/** A bar that took almost nothing is still seen. */
const WIDTH_MIN = 0.004;

type WaterfallFacts = Pick<RequestDetail, "attempts" | "stages" | "latencyMs" | "ttftMs">;

/** Gateway stages and upstream attempts on one time line. */
export function prepareWaterfall({ attempts, stages, latencyMs, ttftMs }: WaterfallFacts): Waterfall {
  const ends = attempts.map((attempt) => (attempt.startedMs ?? 0) + (attempt.durationMs ?? 0));
  const totalMs = Math.max(latencyMs, ttftMs ?? 0, ...ends, 1);
  const bars: WaterfallBar[] = [];
  const add = (bar: Omit<WaterfallBar, "left" | "width">) => {
    const left = Math.min(bar.startMs / totalMs, 1 - WIDTH_MIN);
    bars.push({ ...bar, left, width: Math.min(Math.max(bar.durationMs / totalMs, WIDTH_MIN), 1 - left) });
  };
  let clockMs = 0;
  for (const stage of stages.filter(({ name }) => BEFORE_UPSTREAM.includes(name))) {
    add(stageBar(stage, clockMs));
    clockMs += stage.durationUs / 1_000;
  }
  for (const [index, attempt] of attempts.entries()) add(attemptBar(attempt, index, clockMs));
  const settle = stages.find(({ name }) => name === "settle");
  if (settle) add(stageBar(settle, Math.max(0, totalMs - settle.durationUs / 1_000)));
  return { bars, firstToken: ttftMs === null ? null : Math.min(ttftMs / totalMs, 1), totalMs };
}

function stageBar(
  { name, durationUs }: RequestDetail["stages"][number],
  startMs: number,
): Omit<WaterfallBar, "left" | "width"> {
  return {
    id: `stage-${name}`,
    label: STAGE_LABELS[name] ?? name,
    detail: null,
    tone: "gateway",
    startMs,
    durationMs: durationUs / 1_000,
  };
}

function attemptBar(
  attempt: Attempt,
  index: number,
  fallbackStartMs: number,
): Omit<WaterfallBar, "left" | "width"> {
  const model = [attempt.provider, attempt.model].filter((part) => part !== null).join("/");
  const isOk = attempt.outcome === "ok";
  const passedOver = PASSED_OVER[attempt.outcome] ?? null;
  const status = attempt.status === null ? null : `HTTP ${attempt.status}`;
  // The status says what "http_error" says.
  const outcome =
    status !== null && attempt.outcome === "http_error" ? null : attempt.outcome.replaceAll("_", " ");
  const reasons = [status, outcome, attempt.error];
  const hedge = attempt.isHedge ? "Hedge: asked while the one before was still silent" : null;
  return {
    id: `attempt-${index}`,
    label: model || `Attempt ${index + 1}`,
    detail: isOk
      ? (hedge ?? status)
      : (passedOver ?? [...new Set(reasons.filter((reason) => reason !== null))].join(" · ")),
    tone: isOk ? "ok" : passedOver === null ? "failed" : "skipped",
    startMs: attempt.startedMs ?? fallbackStartMs,
    durationMs: attempt.durationMs ?? 0,
  };
}
