"use client";

import { useEffect, useRef } from "react";
import { matchHotkey, type PendingKey } from "./hotkey-match";

export type Hotkeys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/**
 * Single keys (`"j"`, `"/"`, `"?"`), sequences (`"g r"`) and chords (`"mod+k"`), while mounted.
 * Silent while typing, inside menus and with a modal window open; chords with `mod` always work.
 */
export function useHotkeys(hotkeys: Hotkeys): void {
  const latest = useRef(hotkeys);
  // The window's key events are the outside system; the ref lets them see the newest handlers.
  useEffect(() => {
    latest.current = hotkeys;
  });
  useEffect(() => {
    let pending: PendingKey | null = null;
    const onKeyDown = (event: KeyboardEvent) => {
      const match = matchHotkey(event, Object.keys(latest.current), pending);
      pending = match.pending;
      if (match.hotkey === null || (isTaken(event) && !match.hotkey.startsWith("mod+"))) return;
      event.preventDefault();
      latest.current[match.hotkey]?.(event);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

const OWN_KEYBOARD = [
  "input",
  "textarea",
  "select",
  "[contenteditable='true']",
  "[role='menu']",
  "[role='listbox']",
  "[role='combobox']",
  "[role='radiogroup']",
  "[role='alertdialog']",
].join(",");

/** Whether the key belongs to what has the focus. A sheet is a dialog too, but leaves its keys to the page. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented) return true;
  return event.target instanceof Element && event.target.closest(OWN_KEYBOARD) !== null;
}
