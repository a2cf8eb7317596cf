import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isOwnerAlive, processStart } from "./segment-name";

/**
 * One process at a time stores a folder's journal; when it dies the next one takes over. Two at once would still
 * be correct, since storing is idempotent, only wasteful: so a lock file is enough.
 */
export class IngestLock {
  readonly #file: string;
  readonly #text = `${process.pid} ${processStart(process.pid)}`;
  #isHeld = false;

  constructor(folder: string) {
    this.#file = path.join(folder, "ingest.lock");
  }

  take(): boolean {
    if (this.#isHeld && this.#holder() === this.#text) return true;
    this.#isHeld = this.#create() || this.#takeOver();
    return this.#isHeld;
  }

  release(): void {
    if (this.#isHeld && this.#holder() === this.#text) rmSync(this.#file, { force: true });
    this.#isHeld = false;
  }

  #create(): boolean {
    try {
      writeFileSync(this.#file, this.#text, { flag: "wx", mode: 0o600 });
      return true;
    } catch {
      return false;
    }
  }

  #takeOver(): boolean {
    const holder = this.#holder();
    if (holder === this.#text) return true;
    const [pid, startedAt] = (holder ?? "").split(" ");
    if (pid !== undefined && startedAt !== undefined && isOwnerAlive({ pid: Number(pid), startedAt }))
      return false;
    rmSync(this.#file, { force: true });
    return this.#create();
  }

  #holder(): string | undefined {
    try {
      return readFileSync(this.#file, "utf8");
    } catch {
      return undefined;
    }
  }
}
