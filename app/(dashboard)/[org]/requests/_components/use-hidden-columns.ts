"use client";

import { useSyncExternalStore } from "react";
import { z } from "zod";
import { HIDDEN_BY_DEFAULT } from "./request-columns";

const STORAGE_KEY = "floopy.requests.hidden-columns";
const Hidden = z.record(z.string(), z.boolean());
type Hidden = z.infer<typeof Hidden>;

const listeners = new Set<() => void>();
let cached: { text: string | null; hidden: Hidden } = { text: null, hidden: HIDDEN_BY_DEFAULT };

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

function read(): Hidden {
  const text = localStorage.getItem(STORAGE_KEY);
  if (text !== cached.text) cached = { text, hidden: { ...HIDDEN_BY_DEFAULT, ...parse(text) } };
  return cached.hidden;
}

function parse(text: string | null): Hidden {
  if (text === null) return {};
  try {
    return Hidden.catch({}).parse(JSON.parse(text));
  } catch {
    // Another version or an extension wrote it; the defaults are fine.
    return {};
  }
}

const onServer = () => HIDDEN_BY_DEFAULT;

/** Which columns are hidden: this browser's choice, shared by its tabs. */
export function useHiddenColumns(): { hidden: Hidden; setHidden: (id: string, isHidden: boolean) => void } {
  const hidden = useSyncExternalStore(subscribe, read, onServer);
  return {
    hidden,
    setHidden(id, isHidden) {
      localStorage.setItem(STORAGE_KEY, JSON.stringify({ ...hidden, [id]: isHidden }));
      for (const listener of listeners) listener();
    },
  };
}
