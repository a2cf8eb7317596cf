import { Agent, request } from "undici";
import { guardedConnector } from "@/server/core/guarded-connector";
import { env } from "@/server/env";

export interface ModelListCall {
  url: string;
  headers: Readonly<Record<string, string>>;
}

export type ModelListAnswer =
  | { kind: "answer"; status: number; body: string }
  /** No answer; `code` is the HTTP client's or our guard's. */
  | { kind: "failure"; code: string };

const TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;
const BODY_BYTES_MAX = 4 * 1024 * 1024;

/**
 * Asks a provider for its list of models. Customers name some of the addresses, so the call goes through the outbound
 * guard, follows no redirect, and is bounded in time and size. Never throws.
 */
export async function askModelList({ url, headers }: ModelListCall): Promise<ModelListAnswer> {
  const allowPrivate = env().FLOOPY_ALLOW_PRIVATE_UPSTREAMS;
  const agent = new Agent({ connect: guardedConnector({ allowPrivate, timeout: CONNECT_TIMEOUT_MS }) });
  try {
    const { statusCode, body } = await request(url, {
      method: "GET",
      headers: {
        accept: "application/json",
        "accept-encoding": "identity",
        "user-agent": "floopy-gateway",
        ...headers,
      },
      dispatcher: agent,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { kind: "answer", status: statusCode, body: await readBounded(body) };
  } catch (thrown) {
    return { kind: "failure", code: codeOf(thrown) };
  } finally {
    await agent.destroy();
  }
}

/** The text, empty when it is larger than any list of models. */
async function readBounded(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) return "";
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** A connection to several addresses fails with one error for each; the first says enough. */
function codeOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return codeOf(thrown.errors[0]);
  if (!(thrown instanceof Error)) return "";
  return "code" in thrown && typeof thrown.code === "string" ? thrown.code : thrown.name;
}
