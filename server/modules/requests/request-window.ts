import { PLANS, type Plan } from "@/server/contracts/plans";
import { RANGE_PRESETS, type RequestRange } from "@/server/contracts/requests";
import type { Ctx } from "@/server/core/context";

export interface RequestWindow {
  from: Date;
  to: Date;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const BUCKET_STEPS_MS = [
  ...[1, 5, 10, 15, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 7, 14, 30].map((days) => days * DAY_MS),
];

/** A range as two instants, not reaching back further than the plan keeps metadata. */
export function resolveWindow(ctx: Ctx, range: RequestRange): RequestWindow {
  const now = ctx.now();
  const oldest = oldestMetadata(ctx);
  if (typeof range !== "string") {
    return { from: laterOf(range.from, oldest), to: laterOf(range.to, oldest) };
  }
  const from = new Date(now.getTime() - RANGE_PRESETS[range] * MINUTE_MS);
  return { from: laterOf(from, oldest), to: now };
}

/** The window of the same length that ends where this one starts; null when retention cuts it off. */
export function previousWindow(ctx: Ctx, window: RequestWindow): RequestWindow | null {
  const from = new Date(2 * window.from.getTime() - window.to.getTime());
  return from < oldestMetadata(ctx) ? null : { from, to: window.from };
}

/** The smallest round bucket that cuts the window into at most `bucketsMax` parts. */
export function bucketMsFor(window: RequestWindow, bucketsMax: number): number {
  const lengthMs = window.to.getTime() - window.from.getTime();
  const step = BUCKET_STEPS_MS.find((stepMs) => lengthMs / stepMs <= bucketsMax);
  return step ?? Math.ceil(lengthMs / bucketsMax / DAY_MS) * DAY_MS;
}

export function oldestMetadata(ctx: Ctx): Date {
  return daysAgo(ctx, planOf(ctx).retentionDays.metadata);
}

export function oldestBody(ctx: Ctx): Date {
  return daysAgo(ctx, planOf(ctx).retentionDays.bodies);
}

function planOf(ctx: Ctx): Plan {
  return PLANS[ctx.planId];
}

function daysAgo(ctx: Ctx, days: number): Date {
  return new Date(ctx.now().getTime() - days * DAY_MS);
}

export function laterOf(left: Date, right: Date): Date {
  return left > right ? left : right;
}
