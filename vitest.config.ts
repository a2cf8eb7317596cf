import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    include: ["server/**/*.test.ts", "app/**/*.test.{ts,tsx}", "scripts/**/*.test.ts", "bench/**/*.test.ts"],
    globalSetup: ["server/testing/global-setup.ts"],
    setupFiles: ["server/testing/quiet-logs.ts"],
    testTimeout: 60_000,
    hookTimeout: 90_000,
    // Generous, for a loaded machine: a condition that holds is seen at once anyway.
    expect: { poll: { timeout: 30_000, interval: 50 } },
    pool: "forks",
    maxWorkers: 2,
  },
});
