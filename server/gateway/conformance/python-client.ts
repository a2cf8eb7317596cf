import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { createInterface, type Interface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { z } from "zod";

/** What PyPI is asked for: one environment for all clients. */
const PACKAGES = ["openai==3.54.0", "anthropic==2.14.0", "floopy-sdk==1.0.0"] as const;
const ROOT = path.join(import.meta.dirname, "../../..");
const INSTALL_TIMEOUT_MS = 180_000;
const LOCK_LOOK_MS = 200;

const Answer = z.union([
  z.object({ value: z.unknown() }),
  z.object({
    error: z.object({
      classes: z.array(z.string()),
      message: z.string(),
      status: z.number().nullable(),
      code: z.string().nullable(),
      type: z.string().nullable(),
      request_id: z.string().nullable(),
      /** Floopy's own client only. */
      feature: z.string().nullish(),
      retry_after: z.number().nullish(),
    }),
  }),
]);
export type PythonAnswer = z.infer<typeof Answer>;

export interface PythonTask {
  task: string;
  base_url: string;
  api_key: string;
  model: string;
  session_id: string;
  /** None where nothing is said. */
  max_retries?: number;
}

const run = promisify(execFile);

/** The interpreter of a virtual environment with the packages in it, or why there is none here. */
export async function pythonWithClients(): Promise<{ python: string } | { missing: string }> {
  const bin = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";
  const cache = path.join(ROOT, "node_modules/.cache/floopy-tests");
  const folder = path.join(cache, `python-${PACKAGES.join("-").replaceAll("==", "-")}`);
  const python = path.join(folder, bin);
  mkdirSync(cache, { recursive: true });
  const unlock = await lock(`${folder}.lock`);
  try {
    if (existsSync(python) && (await imports(python))) return { python };
    return await install(folder, bin);
  } finally {
    unlock();
  }
}

async function install(folder: string, bin: string): Promise<{ python: string } | { missing: string }> {
  // Made beside its place and moved there whole, so that one that was interrupted is never taken for complete.
  const fresh = mkdtempSync(`${folder}-`);
  try {
    await run("python3", ["-m", "venv", fresh], { timeout: INSTALL_TIMEOUT_MS });
    const options = ["--quiet", "--disable-pip-version-check", "--retries", "1", "--timeout", "15"];
    const pip = ["-m", "pip", "install", ...options, ...PACKAGES];
    await run(path.join(fresh, bin), pip, { timeout: INSTALL_TIMEOUT_MS });
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
    return { python: path.join(folder, bin) };
  } catch (thrown) {
    rmSync(fresh, { recursive: true, force: true });
    return { missing: `python3 with ${PACKAGES.join(", ")} could not be set up here: ${lastLine(thrown)}` };
  }
}

/** One test file installs, the others wait for it; a lock left behind is taken over. */
async function lock(folder: string): Promise<() => void> {
  const deadline = Date.now() + 2 * INSTALL_TIMEOUT_MS;
  while (Date.now() < deadline) {
    try {
      mkdirSync(folder);
      break;
    } catch {
      // Somebody else has it.
      await sleep(LOCK_LOOK_MS);
    }
  }
  return () => rmSync(folder, { recursive: true, force: true });
}

/** False for an environment whose Python has since moved away. */
async function imports(python: string): Promise<boolean> {
  return run(python, ["-c", "import openai, anthropic, floopy"]).then(
    () => true,
    () => false,
  );
}

function lastLine(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.trim().split("\n").at(-1) ?? "";
}

/** One Python process that does one task at a time. */
export class PythonClient {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  /** The script is one of this folder. */
  constructor(python: string, script: string) {
    this.#child = spawn(python, [path.join(import.meta.dirname, script)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    if (this.#child.stdout === null) throw new Error("no output to read answers from");
    const lines: Interface = createInterface({ input: this.#child.stdout });
    this.#lines = lines[Symbol.asyncIterator]();
  }

  async ask(task: PythonTask): Promise<PythonAnswer> {
    this.say(JSON.stringify(task));
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`Python ended in the middle of ${task.task}`);
    return Answer.parse(JSON.parse(value));
  }

  say(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exited = once(this.#child, "exit");
    this.#child.stdin?.end();
    await exited;
  }
}
