import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { JournalReader } from "./journal-reader";
import { JournalWriter } from "./journal-writer";

let folder: string;
let stored: string[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "floopy-journal-"));
  stored = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const segments = (): string[] => readdirSync(folder).filter((file) => file.endsWith(".ndjson"));
const keep = async (_folder: string, _segment: string, lines: readonly string[]): Promise<void> => {
  stored.push(...lines);
};
const readerWith = (store = keep, batchMax = 1_000): JournalReader =>
  new JournalReader({ folder, store, batchMax });

describe("the journal", () => {
  it("has a line in the file when append resolves, and writes one tick's lines at once", async () => {
    let writes = 0;
    const write = (fd: number, bytes: Buffer, offset: number): number => {
      writes += 1;
      return writeSync(fd, bytes, offset);
    };
    const writer = new JournalWriter({ folder, write });
    await Promise.all([writer.append("a"), writer.append("b"), writer.append("c")]);
    expect(writes).toBe(1);
    expect(readFileSync(path.join(folder, segments()[0] ?? ""), "utf8")).toBe("a\nb\nc\n");
    writer.close();
  });

  it("is read while it is written, each line once, and a finished segment is deleted", async () => {
    const writer = new JournalWriter({ folder });
    const reader = readerWith();
    await writer.append("one");
    await reader.drain();
    await writer.append("two");
    await reader.drain();
    expect(stored).toEqual(["one", "two"]);
    expect(segments()).toHaveLength(1);
    writer.close();
    await reader.drain();
    expect(stored).toEqual(["one", "two"]);
    expect(segments()).toEqual([]);
  });

  it("is read to its end in one go, even where a segment is sealed meanwhile", async () => {
    const first = new JournalWriter({ folder });
    await first.append("one");
    first.close();
    // Segments are read in the order of the millisecond they were begun in.
    for (const begun = Date.now(); Date.now() - begun < 2; );
    const second = new JournalWriter({ folder });
    await second.append("two");
    const sealing = readerWith(async (...batch) => {
      await keep(...batch);
      if (stored.length === 1) second.close();
    });
    await sealing.drain();
    expect(stored).toEqual(["one", "two"]);
    await sealing.drain();
    expect(stored).toEqual(["one", "two"]);
    expect(segments()).toEqual([]);
  });

  it("starts a new segment when one is full", async () => {
    const writer = new JournalWriter({ folder, segmentBytesMax: 10 });
    for (const line of ["0123456789", "b", "c"]) await writer.append(line);
    writer.close();
    expect(segments()).toHaveLength(2);
    await readerWith().drain();
    expect(stored).toEqual(["0123456789", "b", "c"]);
  });

  it("takes over what a dead process left open, and forgives its torn last line", async () => {
    writeFileSync(path.join(folder, "1700000000000-999999-1-0.open.ndjson"), "whole\ntor");
    await readerWith().drain();
    expect(stored).toEqual(["whole"]);
    expect(segments()).toEqual([]);
  });

  it("keeps everything while storing fails, and goes on where it stopped", async () => {
    const writer = new JournalWriter({ folder });
    for (const line of ["1", "2", "3", "4"]) await writer.append(line);
    writer.close();
    let isDown = true;
    const reader = readerWith(async (...batch) => {
      if (isDown && stored.length >= 2) throw new Error("away");
      await keep(...batch);
    }, 2);
    await expect(reader.drain()).rejects.toThrow("away");
    expect(segments()).toHaveLength(1);
    isDown = false;
    await reader.drain();
    expect(new Set(stored)).toEqual(new Set(["1", "2", "3", "4"]));
    expect(segments()).toEqual([]);
  });

  it("leaves a segment of a living process alone after reading what is there", async () => {
    const writer = new JournalWriter({ folder });
    await writer.append("mine");
    const [file] = segments();
    await readerWith().drain();
    expect(file !== undefined && existsSync(path.join(folder, file))).toBe(true);
    writer.close();
  });

  it("holds lines back when the disk refuses them, says so, and writes them later", async () => {
    let isFull = true;
    const write = (fd: number, bytes: Buffer, offset: number): number => {
      if (isFull) throw new Error("ENOSPC");
      return writeSync(fd, bytes, offset);
    };
    const writer = new JournalWriter({ folder, write });
    await writer.append("kept");
    expect(writer.isHealthy).toBe(false);
    isFull = false;
    await writer.append("next");
    expect(writer.isHealthy).toBe(true);
    writer.close();
    await readerWith().drain();
    expect(stored).toEqual(["kept", "next"]);
  });

  it("writes a line whole when the disk takes it in parts", async () => {
    const write = (fd: number, bytes: Buffer, offset: number): number => writeSync(fd, bytes, offset, 3);
    const writer = new JournalWriter({ folder, write });
    await writer.append("a long line");
    writer.close();
    await readerWith().drain();
    expect(stored).toEqual(["a long line"]);
  });

  it("is stored by one process at a time; a dead one's claim does not count", async () => {
    const writer = new JournalWriter({ folder });
    await writer.append("x");
    writer.close();
    writeFileSync(path.join(folder, "ingest.lock"), "1 0");
    appendFileSync(path.join(folder, "ingest.lock"), "");
    const startOfInit = readFileSync("/proc/1/stat", "utf8").split(") ")[1]?.split(" ")[19];
    writeFileSync(path.join(folder, "ingest.lock"), `1 ${startOfInit}`);
    await readerWith().drain();
    expect(stored).toEqual([]);
    writeFileSync(path.join(folder, "ingest.lock"), "1 123");
    await readerWith().drain();
    expect(stored).toEqual(["x"]);
  });
});
