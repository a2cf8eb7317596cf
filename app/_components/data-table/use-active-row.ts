"use client";

import { useState } from "react";

interface ActiveRowInput {
  count: number;
  /** The row whose details are open, or -1; moving starts from it. */
  openIndex: number;
  /** Scrolls a row into view, so that it exists and can take the focus. */
  onShow: (index: number) => void;
}

/** The row that the keyboard is on. A move asks for the focus; the row reports when it has it. */
export function useActiveRow({ count, openIndex, onShow }: ActiveRowInput) {
  const [activeIndex, setActiveIndex] = useState<number | null>(null);
  const [focusIndex, setFocusIndex] = useState<number | null>(null);
  return {
    focusIndex,
    move(step: 1 | -1) {
      if (count === 0) return;
      const current = activeIndex ?? (openIndex >= 0 ? openIndex : null);
      const next = current === null ? 0 : Math.min(Math.max(current + step, 0), count - 1);
      onShow(next);
      setActiveIndex(next);
      setFocusIndex(next);
    },
    settle(index: number) {
      setActiveIndex(index);
      setFocusIndex(null);
    },
  };
}
