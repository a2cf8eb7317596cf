const TURN_MS = 8;

/** Lets other requests have their turn: called between pieces, it gives way whenever some milliseconds have passed. */
export function givingWay(): () => Promise<void> {
  let sinceMs = performance.now();
  return async () => {
    if (performance.now() - sinceMs < TURN_MS) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    sinceMs = performance.now();
  };
}
