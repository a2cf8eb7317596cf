"use client";

type Floopy = ((...call: unknown[]) => void) & { q?: unknown };

declare global {
  interface Window {
    floopy?: Floopy;
  }
}

const SCRIPT_ID = "floopy-nps";

/** Puts the widget into this page, once, as customers do; calls made before it has loaded are kept. */
export function loadWidget(): Floopy {
  const known = window.floopy;
  if (known !== undefined) return known;
  const calls: unknown[] = [];
  const stub: Floopy = (...call) => void calls.push(call);
  stub.q = calls;
  window.floopy = stub;
  const script = document.createElement("script");
  script.id = SCRIPT_ID;
  script.async = true;
  script.src = "/nps/v1.js";
  document.head.append(script);
  return stub;
}

/** A command to the widget; nothing where it is not on this page. */
export function tellWidget(...call: unknown[]): void {
  window.floopy?.(...call);
}
