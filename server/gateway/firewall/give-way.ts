import type { GiveWay } from "@/server/firewall";

const TURN_MS = 8;

/** Lets other requests have their turn: asked between pieces, it gives way whenever some milliseconds have passed. */
export function givingWay(): GiveWay {
  let sinceMs = performance.now();
  return () => {
    if (performance.now() - sinceMs < TURN_MS) return null;
    return new Promise<void>((resolve) => {
      setImmediate(() => {
        sinceMs = performance.now();
        resolve();
      });
    });
  };
}
