import { AppError } from "@/server/core/errors";
import type { GivenBack } from "../stages/attempt";
import { recordExchange } from "../stages/record";
import { answerHeaders, streamVerdict } from "../stages/respond";
import type { GatewayResponse } from "../types";
import type { ProviderAnswer } from "./call-provider";
import type { ObjectCall } from "./object-exchange";

/** Of a provider's headers only what a download needs to be read. */
const DOWNLOAD_HEADERS = [
  "content-type",
  "content-length",
  "content-disposition",
  "content-range",
  "accept-ranges",
  "etag",
] as const;

/** Records a whole answer and hands it over as it came. */
export async function answerWhole(
  { deps, exchange }: ObjectCall,
  status: number,
  body: Buffer,
): Promise<GatewayResponse> {
  exchange.mark("upstream");
  await recordExchange(deps.records, exchange, { status: "ok", httpStatus: status, error: null });
  return { status, headers: answerHeaders(exchange, "application/json"), body };
}

export async function answerRefusal(
  { deps, exchange }: ObjectCall,
  { status, body }: GivenBack,
): Promise<GatewayResponse> {
  exchange.mark("upstream");
  const error = new AppError("upstream_rejected", `provider answered ${status}`, {
    userMessage: `The provider rejected the request (HTTP ${status}).`,
  });
  await recordExchange(deps.records, exchange, { status: "error", httpStatus: status, error });
  return { status, headers: answerHeaders(exchange, "application/json"), body };
}

/** A download is recorded when it ends, before its last byte leaves. */
export function answerDownload(
  { deps, exchange }: ObjectCall,
  { relay, status, headers: sent }: Extract<ProviderAnswer, { kind: "download" }>,
): GatewayResponse {
  exchange.mark("upstream");
  relay.settle = async (ending) => {
    const attempt = exchange.attempts.at(-1);
    if (attempt !== undefined) attempt.duration_ms = Math.round(exchange.elapsedMs()) - attempt.started_ms;
    if (attempt !== undefined && ending.kind === "failed") {
      attempt.outcome = ending.failure.outcome;
      attempt.error = ending.failure.message;
    }
    const verdict = streamVerdict(ending);
    await recordExchange(deps.records, exchange, verdict);
  };
  const headers = answerHeaders(exchange, "application/octet-stream");
  for (const name of DOWNLOAD_HEADERS) {
    const value = sent[name];
    if (typeof value === "string") headers[name] = value;
  }
  // What a customer uploaded must never be taken for a page of ours.
  headers["x-content-type-options"] = "nosniff";
  return { status, headers, body: relay };
}
