import { type AppError, toAppError } from "@/server/core/errors";
import { errorFields, log } from "@/server/core/logger";
import { ERROR_SHAPES, errorResponse } from "./error-response";
import type { Exchange } from "./exchange";
import { type PipelineDeps, planExchange } from "./pipeline";
import { loadTokenizer } from "./pricing/estimate-tokens";
import { estimatePrompt } from "./pricing/estimate-usage";
import { givenBack } from "./stages/attempt-errors";
import type { Hop } from "./stages/plan-route";
import type { ModelBody } from "./stages/read-body";
import { answerHeaders } from "./stages/respond";
import type { GatewayResponse } from "./types";
import { prepareRequest } from "./upstream/prepare-request";
import { nextStep } from "./upstream/retry-policy";
import { type CallResult, UpstreamCall } from "./upstream/upstream-call";
import { MESSAGES_WIRE } from "./wires/messages-wire";

const ESTIMATED = { "floopy-tokens-estimated": "1" } as const;

/**
 * How many tokens a prompt has: counted by the provider that would be asked first, where it can count, else estimated
 * and marked so. Nothing is generated or charged, so nothing is recorded.
 */
export async function answerTokenCount(deps: PipelineDeps, exchange: Exchange): Promise<GatewayResponse> {
  try {
    const { plan, body } = await planExchange(deps, exchange, false);
    const [hop] = plan.hops;
    exchange.hop = hop ?? null;
    const counted = hop === undefined ? null : await countUpstream(deps, exchange, hop, body);
    return counted ?? (await estimate(exchange, body));
  } catch (thrown) {
    return refuse(exchange, toAppError(thrown));
  }
}

/** The provider's answer or its refusal of the request; null when it cannot count, or not now. */
async function countUpstream(
  deps: PipelineDeps,
  exchange: Exchange,
  hop: Hop,
  body: ModelBody,
): Promise<GatewayResponse | null> {
  if (hop.provider.paths.countTokens === null) return null;
  const message = {
    endpoint: "countTokens",
    headers: MESSAGES_WIRE.requestHeaders(exchange.req.headers),
    body: MESSAGES_WIRE.requestBody(body, hop, exchange.req.headers),
    isStream: false,
  } as const;
  const request = await prepareRequest(hop, message, deps.pools);
  const { watchdog } = deps;
  const timeouts = { ...deps.timeouts, answerMs: deps.timeouts.totalMs };
  const call = new UpstreamCall({ request, timeouts, watchdog, openStream: null });
  const leave = (): void => call.stop({ outcome: "client_closed", message: "the client left" });
  exchange.req.presence.listen(leave);
  const result = await call.start().result;
  exchange.req.presence.unlisten(leave);
  return answerOf(exchange, result);
}

function answerOf(exchange: Exchange, result: CallResult): GatewayResponse | null {
  if (result.kind === "failure") return null;
  const { head, body } = result;
  const headers = answerHeaders(exchange, "application/json");
  if (head.status < 300) return { status: 200, headers, body };
  const failure = { outcome: "http_error", message: `HTTP ${head.status}` } as const;
  const next = nextStep({
    failure,
    status: head.status,
    retryAfter: null,
    tries: 1,
    hasNext: true,
    retries: null,
    random: 0,
  });
  if (next.kind !== "give_back") return null;
  const refusal = givenBack(exchange, { head, body });
  return { status: refusal.status, headers, body: refusal.body };
}

async function estimate(exchange: Exchange, { json }: ModelBody): Promise<GatewayResponse> {
  const model = exchange.hop?.model ?? "";
  await loadTokenizer(model);
  const body = Buffer.from(JSON.stringify({ input_tokens: estimatePrompt(json, model) }));
  return { status: 200, headers: { ...answerHeaders(exchange, "application/json"), ...ESTIMATED }, body };
}

function refuse(exchange: Exchange, error: AppError): GatewayResponse {
  log[error.row.logLevel]("token count failed", {
    requestId: exchange.id,
    code: error.code,
    ...(error.row.logLevel === "error" ? errorFields(error.cause ?? error) : {}),
  });
  const headers = answerHeaders(exchange, "application/json");
  return errorResponse(error, exchange.id, headers, ERROR_SHAPES[exchange.endpoint]);
}
