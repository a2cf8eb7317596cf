import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
} from "node:fs";
import path from "node:path";
import { errorFields, log } from "@/server/core/logger";
import { IngestLock } from "./ingest-lock";
import { isOwnerAlive, parseSegmentName, type Segment, sealedName } from "./segment-name";
import { storeLines } from "./store-lines";

export interface JournalReaderOptions {
  folder: string;
  batchMax?: number;
  pollMs?: number;
  /** Stores one batch of lines; tests pass their own. */
  store?: (folder: string, segment: string, lines: readonly string[]) => Promise<void>;
}

const READ_BYTES = 4 * 1024 * 1024;
const BACK_OFF_MS = { first: 250, most: 10_000 };

/**
 * Moves the journal into the database: one process per folder at a time, all segments in the order of their time,
 * open ones as far as they have got. A segment is deleted when it is sealed and wholly stored. Reading one twice
 * does no harm, because storing is idempotent.
 */
export class JournalReader {
  readonly #folder: string;
  readonly #batchMax: number;
  readonly #pollMs: number;
  readonly #store: (folder: string, segment: string, lines: readonly string[]) => Promise<void>;
  readonly #lock: IngestLock;
  /** Bytes already stored, by the segment's name without its state. */
  readonly #offsets = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #backOffMs = 0;
  #isClosed = false;

  constructor(options: JournalReaderOptions) {
    this.#folder = options.folder;
    this.#batchMax = options.batchMax ?? 1_000;
    this.#pollMs = options.pollMs ?? 250;
    this.#store = options.store ?? storeLines;
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    this.#lock = new IngestLock(options.folder);
  }

  start(): void {
    this.#schedule(0);
  }

  /** Stores everything that is in the folder now; for tests and for a clean stop. Rejects when storing fails. */
  async drain(): Promise<void> {
    await this.#running;
    await this.#pass();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#running;
    this.#lock.release();
  }

  #schedule(delayMs: number): void {
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#round();
    }, delayMs);
    this.#timer.unref();
  }

  async #round(): Promise<void> {
    try {
      await this.#pass();
      this.#backOffMs = 0;
    } catch (thrown) {
      this.#backOffMs = Math.min(Math.max(this.#backOffMs * 2, BACK_OFF_MS.first), BACK_OFF_MS.most);
      log.warn("records wait in the journal", { durationMs: this.#backOffMs, ...errorFields(thrown) });
    }
    this.#schedule(this.#backOffMs || this.#pollMs);
  }

  async #pass(): Promise<void> {
    if (!this.#lock.take()) return;
    for (const segment of this.#segments()) {
      const sealed = this.#adopt(segment);
      await this.#readSegment(sealed);
    }
  }

  #segments(): Segment[] {
    return readdirSync(this.#folder)
      .sort()
      .flatMap((file) => parseSegmentName(file) ?? []);
  }

  /** A segment left open by a process that is gone is sealed on its behalf. */
  #adopt(segment: Segment): Segment {
    if (!segment.isOpen || isOwnerAlive(segment)) return segment;
    const file = sealedName(segment.file);
    renameSync(path.join(this.#folder, segment.file), path.join(this.#folder, file));
    return { ...segment, file, isOpen: false };
  }

  async #readSegment(segment: Segment): Promise<void> {
    const fd = this.#openForReading(segment);
    if (fd === undefined) return;
    const name = sealedName(segment.file);
    try {
      for (;;) {
        const offset = this.#offsets.get(name) ?? 0;
        const { lines, bytes } = readLines(fd, offset);
        for (let start = 0; start < lines.length; start += this.#batchMax) {
          await this.#store(this.#folder, name, lines.slice(start, start + this.#batchMax));
        }
        this.#offsets.set(name, offset + bytes);
        if (bytes === 0) break;
      }
      if (!segment.isOpen) this.#finish(segment, fstatSync(fd).size);
    } finally {
      closeSync(fd);
    }
  }

  /** The writer may have sealed (renamed) it since the folder was listed. Undefined when it is gone altogether. */
  #openForReading(segment: Segment): number | undefined {
    for (const file of [segment.file, sealedName(segment.file)]) {
      try {
        return openSync(path.join(this.#folder, file), "r");
      } catch {
        // Looked for under its other name; a reader of another process may have stored and deleted it.
      }
    }
    return undefined;
  }

  #finish(segment: Segment, size: number): void {
    const name = sealedName(segment.file);
    const torn = size - (this.#offsets.get(name) ?? 0);
    // The writer died inside this line, so nobody received the end of the answer it belongs to.
    if (torn > 0) log.warn("a journal segment ends in a torn line", { segment: name, bytes: torn });
    rmSync(path.join(this.#folder, segment.file), { force: true });
    this.#offsets.delete(name);
  }
}

/** The whole lines from `offset` on, up to a few megabytes (more when one line alone is longer). */
function readLines(fd: number, offset: number): { lines: string[]; bytes: number } {
  const left = fstatSync(fd).size - offset;
  if (left <= 0) return { lines: [], bytes: 0 };
  for (let size = Math.min(left, READ_BYTES); ; size *= 2) {
    const buffer = Buffer.allocUnsafe(size);
    const count = readSync(fd, buffer, 0, size, offset);
    const end = buffer.subarray(0, count).lastIndexOf(0x0a);
    if (end === -1 && size < left) continue;
    if (end === -1) return { lines: [], bytes: 0 };
    return { lines: buffer.toString("utf8", 0, end).split("\n"), bytes: end + 1 };
  }
}
