import { PLANS } from "@/server/contracts/plans";
import { RANGE_PRESETS, type RangePreset } from "@/server/contracts/requests";
import type { Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";

export interface DecisionWindow {
  from: Date;
  to: Date;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Clocks differ, and whoever asks for the last seven days asks a moment later. */
const TOLERANCE_MS = 60_000;

/** The time within which the plan shows decisions. */
export function decisionWindow(ctx: Ctx): DecisionWindow {
  const now = ctx.now();
  const days = PLANS[ctx.planId].decisionDays;
  return { from: new Date(now.getTime() - days * DAY_MS - TOLERANCE_MS), to: now };
}

/** A range that was asked for, within what the plan shows; a longer one is refused rather than cut. */
export function windowWithin(
  ctx: Ctx,
  range: { range?: RangePreset | undefined; from?: string | undefined; to?: string | undefined },
): DecisionWindow {
  const whole = decisionWindow(ctx);
  if (range.range !== undefined) {
    const fromMs = whole.to.getTime() - RANGE_PRESETS[range.range] * MINUTE_MS;
    return {
      from: new Date(Math.max(fromMs, whole.from.getTime())),
      to: new Date(whole.to.getTime() + TOLERANCE_MS),
    };
  }
  if (range.from === undefined || range.to === undefined)
    return { from: whole.from, to: new Date(whole.to.getTime() + TOLERANCE_MS) };
  const [from, to] = [new Date(range.from), endOf(range.to)];
  if (from > to) throw badRange("“from” must not be after “to”.");
  const { name, decisionDays } = PLANS[ctx.planId];
  if (to.getTime() - from.getTime() > decisionDays * DAY_MS + TOLERANCE_MS)
    throw badRange(`The ${name} plan shows ${decisionDays} days of decisions at a time.`);
  return { from: new Date(Math.max(from.getTime(), whole.from.getTime())), to };
}

/** A day reaches to its last moment. */
function endOf(text: string): Date {
  return new Date(text.length === 10 ? `${text}T23:59:59.999Z` : text);
}

function badRange(userMessage: string): AppError {
  return new AppError("invalid_request", "bad range", { userMessage, param: "from" });
}
