import { randomBytes } from "node:crypto";

export interface SandboxFile {
  id: string;
  object: "file";
  bytes: number;
  created_at: number;
  filename: string;
  purpose: string;
  status: "processed";
  /** Not part of what is told. */
  content: Buffer;
}

export interface SandboxBatch {
  id: string;
  object: "batch";
  endpoint: string;
  errors: { object: "list"; data: { code: string; message: string; line: number | null }[] } | null;
  input_file_id: string;
  completion_window: string;
  status: "validating" | "failed" | "in_progress" | "finalizing" | "completed" | "cancelling" | "cancelled";
  output_file_id: string | null;
  error_file_id: string | null;
  created_at: number;
  in_progress_at: number | null;
  finalizing_at: number | null;
  completed_at: number | null;
  failed_at: number | null;
  cancelling_at: number | null;
  cancelled_at: number | null;
  request_counts: { total: number; completed: number; failed: number };
  metadata: Record<string, unknown> | null;
}

export const OFFLINE_LIMITS = {
  fileBytes: 8 * 1024 * 1024,
  tenantBytes: 16 * 1024 * 1024,
  totalBytes: 128 * 1024 * 1024,
  tenantObjects: 200,
  batchLines: 1_000,
} as const;

/** What one organisation keeps in the sandbox, oldest first. */
export class Shelf {
  readonly files = new Map<string, SandboxFile>();
  readonly batches = new Map<string, SandboxBatch>();

  get bytes(): number {
    let sum = 0;
    for (const file of this.files.values()) sum += file.bytes;
    return sum;
  }
}

/** Files and batches of the sandbox, in memory: the oldest go when there are too many. */
export class OfflineStore {
  readonly #shelves = new Map<string, Shelf>();

  shelf(tenant: string): Shelf {
    const shelf = this.#shelves.get(tenant) ?? new Shelf();
    // Used last, dropped last.
    this.#shelves.delete(tenant);
    this.#shelves.set(tenant, shelf);
    return shelf;
  }

  addFile(shelf: Shelf, filename: string, purpose: string, content: Buffer): SandboxFile {
    const file: SandboxFile = {
      id: `file-${randomId()}`,
      object: "file",
      bytes: content.length,
      created_at: nowSeconds(),
      filename,
      purpose,
      status: "processed",
      content,
    };
    shelf.files.set(file.id, file);
    while (shelf.bytes > OFFLINE_LIMITS.tenantBytes) dropOldest(shelf.files);
    trim(shelf.files);
    this.#makeRoom();
    return file;
  }

  addBatch(
    shelf: Shelf,
    facts: Pick<SandboxBatch, "endpoint" | "input_file_id" | "completion_window" | "metadata">,
  ): SandboxBatch {
    const batch: SandboxBatch = {
      id: `batch_${randomId()}`,
      object: "batch",
      errors: null,
      status: "validating",
      output_file_id: null,
      error_file_id: null,
      created_at: nowSeconds(),
      in_progress_at: null,
      finalizing_at: null,
      completed_at: null,
      failed_at: null,
      cancelling_at: null,
      cancelled_at: null,
      request_counts: { total: 0, completed: 0, failed: 0 },
      ...facts,
    };
    shelf.batches.set(batch.id, batch);
    trim(shelf.batches);
    return batch;
  }

  #makeRoom(): void {
    let total = 0;
    for (const shelf of this.#shelves.values()) total += shelf.bytes;
    for (const [tenant, shelf] of this.#shelves) {
      if (total <= OFFLINE_LIMITS.totalBytes) return;
      total -= shelf.bytes;
      this.#shelves.delete(tenant);
    }
  }
}

export const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

function randomId(): string {
  return randomBytes(12).toString("hex");
}

function trim(map: Map<string, unknown>): void {
  while (map.size > OFFLINE_LIMITS.tenantObjects) dropOldest(map);
}

function dropOldest(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
