import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../scripts/lib/embedded-postgres.mjs";

/** Starts the product exactly as a new user does, on a folder and port of its own, and stops it afterwards. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), "floopy-e2e-"));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const server = spawn(process.execPath, ["scripts/start.mjs"], {
    env: {
      ...process.env,
      PORT: String(port),
      FLOOPY_DATA_DIR: path.join(folder, "data"),
      LOG_LEVEL: "warn",
      FLOOPY_DEMO: "empty",
      FLOOPY_ALLOW_PRIVATE_UPSTREAMS: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = await untilReady(server);
  process.env.FLOOPY_E2E_DATA = path.join(folder, "data");
  process.env.FLOOPY_E2E_URL = `http://127.0.0.1:${port}`;
  process.env.FLOOPY_E2E_KEY = field(printed, /FLOOPY_API_KEY=(\S+)/);
  process.env.FLOOPY_E2E_EMAIL = field(printed, /e-mail\s+(\S+)/);
  process.env.FLOOPY_E2E_PASSWORD = field(printed, /password\s+(\S+)/);
  return async () => {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
}

function untilReady(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const collect = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (/FLOOPY_API_KEY=\S+\n/.test(printed)) resolve(printed);
    };
    server.stdout?.on("data", collect);
    server.stderr?.on("data", collect);
    server.once("exit", (code) => reject(new Error(`The product did not start (${code}):\n${printed}`)));
  });
}

function field(printed: string, pattern: RegExp): string {
  const found = pattern.exec(printed)?.[1];
  if (found === undefined) throw new Error(`start printed no ${pattern}:\n${printed}`);
  return found;
}
