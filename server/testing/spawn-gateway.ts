import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { build } from "esbuild";

export interface GatewayProcess {
  pid: number;
  baseUrl: string;
  /** Everything that it has logged. */
  logged(): string;
  /** Sends the signal and waits until the process is gone. */
  kill(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
}

/** Starts a real gateway process that journals into the folder; by default it stores nothing itself. */
export async function spawnGateway(
  dataDir: string,
  over: Record<string, string> = {},
): Promise<GatewayProcess> {
  bundled ??= bundle();
  const script = await bundled;
  const child: ChildProcess = spawn(process.execPath, [script], {
    env: { ...process.env, FLOOPY_DATA_DIR: dataDir, FLOOPY_ROLE: "gateway", ...over },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  let logged = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    logged += chunk.toString();
  });
  const port = await readPort(child, () => logged);
  return {
    pid: child.pid ?? 0,
    baseUrl: `http://127.0.0.1:${port}/v1`,
    logged: () => logged,
    kill: async (signal) => {
      child.kill(signal);
      await exited;
    },
  };
}

let bundled: Promise<string> | undefined;

/** Inside the repository, so that packages are found; one file for each test process. */
async function bundle(): Promise<string> {
  const root = path.join(import.meta.dirname, "../..");
  const outfile = path.join(root, `node_modules/.cache/floopy-tests/gateway-${process.pid}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: ["server/gateway/conformance/gateway-process.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    tsconfig: "tsconfig.json",
    logLevel: "warning",
  });
  return outfile;
}

function readPort({ stdout }: ChildProcess, logged: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    stdout?.on("data", () => {
      const port = /^port (\d+)$/m.exec(logged())?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    stdout?.on("end", () => reject(new Error("the gateway did not start")));
  });
}
