import { isObject, type JsonObject, own } from "../json-value";
import type { ModelEndpoint } from "../stages/read-body";

/** Names something that only one provider keeps. */
const REFERENCES = ["previous_response_id", "conversation", "prompt", "container", "file_id"] as const;
/** What an answer that nobody waits for must not do. */
const LEFT_OUT = ["stream", "stream_options", "background", "store", "metadata", "service_tier"] as const;
/** Larger ones are not worth their memory. */
const BYTES_MAX = 1_048_576;

/**
 * The request as a shadow is asked it; null where it must not be: where a provider would act on tools by itself, where it
 * rests on what one provider keeps, or where it is very large. Tools of the caller stay: a call of one is only an answer.
 */
export function shadowBody(endpoint: ModelEndpoint, json: JsonObject): Buffer | null {
  if (endpoint === "embeddings" || REFERENCES.some((name) => own(json, name) != null)) return null;
  if (own(json, "background") === true || actsByItself(json)) return null;
  const body: Record<string, unknown> = { ...json };
  for (const name of LEFT_OUT) delete body[name];
  // Kept unless the request says otherwise.
  if (endpoint === "responses") body.store = false;
  const bytes = Buffer.from(JSON.stringify(body));
  return bytes.length > BYTES_MAX ? null : bytes;
}

/** Tools that the provider runs: a search, a shell, a server of somebody else. */
function actsByItself(json: JsonObject): boolean {
  if (own(json, "mcp_servers") != null || own(json, "web_search_options") != null) return true;
  const tools = own(json, "tools");
  return Array.isArray(tools) && tools.some((tool) => !isCallersOwn(tool));
}

function isCallersOwn(tool: unknown): boolean {
  if (!isObject(tool)) return false;
  const type = own(tool, "type");
  return type === undefined || type === "function" || type === "custom";
}
