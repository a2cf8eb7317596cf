import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { errorFields, log } from "@/server/core/logger";
import { sendError } from "./faults";
import {
  OFFLINE_LIMITS,
  OfflineStore,
  type SandboxBatch,
  type SandboxFile,
  type Shelf,
} from "./offline-store";
import { type AskSandbox, cancelBatch, runBatch } from "./run-batch";

export interface OfflineRequest {
  req: IncomingMessage;
  res: ServerResponse;
  /** Without `/v1` and without the query. */
  path: string;
  query: URLSearchParams;
  body: Buffer;
}

const CreateBatch = z.looseObject({
  input_file_id: z.string(),
  endpoint: z.enum(["/v1/chat/completions", "/v1/embeddings"]),
  completion_window: z.string(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});

/** OpenAI's files and batches, as far as its clients need them. */
export class OfflineApi {
  readonly #store = new OfflineStore();
  readonly #ask: AskSandbox;

  constructor(ask: AskSandbox) {
    this.#ask = ask;
  }

  static serves(path: string): boolean {
    return /^\/(files|batches)(\/|$)/.test(path);
  }

  async handle(request: OfflineRequest): Promise<void> {
    const { req, res, path } = request;
    const tenant = req.headers["x-sandbox-tenant"];
    const shelf = this.#store.shelf(typeof tenant === "string" ? tenant : "");
    const [, collection, id, deed] = path.split("/");
    const what = `${req.method} ${collection}${id === undefined ? "" : "/id"}${deed === undefined ? "" : `/${deed}`}`;
    switch (what) {
      case "POST files":
        return this.#upload(shelf, request);
      case "GET files":
        return sendList(request, [...shelf.files.values()].map(toldOf), "purpose");
      case "POST batches":
        return this.#createBatch(shelf, request);
      case "GET batches":
        return sendList(request, [...shelf.batches.values()]);
    }
    const file = shelf.files.get(id ?? "");
    const batch = shelf.batches.get(id ?? "");
    if (collection === "files" && file !== undefined) return actOnFile(shelf, file, what, res);
    if (collection === "batches" && batch !== undefined) return actOnBatch(batch, what, res);
    sendError(res, {
      status: 404,
      code: "not_found",
      message: `No such ${collection?.replace(/e?s$/, "")}.`,
    });
  }

  async #upload(shelf: Shelf, { req, res, body }: OfflineRequest): Promise<void> {
    const form = await new Response(new Uint8Array(body), {
      headers: { "content-type": req.headers["content-type"] ?? "" },
    })
      .formData()
      .catch(() => null);
    const file = form?.get("file");
    const purpose = form?.get("purpose");
    if (!(file instanceof Blob) || typeof purpose !== "string")
      return refuse(res, "A form with `file` and `purpose` is needed.", "file");
    if (file.size > OFFLINE_LIMITS.fileBytes)
      return sendError(res, {
        status: 413,
        code: "too_large",
        message: "The sandbox takes files of up to 8 MiB.",
      });
    const content = Buffer.from(await file.arrayBuffer());
    sendJson(res, toldOf(this.#store.addFile(shelf, file.name, purpose, content)));
  }

  async #createBatch(shelf: Shelf, { res, body }: OfflineRequest): Promise<void> {
    const facts = CreateBatch.safeParse(parseJson(body)).data;
    if (facts === undefined)
      return refuse(res, "`endpoint` must be chat completions or embeddings.", "endpoint");
    if (!shelf.files.has(facts.input_file_id)) return refuse(res, "No such input file.", "input_file_id");
    const { input_file_id, endpoint, completion_window, metadata = null } = facts;
    const batch = this.#store.addBatch(shelf, { input_file_id, endpoint, completion_window, metadata });
    sendJson(res, batch);
    void runBatch(this.#store, shelf, batch, this.#ask).catch((thrown: unknown) =>
      log.error("a sandbox batch failed", errorFields(thrown)),
    );
  }
}

function actOnFile(shelf: Shelf, file: SandboxFile, what: string, res: ServerResponse): void {
  if (what === "GET files/id") sendJson(res, toldOf(file));
  else if (what === "GET files/id/content") {
    res.writeHead(200, { "content-type": "application/octet-stream", "content-length": file.bytes });
    res.end(file.content);
  } else if (what === "DELETE files/id") {
    shelf.files.delete(file.id);
    sendJson(res, { id: file.id, object: "file", deleted: true });
  } else notAllowed(res);
}

function actOnBatch(batch: SandboxBatch, what: string, res: ServerResponse): void {
  if (what === "GET batches/id") sendJson(res, batch);
  else if (what !== "POST batches/id/cancel") notAllowed(res);
  else if (cancelBatch(batch)) sendJson(res, batch);
  else {
    const message = `A ${batch.status} batch cannot be cancelled.`;
    sendError(res, { status: 409, code: "conflict", message });
  }
}

function notAllowed(res: ServerResponse): void {
  sendError(res, { status: 405, code: "method_not_allowed", message: "This cannot be done here." });
}

function toldOf({ content: _, ...file }: SandboxFile): Omit<SandboxFile, "content"> {
  return file;
}

/** Newest first, after the object that the query names. */
function sendList(
  { res, query }: OfflineRequest,
  items: readonly (Record<string, unknown> | SandboxBatch | Omit<SandboxFile, "content">)[],
  filter?: "purpose",
): void {
  const wanted = filter === undefined ? null : query.get(filter);
  const sorted = items
    .map((item): Record<string, unknown> => ({ ...item }))
    .filter((item) => wanted === null || item[filter ?? ""] === wanted)
    .reverse();
  const start = sorted.findIndex(({ id }) => id === query.get("after")) + 1;
  const limit = Math.min(Math.max(Number(query.get("limit") ?? 20) || 20, 1), 100);
  const data = sorted.slice(start, start + limit);
  sendJson(res, {
    object: "list",
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: start + limit < sorted.length,
  });
}

function refuse(res: ServerResponse, message: string, param: string): void {
  sendError(res, { status: 400, code: "invalid_request_error", message, param });
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    // Answered as a body of the wrong shape.
    return undefined;
  }
}

function sendJson(res: ServerResponse, value: unknown): void {
  const json = JSON.stringify(value);
  res.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(json) });
  res.end(json);
}
