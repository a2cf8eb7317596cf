import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { SANDBOX_MODELS, type SandboxModel } from "@/server/contracts/sandbox-models";
import { errorFields, log } from "@/server/core/logger";
import { answerChat } from "./chat-answer";
import { ChatRequest, EmbeddingsRequest } from "./chat-request";
import { toCompletion, toStreamEvents } from "./chat-wire";
import { answerEmbeddings } from "./embed-text";
import { playFault, sendBroken, sendError } from "./faults";
import { OfflineApi } from "./offline-api";
import { paceOf } from "./pace";
import { streamAnswer } from "./stream-answer";

export interface RunningSandbox {
  /** Ends in `/v1`. */
  baseUrl: string;
  close(): Promise<void>;
}

/** A line of a batch that asks for a model which never answers. */
const LINE_MS_MAX = 5_000;

declare global {
  // On the global object because Next loads modules a second time, and one server per process is enough.
  var floopySandbox: Promise<RunningSandbox> | undefined;
}

/** The base URL of this process's sandbox, started on first use. Speaks OpenAI's chat, embeddings, models, files and batches. */
export async function sandboxBaseUrl(): Promise<string> {
  globalThis.floopySandbox ??= startSandbox().catch((err: unknown) => {
    globalThis.floopySandbox = undefined;
    throw err;
  });
  return (await globalThis.floopySandbox).baseUrl;
}

/** Starts a sandbox of one's own on a free loopback port. It does not keep the process alive. */
export async function startSandbox(): Promise<RunningSandbox> {
  let baseUrl = "";
  const offline = new OfflineApi(async (path, body) => {
    const response = await fetch(`${baseUrl}${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(LINE_MS_MAX),
    });
    return { status: response.status, body: await response.json() };
  });
  const server = createServer((req, res) => {
    handle(req, res, offline).catch((err: unknown) => {
      log.error("sandbox request failed", errorFields(err));
      if (!res.headersSent) sendError(res, { status: 500, code: "internal", message: "The sandbox failed." });
      else res.destroy();
    });
  });
  // Longer than any client keeps an idle connection, so that none is reused while it is being closed.
  server.keepAliveTimeout = 120_000;
  server.requestTimeout = 0;
  server.unref();
  const port = await listen(server);
  baseUrl = `http://127.0.0.1:${port}/v1`;
  return { baseUrl, close: () => close(server) };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("the sandbox has no port"));
      else resolve(address.port);
    });
  });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function handle(req: IncomingMessage, res: ServerResponse, offline: OfflineApi): Promise<void> {
  const [fullPath = "/", query = ""] = (req.url ?? "/").split("?");
  const path = fullPath.replace(/^\/v1/, "");
  if (req.method === "GET" && path === "/models") return sendJson(res, listModels());
  const isOffline = OfflineApi.serves(path);
  if (req.method !== "POST" && !isOffline)
    return sendError(res, { status: 404, code: "not_found", message: "No such path." });
  const body = await readBody(req);
  if (body === null)
    return sendError(res, { status: 413, code: "too_large", message: "The body is too large." });
  if (isOffline) return offline.handle({ req, res, path, query: new URLSearchParams(query), body });
  if (path === "/chat/completions") return handleChat(res, body);
  if (path === "/embeddings") return handleEmbeddings(res, body);
  sendError(res, { status: 404, code: "not_found", message: "No such path." });
}

async function handleChat(res: ServerResponse, body: Buffer): Promise<void> {
  const request = parse(res, ChatRequest, body);
  const model = request && findModel(res, request.model, "chat");
  if (!request || !model) return;
  const isStream = request.stream === true;
  if (playFault(model.fault, { res, body, isStream })) return;
  const answer = answerChat(request, model);
  const pace = paceOf(request, model);
  if (isStream) return streamAnswer(res, toStreamEvents(answer, request), { pace, fault: model.fault });
  await pace.waitForToken(answer.usage.completion_tokens, res);
  if (res.destroyed) return;
  const json = JSON.stringify(toCompletion(answer, request));
  if (sendBroken(res, json, model.fault)) return;
  send(res, json);
}

function handleEmbeddings(res: ServerResponse, body: Buffer): void {
  const request = parse(res, EmbeddingsRequest, body);
  if (request && findModel(res, request.model, "embedding")) sendJson(res, answerEmbeddings(request));
}

interface Parser<T> {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: T }
    | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };
}

function parse<T>(res: ServerResponse, schema: Parser<T>, body: Buffer): T | null {
  const result = schema.safeParse(parseJson(body));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const param = issue?.path.map(String).join(".") ?? "";
  const message = `Invalid value for '${param || "body"}': ${issue?.message ?? "not understood"}.`;
  sendError(res, { status: 400, code: "invalid_request_error", message, param });
  return null;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    // Answered as a body of the wrong shape.
    return undefined;
  }
}

function findModel(res: ServerResponse, name: string, kind: SandboxModel["kind"]): SandboxModel | null {
  const model = SANDBOX_MODELS.get(name.replace(/^sandbox\//, ""));
  if (model?.kind === kind) return model;
  sendError(res, {
    status: 404,
    code: "model_not_found",
    message: `The model '${name}' does not exist.`,
    param: "model",
  });
  return null;
}

function listModels(): unknown {
  const data = [...SANDBOX_MODELS.values()].map(({ id }) => ({
    id: `sandbox/${id}`,
    object: "model",
    created: 1_767_225_600,
    owned_by: "floopy-sandbox",
  }));
  return { object: "list", data };
}

const BODY_BYTES_MAX = 32_000_000;

async function readBody(req: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const sendJson = (res: ServerResponse, value: unknown): void => send(res, JSON.stringify(value));

function send(res: ServerResponse, json: string): void {
  res.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(json) });
  res.end(json);
}
