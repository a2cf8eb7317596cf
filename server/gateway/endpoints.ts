import { openApiDocument } from "@/server/contracts/api/openapi-document";
import { AppError, toAppError } from "@/server/core/errors";
import { uuidv7 } from "@/server/core/ids";
import { log } from "@/server/core/logger";
import { readUsageView } from "./answer-usage";
import { answerTokenCount } from "./count-tokens";
import { errorResponse, errorShapeOf } from "./error-response";
import { Exchange } from "./exchange";
import { answerPreflight } from "./feedback/cors";
import { FEEDBACK_ENDPOINTS, type FeedbackEndpoint } from "./feedback/feedback-endpoints";
import type { FeedbackDeps } from "./feedback/run-feedback-call";
import { answerModel, answerModels } from "./list-models";
import { createBatch, uploadObject } from "./objects/create-object";
import { actOnObject, type ObjectDeed } from "./objects/known-object";
import { listObjects } from "./objects/list-objects";
import {
  BATCHES,
  type Collection,
  FILES,
  MESSAGE_BATCHES,
  type ObjectCall,
  type ObjectDeps,
} from "./objects/object-exchange";
import { runObjectCall } from "./objects/run-object-call";
import { answerPin } from "./pin-routes";
import { runModelCall } from "./pipeline";
import { openCall, type ResourceAnswer } from "./resources/resource";
import { RESOURCES, type ResourceHandler } from "./resources/resource-table";
import type { ModelEndpoint } from "./stages/read-body";
import type { GatewayRequest, GatewayResponse } from "./types";

export interface EndpointDeps extends ObjectDeps, FeedbackDeps {
  checkReady(): Promise<Readiness>;
}

export interface Readiness {
  isReady: boolean;
  checks: Readonly<Record<string, boolean>>;
}

type Answer = ResourceAnswer;
type Handler =
  /** Answers its own errors, and records them. */
  | { kind: "recorded"; run(deps: EndpointDeps, req: GatewayRequest): Promise<GatewayResponse> }
  | FeedbackEndpoint
  | { kind: "plain"; run(deps: EndpointDeps, req: GatewayRequest, requestId: string): Promise<Answer> };

/**
 * Everything under `/v1`, by path and method. `{id}` stands for one part of a path; a path that ends in `/` takes all
 * the rest as an id.
 */
const ENDPOINTS: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  "/v1/chat/completions": { POST: modelCall("chat") },
  "/v1/embeddings": { POST: modelCall("embeddings") },
  "/v1/messages": { POST: modelCall("messages") },
  "/v1/messages/count_tokens": {
    POST: {
      kind: "recorded",
      run: (deps, req) => answerTokenCount(deps, new Exchange(req, "messages")),
    },
  },
  "/v1/responses": { POST: modelCall("responses") },
  "/v1/messages/batches": objects(MESSAGE_BATCHES, { POST: uploadObject, GET: listObjects }),
  "/v1/messages/batches/{id}": objects(MESSAGE_BATCHES, { GET: deed("get"), DELETE: deed("delete") }),
  "/v1/messages/batches/{id}/results": objects(MESSAGE_BATCHES, { GET: deed("results") }),
  "/v1/messages/batches/{id}/cancel": objects(MESSAGE_BATCHES, { POST: deed("cancel") }),
  "/v1/files": objects(FILES, { POST: uploadObject, GET: listObjects }),
  "/v1/files/{id}": objects(FILES, { GET: deed("get"), DELETE: deed("delete") }),
  "/v1/files/{id}/content": objects(FILES, { GET: deed("content") }),
  "/v1/batches": objects(BATCHES, { POST: createBatch, GET: listObjects }),
  "/v1/batches/{id}": objects(BATCHES, { GET: deed("get") }),
  "/v1/batches/{id}/cancel": objects(BATCHES, { POST: deed("cancel") }),
  "/v1/models": { GET: { kind: "plain", run: (deps, req) => answerModels(deps, req) } },
  "/v1/models/": {
    GET: { kind: "plain", run: (deps, req) => answerModel(deps, req, restOf(req, "/v1/models/")) },
  },
  "/v1/routes/": {
    POST: {
      kind: "plain",
      run: (deps, req, requestId) => answerPin(deps, req, { rest: restOf(req, "/v1/routes/"), requestId }),
    },
  },
  ...mapValues(RESOURCES, (methods) => mapValues(methods, resource)),
  ...FEEDBACK_ENDPOINTS,
  "/v1/usage": {
    GET: { kind: "plain", run: async (deps, req) => json(200, await readUsageView(deps, req)) },
  },
  "/v1/health": { GET: { kind: "plain", run: async () => json(200, { status: "ok" }) } },
  "/v1/openapi.json": { GET: { kind: "plain", run: async () => answerOpenApi() } },
  "/v1/ready": { GET: { kind: "plain", run: (deps) => answerReady(deps) } },
};

const NO_SUCH_ENDPOINT =
  "No such endpoint. The gateway speaks /v1/chat/completions, /v1/responses, /v1/messages, /v1/embeddings and /v1/models.";

/** Every route as `METHOD /path`; the walk over them fails for one that it does not know. */
export const ROUTES: readonly string[] = Object.entries(ENDPOINTS).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method} ${path}`),
);

const PREFIXES = Object.keys(ENDPOINTS).filter((path) => path.endsWith("/"));
const TEMPLATES = Object.keys(ENDPOINTS)
  .filter((path) => path.includes("{id}"))
  .map((path) => ({ path, parts: partsOf(path) }));

/** Finds the endpoint and runs it. Never rejects. */
export async function answer(deps: EndpointDeps, req: GatewayRequest): Promise<GatewayResponse> {
  const methods = methodsAt(req.path);
  const handler =
    methods !== undefined && Object.hasOwn(methods, req.method) ? methods[req.method] : undefined;
  if (handler?.kind === "recorded" || handler?.kind === "feedback") return handler.run(deps, req);
  if (req.method === "OPTIONS" && methods !== undefined && isForPages(methods))
    return answerPreflight(req, Object.keys(methods));
  const requestId = uuidv7();
  try {
    if (methods === undefined)
      throw new AppError("not_found", "no such path", { userMessage: NO_SUCH_ENDPOINT });
    if (handler === undefined)
      throw new AppError("method_not_allowed", `use ${Object.keys(methods).join(" or ")}`);
    const found = await handler.run(deps, req, requestId);
    return {
      ...found,
      headers: { "content-type": "application/json", ...found.headers, "x-request-id": requestId },
    };
  } catch (thrown) {
    const error = toAppError(thrown);
    log[error.row.logLevel]("request failed", { requestId, code: error.code, path: req.path.slice(0, 100) });
    const allow = methods !== undefined && error.code === "method_not_allowed";
    const extra: Record<string, string> = allow ? { allow: Object.keys(methods).join(", ") } : {};
    return errorResponse(error, requestId, extra, errorShapeOf(req.path));
  }
}

function isForPages(methods: Readonly<Record<string, Handler>>): boolean {
  return Object.values(methods).some((handler) => handler.kind === "feedback" && handler.isForPages);
}

function methodsAt(path: string): Readonly<Record<string, Handler>> | undefined {
  const exact = path.endsWith("/") ? path.slice(0, -1) : path;
  if (Object.hasOwn(ENDPOINTS, exact)) return ENDPOINTS[exact];
  const prefix = PREFIXES.find((start) => path.startsWith(start) && path.length > start.length);
  const found = prefix ?? templateOf(exact);
  return found === undefined ? undefined : ENDPOINTS[found];
}

function templateOf(path: string): string | undefined {
  const parts = partsOf(path);
  return TEMPLATES.find(
    (template) =>
      template.parts.length === parts.length &&
      template.parts.every((part, index) => (part === "{id}" ? parts[index] !== "" : part === parts[index])),
  )?.path;
}

function partsOf(path: string): string[] {
  return (path.endsWith("/") ? path.slice(0, -1) : path).split("/");
}

function modelCall(endpoint: ModelEndpoint): Handler {
  return { kind: "recorded", run: (deps, req) => runModelCall(deps, new Exchange(req, endpoint)) };
}

/** One of our own resources; what the path names stands where the table has `{id}`. */
function resource({ action, position, run }: ResourceHandler): Handler {
  return {
    kind: "plain",
    run: async (deps, req, requestId) => {
      const call = await openCall(deps, req, { action, requestId });
      return run(call, decoded(partsOf(req.path)[position] ?? ""), deps);
    },
  };
}

function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

type ObjectWork = (call: ObjectCall) => Promise<GatewayResponse>;

function objects(
  collection: Collection,
  works: Readonly<Record<string, ObjectWork>>,
): Readonly<Record<string, Handler>> {
  const handlers = Object.entries(works).map(([method, work]): [string, Handler] => [
    method,
    { kind: "recorded", run: (deps, req) => runObjectCall(deps, req, collection, work) },
  ]);
  return Object.fromEntries(handlers);
}

/** What is done with the object that the path names. */
function deed(name: ObjectDeed): ObjectWork {
  return (call) => {
    const parts = partsOf(call.exchange.req.path);
    return actOnObject(call, decoded(parts.at(isBare(name) ? -1 : -2) ?? ""), name);
  };
}

const isBare = (name: ObjectDeed): boolean => name === "get" || name === "delete";

let openApiBytes: Buffer | null = null;

/** Made on first use; it never changes while the process runs. */
function answerOpenApi(): Answer {
  openApiBytes ??= Buffer.from(JSON.stringify(openApiDocument()));
  return { status: 200, body: openApiBytes };
}

async function answerReady(deps: EndpointDeps): Promise<Answer> {
  const { isReady, checks } = await deps.checkReady();
  return json(isReady ? 200 : 503, { status: isReady ? "ready" : "not_ready", checks });
}

function restOf(req: GatewayRequest, prefix: string): string {
  return decoded(req.path.slice(prefix.length));
}

function decoded(rest: string): string {
  try {
    return decodeURIComponent(rest);
  } catch {
    return rest;
  }
}

function json(status: number, value: unknown): Answer {
  return { status, body: Buffer.from(JSON.stringify(value)) };
}
