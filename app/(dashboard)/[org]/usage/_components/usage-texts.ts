import { formatCost, formatCount } from "@/app/_lib/format";
import type { UsageReport } from "@/server/contracts/usage-report";

/** “November 2026”. */
export function monthName(month: string): string {
  const format = { month: "long", year: "numeric", timeZone: "UTC" } as const;
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString("en-US", format);
}

/** The latest first; both ends are among them. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let at = new Date(`${last}-01T00:00:00Z`); ; at.setUTCMonth(at.getUTCMonth() - 1)) {
    const month = at.toISOString().slice(0, 7);
    if (month < first && months.length > 0) return months;
    months.push(month);
    if (month <= first) return months;
  }
}

/** What the plan makes of the requests: what is left, or what happens past it. */
export function quotaNote(report: UsageReport): string {
  if (report.requestsQuota === null) return "as many as your contract says";
  const before = report.total.requests - report.requestsCounted;
  const rest = before > 0 ? `; ${formatCount(before)} from before the plan began do not count` : "";
  return leftOf(report, report.requestsQuota) + rest;
}

function leftOf({ requestsCounted, requestsHardStop }: UsageReport, requestsQuota: number): string {
  const left = requestsQuota - requestsCounted;
  if (left >= 0) return `${formatCount(left)} of ${formatCount(requestsQuota)} left`;
  const over = `${formatCount(-left)} past the included ${formatCount(requestsQuota)}`;
  if (requestsHardStop !== null) return `${over}; stops at ${formatCount(requestsHardStop)}`;
  return over;
}

export function billNote({ projected, planId, billMicroUsd, isTrial }: UsageReport): string {
  if (isTrial) return "nothing in the trial";
  if (planId === "enterprise") return "by contract";
  if (projected === null) return "";
  if (projected.billMicroUsd === billMicroUsd) return "stays so at the pace of the last 7 days";
  const blocks = projected.overageBlocks === 1 ? "1 block" : `${formatCount(projected.overageBlocks)} blocks`;
  return `${formatCost(projected.billMicroUsd)} expected, with ${blocks} past the included requests`;
}
