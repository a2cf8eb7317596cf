import { Agent, request } from "undici";
import { guardedConnector } from "@/server/core/guarded-connector";
import { env } from "@/server/env";

const TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;
const BODY_BYTES_MAX = 1024 * 1024;

export interface GuardedCall {
  url: string;
  form?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
}

/** JSON from an address that a customer named: through the outbound guard, without redirects, bounded in time and size. */
export async function guardedJson({ url, form, headers }: GuardedCall): Promise<unknown> {
  const allowPrivate = env().FLOOPY_ALLOW_PRIVATE_UPSTREAMS;
  const agent = new Agent({ connect: guardedConnector({ allowPrivate, timeout: CONNECT_TIMEOUT_MS }) });
  const type = { "content-type": "application/x-www-form-urlencoded" };
  try {
    const response = await request(url, {
      method: form === undefined ? "GET" : "POST",
      headers: { accept: "application/json", ...(form === undefined ? {} : type), ...headers },
      ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
      dispatcher: agent,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await readBounded(response.body);
    if (response.statusCode !== 200) throw new Error(`the identity provider answered ${response.statusCode}`);
    return JSON.parse(text);
  } finally {
    await agent.destroy();
  }
}

async function readBounded(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) throw new Error("the identity provider’s answer is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
