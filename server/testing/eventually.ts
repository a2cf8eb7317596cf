import { vi } from "vitest";

/** Runs a check until it passes; it fails with the check's own error, after as long as a busy machine may need. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 30_000, interval: 50 });
}
