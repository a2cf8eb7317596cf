import type { GiveWay } from "@/server/firewall";

const TURN_MS = 4;

/**
 * Lets other requests have their turn: asked between pieces, it gives way whenever some milliseconds have passed since
 * `fromMs`.
 */
export function givingWay(fromMs = performance.now()): GiveWay {
  let sinceMs = fromMs;
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
