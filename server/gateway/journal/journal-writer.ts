import { closeSync, fdatasync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { errorFields, log } from "@/server/core/logger";
import { processStart, sealedName, segmentName } from "./segment-name";

export interface JournalWriterOptions {
  folder: string;
  segmentBytesMax?: number;
  /** A segment older than this is sealed at the next chance, so that it can be stored and deleted. */
  segmentAgeMaxMs?: number;
  /** Called after each write; the reader takes it as a hint that there is something to do. */
  onWritten?: () => void;
  /** Writes bytes to a file; tests pass one that fails. */
  write?: (fd: number, bytes: Buffer, offset: number) => number;
}

interface OpenSegment {
  fd: number;
  file: string;
  bytes: number;
  openedAtMs: number;
}

const SYNC_EVERY_MS = 50;
const UNWRITTEN_BYTES_MAX = 64 * 1024 * 1024;

/**
 * Appends lines to segment files: everything of one tick goes out in one write, and `append` resolves after it.
 * What was written survives the death of the process at once, and of the machine within about 50 ms.
 */
export class JournalWriter {
  readonly #options: Required<Omit<JournalWriterOptions, "onWritten">> &
    Pick<JournalWriterOptions, "onWritten">;
  readonly #owner = { pid: process.pid, startedAt: processStart(process.pid) };
  readonly #housekeeping: NodeJS.Timeout;
  #segment: OpenSegment | undefined;
  #sequence = 0;
  #lines: string[] = [];
  #unwritten: Buffer = Buffer.alloc(0);
  #written: Promise<void> | undefined;
  #isDirty = false;
  #isHealthy = true;

  constructor(options: JournalWriterOptions) {
    this.#options = {
      segmentBytesMax: 8 * 1024 * 1024,
      segmentAgeMaxMs: 5_000,
      write: (fd, bytes, offset) => writeSync(fd, bytes, offset),
      ...options,
    };
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    this.#housekeeping = setInterval(() => this.#keepHouse(), SYNC_EVERY_MS);
    this.#housekeeping.unref();
  }

  /** False after a write failed (a full disk, for example) until one succeeds again. */
  get isHealthy(): boolean {
    return this.#isHealthy;
  }

  /** Resolves once the line is in the file. Never rejects: an answer is not withheld because its record is. */
  append(line: string): Promise<void> {
    this.#lines.push(line);
    this.#written ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#written = undefined;
        this.#flush();
        resolve();
      });
    });
    return this.#written;
  }

  /** Writes what is left and seals the segment. */
  close(): void {
    clearInterval(this.#housekeeping);
    this.#flush();
    this.#seal();
  }

  #flush(): void {
    const text = this.#lines.length === 0 ? "" : `${this.#lines.join("\n")}\n`;
    this.#lines = [];
    const bytes = Buffer.concat([this.#unwritten, Buffer.from(text)]);
    if (bytes.length === 0) return;
    const done = this.#writeAll(bytes);
    this.#keepUnwritten(bytes.subarray(done));
    this.#isDirty = true;
    if (this.#segment !== undefined && this.#segment.bytes >= this.#options.segmentBytesMax) this.#seal();
    this.#options.onWritten?.();
  }

  /** How many bytes are in the file afterwards; fewer than all when the disk refuses. */
  #writeAll(bytes: Buffer): number {
    let done = 0;
    try {
      const segment = this.#segment ?? this.#open();
      while (done < bytes.length) {
        const count = this.#options.write(segment.fd, bytes, done);
        done += count;
        segment.bytes += count;
      }
      this.#isHealthy = true;
    } catch (thrown) {
      if (this.#isHealthy) log.error("the journal cannot be written", errorFields(thrown));
      this.#isHealthy = false;
    }
    return done;
  }

  /** Kept in memory for the next write, up to a bound: beyond it the oldest whole lines are given up. */
  #keepUnwritten(rest: Buffer): void {
    if (rest.length <= UNWRITTEN_BYTES_MAX) {
      this.#unwritten = rest;
      return;
    }
    const cut = rest.indexOf(0x0a, rest.length - UNWRITTEN_BYTES_MAX);
    this.#unwritten = rest.subarray(cut + 1);
    log.error("the journal gave up records", { bytes: cut + 1 });
  }

  #open(): OpenSegment {
    const now = Date.now();
    const file = segmentName(this.#owner, now, this.#sequence++);
    const fd = openSync(path.join(this.#options.folder, file), "ax", 0o600);
    this.#segment = { fd, file, bytes: 0, openedAtMs: now };
    return this.#segment;
  }

  #keepHouse(): void {
    if (this.#unwritten.length > 0) this.#flush();
    const segment = this.#segment;
    if (segment === undefined) return;
    if (this.#isDirty) {
      this.#isDirty = false;
      fdatasync(segment.fd, () => {});
    }
    if (this.#unwritten.length === 0 && Date.now() - segment.openedAtMs > this.#options.segmentAgeMaxMs)
      this.#seal();
  }

  #seal(): void {
    const segment = this.#segment;
    if (segment === undefined) return;
    this.#segment = undefined;
    closeSync(segment.fd);
    const from = path.join(this.#options.folder, segment.file);
    if (segment.bytes === 0) rmSync(from, { force: true });
    else renameSync(from, path.join(this.#options.folder, sealedName(segment.file)));
  }
}
