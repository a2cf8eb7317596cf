import { readFileSync } from "node:fs";

/** Which process writes a segment: its pid, and when it started, because pids are used again. */
export interface SegmentOwner {
  pid: number;
  startedAt: string;
}

export interface Segment extends SegmentOwner {
  file: string;
  isOpen: boolean;
}

const NAME = /^(\d{13})-(\d+)-(\d+)-(\d+)\.(open|sealed)\.ndjson$/;

/** `<time>-<pid>-<start of the process>-<number>.open.ndjson`: sorts by time. */
export function segmentName(owner: SegmentOwner, nowMs: number, sequence: number): string {
  return `${String(nowMs).padStart(13, "0")}-${owner.pid}-${owner.startedAt}-${sequence}.open.ndjson`;
}

export function parseSegmentName(file: string): Segment | null {
  const parts = NAME.exec(file);
  if (parts === null) return null;
  return { file, pid: Number(parts[2]), startedAt: parts[3] ?? "0", isOpen: parts[5] === "open" };
}

export const sealedName = (file: string): string => file.replace(/\.open\.ndjson$/, ".sealed.ndjson");

/** The start of a process in clock ticks since boot (field 22 of its stat); "0" where there is no /proc. */
export function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "0";
  } catch {
    return "0";
  }
}

export function isOwnerAlive(owner: SegmentOwner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (thrown) {
    const isForeign = thrown instanceof Error && "code" in thrown && thrown.code === "EPERM";
    if (!isForeign) return false;
  }
  return processStart(owner.pid) === owner.startedAt;
}
