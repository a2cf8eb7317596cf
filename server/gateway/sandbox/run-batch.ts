import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import {
  nowSeconds,
  OFFLINE_LIMITS,
  type OfflineStore,
  type SandboxBatch,
  type Shelf,
} from "./offline-store";

/** Asks the sandbox itself; the answer's status and JSON. */
export type AskSandbox = (path: string, body: unknown) => Promise<{ status: number; body: unknown }>;

const Line = z.looseObject({
  custom_id: z.string().min(1),
  method: z.literal("POST"),
  url: z.string(),
  body: z.record(z.string(), z.unknown()),
});
type Line = z.infer<typeof Line>;

/** Long enough to be seen in each state by whoever polls, short enough to wait for. */
const STEP_MS = 150;
const AT_ONCE = 4;

/** Runs a batch to its end: every line is asked as a request of its own. */
export async function runBatch(
  store: OfflineStore,
  shelf: Shelf,
  batch: SandboxBatch,
  ask: AskSandbox,
): Promise<void> {
  await step();
  const lines = readLines(shelf.files.get(batch.input_file_id)?.content ?? Buffer.alloc(0), batch.endpoint);
  if ("problem" in lines) return fail(batch, lines.problem, lines.line);
  batch.request_counts.total = lines.length;
  if (isCancelling(batch)) return cancelled(batch);
  batch.status = "in_progress";
  batch.in_progress_at = nowSeconds();
  const results = await askAll(batch, lines, ask);
  await step();
  keepResults(store, shelf, batch, results);
  if (isCancelling(batch)) return cancelled(batch);
  batch.status = "finalizing";
  batch.finalizing_at = nowSeconds();
  await step();
  batch.status = "completed";
  batch.completed_at = nowSeconds();
}

export function cancelBatch(batch: SandboxBatch): boolean {
  if (batch.status !== "validating" && batch.status !== "in_progress") return isCancelling(batch);
  batch.status = "cancelling";
  batch.cancelling_at = nowSeconds();
  return true;
}

/** Asked anew each time: whoever cancels does so in between. */
function isCancelling(batch: SandboxBatch): boolean {
  return batch.status === "cancelling";
}

function readLines(content: Buffer, endpoint: string): Line[] | { problem: string; line: number | null } {
  const texts = content
    .toString()
    .split("\n")
    .filter((text) => text.trim() !== "");
  if (texts.length === 0) return { problem: "The input file has no lines.", line: null };
  if (texts.length > OFFLINE_LIMITS.batchLines)
    return { problem: `The sandbox runs at most ${OFFLINE_LIMITS.batchLines} lines.`, line: null };
  const lines: Line[] = [];
  const ids = new Set<string>();
  for (const [index, text] of texts.entries()) {
    const line = parseLine(text);
    if (line === null) return { problem: "This line is not a request.", line: index + 1 };
    if (line.url !== endpoint)
      return { problem: "`url` differs from the batch's endpoint.", line: index + 1 };
    if (ids.has(line.custom_id)) return { problem: "`custom_id` is used twice.", line: index + 1 };
    ids.add(line.custom_id);
    lines.push(line);
  }
  return lines;
}

function parseLine(text: string): Line | null {
  try {
    return Line.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

interface Result {
  isError: boolean;
  text: string;
}

async function askAll(batch: SandboxBatch, lines: readonly Line[], ask: AskSandbox): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < lines.length && !isCancelling(batch); at += AT_ONCE) {
    const asked = lines.slice(at, at + AT_ONCE).map((line) => askLine(batch, line, ask));
    results.push(...(await Promise.all(asked)));
  }
  return results;
}

async function askLine(batch: SandboxBatch, line: Line, ask: AskSandbox): Promise<Result> {
  const facts = { id: `batch_req_${batch.id.slice(6)}_${line.custom_id}`, custom_id: line.custom_id };
  try {
    const { status, body } = await ask(line.url.replace(/^\/v1/, ""), line.body);
    const isError = status >= 300;
    batch.request_counts[isError ? "failed" : "completed"] += 1;
    const response = { status_code: status, request_id: facts.id, body };
    return { isError, text: JSON.stringify({ ...facts, response, error: null }) };
  } catch {
    batch.request_counts.failed += 1;
    const error = { code: "no_answer", message: "The sandbox gave no answer to this line." };
    return { isError: true, text: JSON.stringify({ ...facts, response: null, error }) };
  }
}

function keepResults(
  store: OfflineStore,
  shelf: Shelf,
  batch: SandboxBatch,
  results: readonly Result[],
): void {
  const keep = (isError: boolean, name: string): string | null => {
    const texts = results.filter((result) => result.isError === isError).map(({ text }) => `${text}\n`);
    const content = Buffer.from(texts.join(""));
    return texts.length === 0
      ? null
      : store.addFile(shelf, `${batch.id}_${name}.jsonl`, "batch_output", content).id;
  };
  batch.output_file_id = keep(false, "output");
  batch.error_file_id = keep(true, "error");
}

function fail(batch: SandboxBatch, message: string, line: number | null): void {
  batch.status = "failed";
  batch.failed_at = nowSeconds();
  batch.errors = { object: "list", data: [{ code: "invalid_request", message, line }] };
}

function cancelled(batch: SandboxBatch): void {
  batch.status = "cancelled";
  batch.cancelled_at = nowSeconds();
}

const step = (): Promise<void> => sleep(STEP_MS, undefined, { ref: false });
