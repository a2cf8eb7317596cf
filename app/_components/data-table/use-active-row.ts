"use client";

import { useState } from "react";

interface ActiveRowInput {
  rows: readonly { id: string }[];
  /** The row whose details are open; moving starts from it. */
  openId: string | null;
  /** Scrolls a row into view, so that it exists and can take the focus. */
  onShow: (index: number) => void;
}

/** The row that the keyboard is on, by id, as new rows shift the others. A move asks for the focus; the row reports it. */
export function useActiveRow({ rows, openId, onShow }: ActiveRowInput) {
  const [activeId, setActiveId] = useState<string | null>(null);
  const [focusId, setFocusId] = useState<string | null>(null);
  return {
    activeId,
    focusId,
    move(step: 1 | -1) {
      const current = rows.findIndex((row) => row.id === (activeId ?? openId));
      const index = Math.min(Math.max(current === -1 ? 0 : current + step, 0), rows.length - 1);
      const next = rows[index];
      if (next === undefined) return;
      onShow(index);
      setActiveId(next.id);
      setFocusId(next.id);
    },
    settle(id: string) {
      setActiveId(id);
      setFocusId(null);
    },
  };
}
