import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureDebianTool } from "../../scripts/lib/debian-tool.mjs";
import { freePort } from "../../scripts/lib/embedded-postgres.mjs";

export interface TestRedis {
  url: string;
  port: number;
  /** Ends the server; what it held is gone. */
  stop(): Promise<void>;
  /** A server that holds its connections but answers nothing, and its end. */
  freeze(): void;
  thaw(): void;
}

/** Path of a redis-server, installed if that is possible; null: skip, the reason was printed. */
export const redisProgram: string | null = ensureDebianTool("redis-server");

/** A Redis of this test's own, in memory only. */
export async function startTestRedis(atPort?: number): Promise<TestRedis> {
  if (redisProgram === null) throw new Error("skip this test where redisProgram is null");
  const port = atPort ?? (await freePort());
  const folder = mkdtempSync(path.join(tmpdir(), "floopy-redis-"));
  const flags = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder];
  const child = spawn(redisProgram, [...flags, "--save", "", "--appendonly", "no"], { stdio: "ignore" });
  const kill = (): boolean => child.kill("SIGKILL");
  process.once("exit", kill);
  await waitUntilListening(port, child);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    freeze: () => child.kill("SIGSTOP"),
    thaw: () => child.kill("SIGCONT"),
    stop: async () => {
      process.off("exit", kill);
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, "exit");
        kill();
        await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function waitUntilListening(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const socket = connect(port, "127.0.0.1");
    const isUp = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    socket.destroy();
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("redis-server did not start");
}
