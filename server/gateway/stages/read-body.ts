import { AppError } from "@/server/core/errors";
import { inTurns } from "@/server/text/in-turns";
import { valueNestsTooDeep } from "../body/json-depth";
import { findSoleMember, type ValueRange } from "../body/json-members";
import { LARGE_BYTES } from "../body/parse-object";
import { parseSteps, TooDeep } from "../body/parse-steps";
import { givingWay } from "../firewall/give-way";
import { isObject, type JsonObject, own, ownObject, parseObject } from "../json-value";
import type { GatewayRequest } from "../types";

export type ModelEndpoint = "chat" | "embeddings" | "messages" | "responses";
/** What a record is of: a call of a model, or of what a provider keeps for later. */
export type RequestEndpoint = ModelEndpoint | "files" | "batches" | "message_batches";

const MODEL_ENDPOINTS: Readonly<Record<ModelEndpoint, true>> = {
  chat: true,
  embeddings: true,
  messages: true,
  responses: true,
};

export function isModelEndpoint(endpoint: RequestEndpoint): endpoint is ModelEndpoint {
  return Object.hasOwn(MODEL_ENDPOINTS, endpoint);
}

/** A request body, parsed once for reading; what goes to the provider is made from `bytes`. */
export interface ModelBody {
  bytes: Buffer;
  json: JsonObject;
  model: string;
  modelRange: ValueRange;
  isStream: boolean;
  /** The client asked for a usage chunk itself. */
  wantsUsage: boolean;
  /** The body as it was sent, where a stored prompt has changed it since. */
  asked?: Buffer;
}

const DEPTH_MAX = 64;
const MESSAGES_MAX = 2_048;
/** A turn of an agent is many items where it would be few messages. */
const ITEMS_MAX = 16_384;
const MODEL_LENGTH_MAX = 512;

export interface BodyReading {
  bytesMax: number;
  /** Makes of what was sent what is meant, before it is checked. */
  prepare?: ((sent: { json: JsonObject; bytes: Buffer }) => Buffer) | null;
}

/** Reads and checks the body: as much as the gateway relies on; the rest is the provider's to judge. */
export async function readBody(
  req: GatewayRequest,
  endpoint: ModelEndpoint,
  { bytesMax, prepare = null }: BodyReading,
): Promise<ModelBody> {
  requireJson(req);
  const asked = await req.readBody(bytesMax);
  const sent = { bytes: asked, json: await parseBody(asked) };
  if (prepare === null) return checkedBody(sent, endpoint);
  const bytes = prepare(sent);
  return { ...checkedBody({ bytes, json: await parseBody(bytes) }, endpoint), asked };
}

async function parseBody(bytes: Buffer): Promise<JsonObject> {
  const json = bytes.length < LARGE_BYTES ? parseSmall(bytes) : await parseLarge(bytes);
  if (!isObject(json)) throw invalid("The body must be a JSON object.");
  return json;
}

function parseSmall(bytes: Buffer): JsonObject | null {
  const json = parseObject(bytes.toString());
  if (json !== null && valueNestsTooDeep(json, DEPTH_MAX)) throw tooDeep();
  return json;
}

async function parseLarge(bytes: Buffer): Promise<unknown> {
  try {
    return await inTurns(parseSteps(bytes, { depthMax: DEPTH_MAX }), givingWay());
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown instanceof TooDeep ? tooDeep() : thrown;
  }
}

const tooDeep = (): AppError => invalid("The body is nested too deeply.");

function checkedBody(
  { bytes, json }: { bytes: Buffer; json: JsonObject },
  endpoint: ModelEndpoint,
): ModelBody {
  const model = readModel(json);
  const isStream = endpoint !== "embeddings" && readStream(json);
  CHECKS[endpoint](json);
  return {
    bytes,
    json,
    model,
    modelRange: soleModel(bytes),
    isStream,
    wantsUsage: ownObject(json, "stream_options")?.include_usage === true,
  };
}

/** The same body with other bytes, in which only texts were changed. */
export async function withBytes(body: ModelBody, bytes: Buffer): Promise<ModelBody> {
  return { ...body, bytes, json: await parseBody(bytes), modelRange: soleModel(bytes) };
}

const CHECKS: Readonly<Record<ModelEndpoint, (json: JsonObject) => void>> = {
  chat: checkMessages,
  embeddings: checkInput,
  messages: checkMessages,
  responses: checkItems,
};

export function requireJson(req: GatewayRequest): void {
  const type = req.headers["content-type"];
  const encoding = req.headers["content-encoding"];
  const isJson = type === undefined || /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type);
  const isPlain = encoding === undefined || encoding === "" || encoding === "identity";
  if (isJson && isPlain) return;
  throw new AppError("unsupported_media_type", "wrong content type or encoding", {
    userMessage: isJson
      ? "Send the body without content-encoding."
      : "Send the body as JSON with the header content-type: application/json.",
  });
}

function readModel(json: JsonObject): string {
  const model = own(json, "model");
  if (typeof model !== "string" || model.trim() === "") throw invalid("`model` must be a string.", "model");
  if (model.length > MODEL_LENGTH_MAX) throw invalid("`model` is too long.", "model");
  return model;
}

function readStream(json: JsonObject): boolean {
  const stream = own(json, "stream");
  if (stream === undefined || stream === null) return false;
  if (typeof stream !== "boolean") throw invalid("`stream` must be true or false.", "stream");
  return stream;
}

function checkMessages(json: JsonObject): void {
  const messages = own(json, "messages");
  if (!Array.isArray(messages)) throw invalid("`messages` must be an array.", "messages");
  if (messages.length === 0) throw invalid("`messages` must not be empty.", "messages");
  if (messages.length > MESSAGES_MAX)
    throw invalid(`At most ${MESSAGES_MAX} messages are allowed.`, "messages");
  const wrong = messages.findIndex(
    (message) => typeof message !== "object" || message === null || Array.isArray(message),
  );
  if (wrong !== -1) throw invalid("Each message must be an object.", `messages.${wrong}`);
  const options = own(json, "stream_options");
  if (options !== undefined && options !== null && ownObject(json, "stream_options") === null) {
    throw invalid("`stream_options` must be an object.", "stream_options");
  }
}

function checkInput(json: JsonObject): void {
  const input = own(json, "input");
  const isText = typeof input === "string" && input !== "";
  const isList = Array.isArray(input) && input.length > 0;
  if (!isText && !isList) throw invalid("`input` must be a text or a list.", "input");
}

/** What stands in for the input: something that the provider keeps. */
const INPUT_BY_REFERENCE = ["previous_response_id", "conversation", "prompt"] as const;

function checkItems(json: JsonObject): void {
  const input = own(json, "input") ?? null;
  if (input === null && INPUT_BY_REFERENCE.some((name) => own(json, name) != null)) return;
  if (typeof input === "string" && input !== "") return;
  if (!Array.isArray(input) || input.length === 0)
    throw invalid("`input` must be a text or a list of items.", "input");
  if (input.length > ITEMS_MAX) throw invalid(`At most ${ITEMS_MAX} items are allowed.`, "input");
  const wrong = input.findIndex((item) => !isObject(item));
  if (wrong !== -1) throw invalid("Each item must be an object.", `input.${wrong}`);
}

/** Two `model` members would let one be checked and the other be called. */
function soleModel(bytes: Buffer): ValueRange {
  const [range, second] = findSoleMember(bytes, "model");
  if (range === undefined || second !== undefined) throw invalid("`model` is given twice.", "model");
  return range;
}

function invalid(message: string, param?: string): AppError {
  return new AppError("invalid_request", message, param === undefined ? {} : { param });
}
