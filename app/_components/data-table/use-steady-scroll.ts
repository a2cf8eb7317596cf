"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";

interface SteadyScrollInput {
  scroller: RefObject<HTMLElement | null>;
  rows: readonly { id: string }[];
  rowHeightPx: number;
}

/** Keeps what is being read in place when rows arrive above it; at the top they push down, where they are seen. */
export function useSteadyScroll({ scroller, rows, rowHeightPx }: SteadyScrollInput): void {
  const firstId = useRef<string | undefined>(undefined);
  // The scroll position is the outside system; it must move in the same frame as the rows.
  useLayoutEffect(() => {
    const previous = firstId.current;
    firstId.current = rows[0]?.id;
    const box = scroller.current;
    if (previous === undefined || box === null || box.scrollTop === 0) return;
    const added = rows.findIndex((row) => row.id === previous);
    if (added > 0) box.scrollTop += added * rowHeightPx;
  }, [rows, scroller, rowHeightPx]);
}
