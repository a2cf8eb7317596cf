import { ERROR_CODES, ERROR_TABLE, type ErrorCode } from "@/server/contracts/error-codes";

export interface Term {
  name: string;
  text: string;
}

export const MODEL_NAMES: readonly Term[] = [
  { name: "auto", text: "Your organisation’s default route." },
  { name: "route:<slug>", text: "A named route." },
  { name: "provider/model", text: "Exactly this model, for example groq/llama-3.3-70b-versatile." },
  { name: "model", text: "A catalogue id. The first connected provider that serves it answers." },
  { name: "a,b", text: "Try a, then b." },
];

export const ENDPOINTS: readonly Term[] = [
  {
    name: "POST /v1/chat/completions",
    text: "Streaming or not; tools, structured output, images.",
  },
  {
    name: "POST /v1/responses",
    text: "OpenAI’s Responses, streaming or not. Untouched to providers that speak it (OpenAI, Azure, xAI, OpenRouter, Groq, Fireworks, vLLM); translated for every other one, where nothing is kept: previous_response_id, conversation, background, store: true and built-in tools are refused there with a 400 that names them. Clients that refer to items by id (the AI SDK) need store: false there.",
  },
  {
    name: "POST /v1/messages",
    text: "Anthropic’s Messages, streaming or not. Untouched to Anthropic; translated for every other provider, where what only Anthropic can run is refused with a 400. Anthropic’s SDKs take the base URL without /v1.",
  },
  {
    name: "POST /v1/messages/count_tokens",
    text: "Counted by Anthropic for its models. For others an estimate, marked floopy-tokens-estimated: 1.",
  },
  { name: "POST /v1/embeddings", text: "As OpenAI has it." },
  {
    name: "/v1/files, /v1/batches",
    text: "Passed to the provider that holds them, uploads and downloads while they come. Also /v1/messages/batches.",
  },
  {
    name: "GET /v1/models",
    text: "What this key may call, with price, context window and capabilities. Also /v1/models/{id}.",
  },
  {
    name: "POST /v1/feedback",
    text: "What end users and your own people say of a session or a request. Also /v1/nps for pages and /v1/events.",
  },
  {
    name: "GET /v1/decisions",
    text: "Why requests went to their models. Also /v1/decisions/{request id}, /v1/export/decisions as a stream, POST /v1/routing/explain to ask beforehand and /v1/optimization/verification.",
  },
  {
    name: "GET /v1/sessions",
    text: "Conversations with their models, scores and cost. /v1/session/{id} has the messages, ready for the next call.",
  },
  {
    name: "/v1/constraints, /v1/experiments",
    text: "What routes may do, and two routes side by side until one is better beyond doubt.",
  },
  {
    name: "DELETE /v1/end-users/{id}",
    text: "Erases one of your users from everywhere. The answer is a receipt.",
  },
  {
    name: "GET /v1/learning/contribution",
    text: "What you gave to the shared model and what you have of it. Also /v1/learning/snapshots/{id}, the card of one state of it, and PUT /v1/learning/mode, the way out of it.",
  },
  {
    name: "/v1/prompts",
    text: "Prompts with versions, labels and variables. Also /v1/prompts/{id}/versions, /labels and /render.",
  },
  { name: "GET /v1/health", text: "The process is alive." },
  { name: "GET /v1/ready", text: "The process can serve. Fails while the database is away." },
];

export const RESPONSE_HEADERS: readonly Term[] = [
  { name: "x-request-id", text: "The id of the request and of its routing decision. Present on errors too." },
  { name: "floopy-session-id", text: "The session that this request was counted to." },
  { name: "floopy-session-source", text: "The rule that found the session." },
  { name: "floopy-provider", text: "Who answered." },
  { name: "floopy-model", text: "Which model answered." },
  {
    name: "floopy-routing-phase",
    text: "Which evidence leads: day0 benchmarks, auto evaluations, nps your end users.",
  },
  { name: "floopy-routing-reason", text: "Why this model, from a closed set." },
  {
    name: "floopy-confidence",
    text: "From 0 to 1, on feedback-driven routes. A rule of thumb, not a probability.",
  },
  { name: "floopy-shared-prior", text: "1 when what other organisations’ users said had a part in it." },
  { name: "floopy-prompt-version", text: "Which version of the stored prompt was used." },
  { name: "floopy-cache", text: "off, miss, hit-exact or hit-semantic." },
  {
    name: "floopy-cached-request",
    text: "The request that a cached answer was first given to. With its age in seconds.",
  },
  {
    name: "floopy-firewall",
    text: "pass, flag (something was noted, nothing changed), redacted, or skipped where the firewall is off.",
  },
  { name: "floopy-fallback-index", text: "0 when the first choice answered." },
  { name: "floopy-cost-micro-usd", text: "Cost in millionths of a dollar. Not on streams." },
  { name: "server-timing", text: "Time spent in each of our stages." },
];

export const SANDBOX_MODELS: readonly Term[] = [
  { name: "sandbox/quick", text: "Short answers, fast and cheap." },
  { name: "sandbox/balanced", text: "Longer answers at a middle price." },
  { name: "sandbox/genius", text: "The most thorough, the slowest and the dearest." },
  { name: "sandbox/thinker", text: "Reports reasoning tokens." },
  { name: "sandbox/embed", text: "Embeddings." },
];

export const SANDBOX_FAULTS: readonly Term[] = [
  { name: "sandbox/flaky", text: "The first attempt fails, the retry works." },
  { name: "sandbox/rate-limited", text: "429 with Retry-After." },
  { name: "sandbox/down", text: "503." },
  { name: "sandbox/timeout", text: "Accepts the request and never answers." },
  { name: "sandbox/cut", text: "Breaks the connection in the middle of the answer." },
  { name: "sandbox/half-chunk", text: "Stops in the middle of an event." },
  { name: "sandbox/error-mid-stream", text: "Sends an error after the first tokens." },
  { name: "sandbox/empty", text: "200 with an empty body." },
  { name: "sandbox/garbage", text: "200 with something that is not JSON." },
  { name: "sandbox/slow", text: "Two seconds to the first token, then eight a second." },
  {
    name: "sandbox/unauthorized",
    text: "401, as for a wrong provider key. You see 502, as your own key is fine.",
  },
  { name: "sandbox/invalid", text: "400, as for a bad parameter." },
];

interface ErrorDoc {
  code: ErrorCode;
  status: number;
  isRetryable: boolean;
  when: string;
}

/** Only the codes a caller of the gateway can meet now; the rest of the table belongs to parts not yet open. */
const ERROR_CAUSES: Partial<Record<ErrorCode, string>> = {
  invalid_request: "The body or a header is malformed. “param” names the field.",
  firewall_blocked:
    "The project’s firewall stopped the request, or with “stage”: “output” the answer. “category” says for what (injection, pii, secrets, rules, size; of an answer also links and echo), “param” where. A stopped request reached no provider; a stopped answer is paid for, and a stream ends with this error.",
  invalid_key: "The key is missing, mistyped, revoked or of the wrong kind.",
  key_expired: "The key is past its expiry date.",
  permission_denied: "The key lacks a permission, or its address is not on the list.",
  model_not_allowed: "The key may not use this model.",
  not_found: "No such path or id. Another organisation’s id looks the same.",
  model_not_found: "No connected provider serves this model.",
  method_not_allowed: "The path exists, the method does not.",
  body_too_large: "The body is over 10 MB.",
  unsupported_media_type: "Send application/json.",
  upstream_rejected:
    "The provider refused the request. Its reason is in the message; an error in the shape of the endpoint is passed on as it is.",
  upstream_rate_limited: "The provider is limiting you and no fallback is left. See Retry-After.",
  all_providers_failed: "Every candidate failed. “attempts” lists them.",
  stream_truncated: "The provider ended the stream early. Arrives inside the stream.",
  dependency_unavailable: "We could not check the key. See Retry-After.",
  upstream_timeout: "No answer from the provider in time.",
  internal: "Our fault. Quote the request id.",
};

/** In the order of their status, then as the table has them. */
export function documentedErrors(): readonly ErrorDoc[] {
  const rows: ErrorDoc[] = [];
  for (const code of ERROR_CODES) {
    const when = ERROR_CAUSES[code];
    const { http: status, isRetryable } = ERROR_TABLE[code];
    if (when !== undefined) rows.push({ code, status, isRetryable, when });
  }
  return rows.sort((a, b) => a.status - b.status);
}
