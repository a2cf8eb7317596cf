import { AppError } from "@/server/core/errors";
import { findProviderObject } from "@/server/modules/provider-objects";
import { oncePerKey } from "../idempotency/once-per-key";
import { ownString, parseObject } from "../json-value";
import { requireJson } from "../stages/read-body";
import type { GatewayResponse } from "../types";
import { answerRefusal, answerWhole } from "./answer-object";
import { callProvider, type ProviderRequest } from "./call-provider";
import { type Home, homeForNew, homeOf, namedProvider, onlyProvider } from "./choose-home";
import { learnObjects, objectsIn } from "./learn-objects";
import { fromStore, type ObjectCall } from "./object-exchange";

/** A file, or the requests of a message batch: passed on while it comes. */
export async function uploadObject(call: ObjectCall): Promise<GatewayResponse> {
  const { exchange, collection, deps } = call;
  const { headers, query } = exchange.req;
  if (collection.kind === "file") requireMultipart(headers["content-type"], headers["content-encoding"]);
  else requireJson(exchange.req);
  const home = await homeForNew(call, namedProvider(call) ?? onlyProvider(call));
  if (collection.kind === "batch") requireAllModels(call, home);
  exchange.mark("route");
  const type = headers["content-type"] ?? "application/json";
  const length = headers["content-length"];
  const send = (): Promise<GatewayResponse> =>
    create(call, home, {
      method: "POST",
      suffix: "",
      query: tidyQuery(query),
      headers: { "content-type": type, ...(length === undefined ? {} : { "content-length": length }) },
      pieces: exchange.req.openBody(deps.uploadBytesMax),
    });
  // Each try of a client has a boundary of its own, of the same length.
  const facts = JSON.stringify([home.provider.id, type.split(";")[0], length ?? null]);
  return oncePerKey(deps, exchange, send, { bytes: Buffer.from(facts), isStream: false });
}

/** A batch of a file's lines goes where the file is. */
export async function createBatch(call: ObjectCall): Promise<GatewayResponse> {
  const { exchange, deps } = call;
  requireJson(exchange.req);
  const body = await exchange.req.readBody(deps.bodyBytesMax);
  exchange.mark("body");
  const json = parseObject(body.toString());
  if (json === null) throw new AppError("invalid_request", "The body must be a JSON object.");
  const home = await homeOfFile(call, ownString(json, "input_file_id"));
  requireAllModels(call, home);
  exchange.mark("route");
  const request: ProviderRequest = {
    method: "POST",
    suffix: "",
    query: tidyQuery(exchange.req.query),
    headers: { "content-type": "application/json" },
    body,
  };
  return oncePerKey(deps, exchange, () => create(call, home, request), { bytes: body, isStream: false });
}

async function homeOfFile(call: ObjectCall, fileId: string | null): Promise<Home> {
  const param = "input_file_id";
  if (fileId === null)
    throw new AppError("invalid_request", "`input_file_id` must be a file's id.", { param });
  const provider = namedProvider(call)?.id ?? null;
  const known = await fromStore(findProviderObject(call.scope, { id: fileId, kind: "file", provider }));
  const home = known === null ? null : homeOf(call, known);
  if (home !== null && home.provider.paths.batches !== null) return home;
  throw new AppError("invalid_request", "no such input file", {
    userMessage:
      "There is no such file of this project at a provider with batches. Upload it with POST /v1/files first.",
    param,
  });
}

async function create(call: ObjectCall, home: Home, request: ProviderRequest): Promise<GatewayResponse> {
  const answer = await callProvider(call, home, request);
  if (answer.kind === "given_back") return answerRefusal(call, answer);
  const body = answer.kind === "answer" ? answer.body : Buffer.alloc(0);
  const json = parseObject(body.toString());
  const objects = json === null ? [] : objectsIn(json, call.collection.kind);
  if (objects.length === 0) {
    throw new AppError("all_providers_failed", "the provider named no object", {
      userMessage: "The provider did not give a usable answer.",
    });
  }
  await learnObjects(call, home, objects);
  return answerWhole(call, 200, body);
}

function requireMultipart(type: string | undefined, encoding: string | undefined): void {
  const isPlain = encoding === undefined || encoding === "" || encoding === "identity";
  if (/^multipart\/form-data\s*;.*boundary=/i.test(type ?? "") && isPlain) return;
  throw new AppError("unsupported_media_type", "not a multipart upload", {
    userMessage: "Send the file as multipart/form-data, without content-encoding.",
  });
}

/** The models of a batch stand in its lines, which are not read here. */
function requireAllModels({ caller }: ObjectCall, { provider }: Home): void {
  const { allowedModels } = caller.key;
  if (allowedModels.length === 0 || allowedModels.includes(`${provider.id}/*`)) return;
  throw new AppError("model_not_allowed", "a limited key may not start batches", {
    userMessage: `This API key is limited to some models, and a batch may name any. Allow “${provider.id}/*” or use another key.`,
  });
}

/** The caller's query in a form that every provider can read. */
export function tidyQuery(query: string): string {
  return new URLSearchParams(query).toString();
}
