"use client";

import { useMemo } from "react";
import { REQUEST_STATUS_LOOK } from "@/app/_components/request-status";
import type { PreparedHistogram } from "./prepare-histogram";
import { StackedBars, type StackedBarsProps } from "./stacked-bars";

export interface RequestHistogramProps extends Pick<StackedBarsProps, "onSelect" | "className"> {
  histogram: PreparedHistogram;
}

/** Bars of requests over time, stacked by status. */
export function RequestHistogram({ histogram: { bars, ticks }, ...rest }: RequestHistogramProps) {
  const drawn = useMemo(
    () =>
      bars.map((bar) => ({
        ...bar,
        segments: bar.segments.map(({ status, ...segment }) => {
          const { label, fill } = REQUEST_STATUS_LOOK[status];
          return { ...segment, key: status, label, fill };
        }),
      })),
    [bars],
  );
  return (
    <StackedBars
      {...rest}
      bars={drawn}
      ticks={ticks}
      label="Requests over time. Enter zooms into a bar."
      things="requests"
    />
  );
}
