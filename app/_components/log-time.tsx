"use client";

import { useTimeZone } from "@/app/_charts/use-time-zone";
import { formatExactTime } from "@/app/_ui/time-format";

/** “23 Nov 14:03:07” in the reader's zone, as lists of events need it; the exact UTC time on hover. */
export function LogTime({ date }: { date: Date }) {
  const timeZone = useTimeZone();
  const day = date.toLocaleDateString("en-GB", { day: "2-digit", month: "short", timeZone });
  const clock = date.toLocaleTimeString("en-GB", { hour12: false, timeZone });
  return (
    <time
      dateTime={date.toISOString()}
      title={formatExactTime(date)}
      className="text-xs whitespace-nowrap tabular-nums"
    >
      <span className="text-subtle">{day}</span> <span className="text-default">{clock}</span>
    </time>
  );
}
