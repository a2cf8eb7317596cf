"use client";

import { useSyncExternalStore } from "react";
import { cn } from "./cn";
import { formatExactTime, formatRelativeTime } from "./time-format";

const TICK_MS = 10_000;

function subscribe(onTick: () => void): () => void {
  const timer = setInterval(onTick, TICK_MS);
  return () => clearInterval(timer);
}

const currentTick = () => Math.floor(Date.now() / TICK_MS);
// The server cannot know the reader's clock or zone, so the first paint shows the exact UTC time.
const serverTick = () => null;

/** “4 min ago”, kept fresh; the exact time on hover and for machines. */
export function RelativeTime({ date, className }: { date: Date; className?: string }) {
  const tick = useSyncExternalStore(subscribe, currentTick, serverTick);
  return (
    <time
      dateTime={date.toISOString()}
      title={formatExactTime(date)}
      className={cn("whitespace-nowrap tabular-nums", className)}
    >
      {tick === null
        ? date.toISOString().slice(0, 16).replace("T", " ")
        : formatRelativeTime(date, new Date())}
    </time>
  );
}
