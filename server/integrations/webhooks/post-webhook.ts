import { Agent, request } from "undici";
import { guardedConnector } from "@/server/core/guarded-connector";
import { env } from "@/server/env";

export interface WebhookCall {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface WebhookAnswer {
  /** Null when no answer came; `error` then says why. */
  status: number | null;
  error: string | null;
  durationMs: number;
}

const TIMEOUT_MS = 15_000;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Posts to an address that a customer named: through the outbound guard, without following redirects, and without
 * reading more of the answer than its status. Never throws.
 */
export async function postWebhook({ url, headers, body }: WebhookCall): Promise<WebhookAnswer> {
  const allowPrivate = env().FLOOPY_ALLOW_PRIVATE_UPSTREAMS;
  const agent = new Agent({ connect: guardedConnector({ allowPrivate, timeout: CONNECT_TIMEOUT_MS }) });
  const started = performance.now();
  const answer = (status: number | null, error: string | null): WebhookAnswer => ({
    status,
    error,
    durationMs: Math.round(performance.now() - started),
  });
  try {
    const response = await request(url, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": "floopy-webhooks", ...headers },
      body,
      dispatcher: agent,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    response.body.on("error", () => {}).destroy();
    return answer(response.statusCode, null);
  } catch (thrown) {
    return answer(null, reasonOf(thrown));
  } finally {
    await agent.destroy();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRNOTPUBLIC: "The address is not on the public internet.",
  invalid_field: "The address is not on the public internet.",
  ENOTFOUND: "The name cannot be found.",
  ECONNREFUSED: "The connection was refused.",
  ECONNRESET: "The connection was closed before an answer came.",
  UND_ERR_SOCKET: "The connection was closed before an answer came.",
  UND_ERR_CONNECT_TIMEOUT: "No connection within 5 seconds.",
  TimeoutError: "No answer within 15 seconds.",
};

/** In words of ours: what a stranger's server or certificate says does not belong into our log. */
function reasonOf(thrown: unknown): string {
  const code = codeOf(thrown);
  if (REASONS[code] !== undefined) return REASONS[code];
  return /CERT|TLS|SSL/.test(code) ? "The certificate was not accepted." : "The call failed.";
}

/** A connection to several addresses fails with one error for each; the first says enough. */
function codeOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return codeOf(thrown.errors[0]);
  if (!(thrown instanceof Error)) return "";
  return "code" in thrown && typeof thrown.code === "string" ? thrown.code : thrown.name;
}
