import { createHash } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";
import { listen } from "./harness";

export interface SeenUpload {
  headers: IncomingHttpHeaders;
  bytes: number;
  sha256: string;
  /** Resolves when the other side broke off before its body was complete. */
  isCut: boolean;
}

export interface SeenObjectCall {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
}

/**
 * A provider's account with files and batches, which many may share: it keeps everything in one list. Unlike the
 * sandbox it can be slow, broken, and asked what it has seen.
 */
export class ObjectUpstream {
  readonly calls: SeenObjectCall[] = [];
  readonly uploads: SeenUpload[] = [];
  readonly files: { id: string; object: "file"; filename: string }[] = [];
  readonly batches: Record<string, unknown>[] = [];
  /** Takes over a call when it returns true. */
  intercept: (req: IncomingMessage, res: ServerResponse) => boolean = () => false;
  baseUrl = "";
  #server: Server | undefined;
  #count = 0;

  /** Ids begin with the name, so that two accounts never share one. */
  constructor(readonly name: string) {}

  async start(): Promise<this> {
    const { server, origin } = await listen((req, res) => void this.#serve(req, res));
    this.#server = server;
    this.baseUrl = `${origin}/v1`;
    return this;
  }

  close(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  addFile(filename: string): string {
    const id = `file-${this.name}-${++this.#count}`;
    this.files.push({ id, object: "file", filename });
    return id;
  }

  async #serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    this.calls.push({ method: req.method ?? "", url: req.url ?? "", headers: req.headers });
    if (this.intercept(req, res)) return;
    const url = new URL(req.url ?? "", this.baseUrl);
    const [, , collection, id, deed] = url.pathname.split("/");
    if (req.method === "POST" && collection === "files") return this.#upload(req, res);
    const body = await textOf(req);
    const list = collection === "files" ? this.files : this.batches;
    if (req.method === "POST" && id === undefined) return send(res, 200, this.#addBatch(JSON.parse(body)));
    if (id === undefined) return send(res, 200, pageOf(list, url.searchParams));
    const at = list.findIndex((one) => one.id === id);
    if (at === -1) return send(res, 404, { error: { message: `No such object: ${id}`, code: null } });
    if (req.method === "DELETE") list.splice(at, 1);
    if (deed === "content") return void res.end(`content of ${id}`);
    send(res, 200, req.method === "DELETE" ? { id, deleted: true } : list[at]);
  }

  async #upload(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const seen = { headers: req.headers, bytes: 0, sha256: "", isCut: false };
    this.uploads.push(seen);
    const hash = createHash("sha256");
    try {
      for await (const chunk of req) {
        seen.bytes += chunk.length;
        hash.update(chunk);
      }
    } catch {
      seen.isCut = true;
      return;
    }
    seen.sha256 = hash.digest("hex");
    send(res, 200, { id: this.addFile("uploaded"), object: "file", bytes: seen.bytes });
  }

  #addBatch(body: Record<string, unknown>): Record<string, unknown> {
    const batch = {
      id: `batch-${this.name}-${++this.#count}`,
      object: "batch",
      status: "completed",
      ...body,
    };
    const written = { ...batch, output_file_id: this.addFile("output"), error_file_id: null };
    this.batches.push(written);
    return { ...written, output_file_id: null, status: "validating" };
  }
}

function pageOf(list: readonly Record<string, unknown>[], query: URLSearchParams): unknown {
  const newest = [...list].reverse();
  const start = newest.findIndex(({ id }) => id === query.get("after")) + 1;
  const limit = Number(query.get("limit") ?? 20);
  return {
    object: "list",
    data: newest.slice(start, start + limit),
    has_more: start + limit < newest.length,
  };
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function send(res: ServerResponse, status: number, value: unknown): void {
  res.writeHead(status, { "content-type": "application/json" });
  res.end(JSON.stringify(value));
}
