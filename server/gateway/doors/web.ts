import { resolveClientAddress } from "@/server/core/client-address";
import { AppError } from "@/server/core/errors";
import type { Gateway } from "../gateway";
import { Presence } from "../presence";
import { type GatewayRequest, type GatewayStream, isStream, type StreamSink } from "../types";

export interface WebDoorOptions {
  trustedProxies: number;
}

/** The second door: the same gateway behind Request and Response, for hosts that only run route handlers. */
export function createWebDoor(
  gateway: Pick<Gateway, "handle">,
  options: WebDoorOptions = { trustedProxies: 0 },
): (request: Request) => Promise<Response> {
  return async (request) => {
    const presence = new Presence();
    request.signal.addEventListener("abort", () => presence.leave(), { once: true });
    const response = await gateway.handle(toGatewayRequest(request, options, presence));
    const { status, headers, body } = response;
    if (isStream(body)) return new Response(toWebStream(body, presence), { status, headers });
    return new Response(new Uint8Array(body), { status, headers });
  };
}

function toGatewayRequest(request: Request, options: WebDoorOptions, presence: Presence): GatewayRequest {
  const url = new URL(request.url);
  const headers = Object.fromEntries(request.headers);
  return {
    method: request.method,
    path: url.pathname,
    query: url.search.slice(1),
    headers,
    readBody: (bytesMax) => readBody(request, bytesMax),
    // A route handler cannot see the socket: without trusted proxies the address is unknown and no allowlist matches.
    remoteAddress: resolveClientAddress(undefined, headers["x-forwarded-for"], options.trustedProxies) ?? "",
    presence,
  };
}

async function readBody(request: Request, bytesMax: number): Promise<Buffer> {
  if (request.body === null) return Buffer.alloc(0);
  // Left to the host unread: cancelling a body half-way may close the connection before the answer is out.
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) throw tooLarge(bytesMax);
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return Buffer.concat(chunks);
      size += value.length;
      if (size > bytesMax) break;
      chunks.push(value);
    }
  } catch (cause) {
    throw new AppError("client_closed", "the client left while sending", { cause });
  }
  void reader.cancel().catch(() => {});
  throw tooLarge(bytesMax);
}

function tooLarge(bytesMax: number): AppError {
  return new AppError("body_too_large", "body too large", {
    userMessage: `The body is larger than ${bytesMax} bytes.`,
  });
}

/** Pulls on demand: the sink reports itself full while the reader has not asked for more. */
function toWebStream(stream: GatewayStream, presence: Presence): ReadableStream<Uint8Array> {
  let onPull: (() => void) | null = null;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const sink: StreamSink = {
        write: (chunk) => {
          if (presence.isGone) return true;
          controller.enqueue(new Uint8Array(chunk));
          return (controller.desiredSize ?? 0) > 0;
        },
        drained: () =>
          new Promise((resolve) => {
            onPull = resolve;
          }),
      };
      void stream.pipe(sink).then(() => {
        if (!presence.isGone) controller.close();
      });
    },
    pull() {
      onPull?.();
      onPull = null;
    },
    cancel() {
      presence.leave();
      onPull?.();
    },
  });
}
