import { resolveClientAddress } from "@/server/core/client-address";
import { AppError } from "@/server/core/errors";
import type { Gateway } from "../gateway";
import { Presence } from "../presence";
import { type GatewayRequest, type GatewayStream, isStream, type StreamSink } from "../types";
import { announcesTooMuch, bodyTooLarge, leftWhileSending, READ_AWAY } from "./body-limits";

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
    openBody: (bytesMax) => openBody(request, bytesMax),
    // A route handler cannot see the socket: without trusted proxies the address is unknown and no allowlist matches.
    remoteAddress: resolveClientAddress(undefined, headers["x-forwarded-for"], options.trustedProxies) ?? "",
    presence,
  };
}

async function readBody(request: Request, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of openBody(request, bytesMax)) chunks.push(chunk);
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

function openBody(request: Request, bytesMax: number): AsyncIterable<Buffer> {
  // Left to the host unread: nothing has been taken from it.
  if (announcesTooMuch(request.headers.get("content-length"), bytesMax)) throw bodyTooLarge(bytesMax);
  return piecesOf(request, bytesMax);
}

async function* piecesOf({ body }: Request, bytesMax: number): AsyncGenerator<Buffer> {
  if (body === null) return;
  const reader = body.getReader();
  let size = 0;
  let isOver = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      isOver = done;
      if (done) return;
      size += value.length;
      if (size > bytesMax) throw bodyTooLarge(bytesMax);
      yield Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    }
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    isOver = true;
    throw leftWhileSending(thrown);
  } finally {
    // Cancelled half-way, a host closes the connection and with it the answer.
    if (!isOver) void readAway(reader);
  }
}

/** The rest of a body that was not wanted: what many clients send to the end before they read their answer. */
async function readAway(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const deadlineMs = performance.now() + READ_AWAY.msMax;
  let left: number = READ_AWAY.bytesMax;
  try {
    while (left > 0 && performance.now() < deadlineMs) {
      const { done, value } = await reader.read();
      if (done) return;
      left -= value.length;
    }
    await reader.cancel();
  } catch {
    // The client has left, which ends this too.
  }
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
      void stream.pipe(sink).then(
        () => {
          if (!presence.isGone) controller.close();
        },
        // Why is in the record; here it must not look like a proper end.
        () => controller.error(new Error("the answer broke off")),
      );
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
