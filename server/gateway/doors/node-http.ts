import type { IncomingMessage, ServerResponse } from "node:http";
import { resolveClientAddress } from "@/server/core/client-address";
import { AppError } from "@/server/core/errors";
import type { Gateway } from "../gateway";
import { Presence } from "../presence";
import { type GatewayRequest, type HeaderMap, isStream, type StreamSink } from "../types";
import { announcesTooMuch, bodyTooLarge, leftWhileSending, READ_AWAY } from "./body-limits";

export interface NodeDoorOptions {
  /** How many proxies in front of us append to X-Forwarded-For. */
  trustedProxies: number;
  /** A client that takes nothing of its answer for so long is dropped. */
  stalledMs?: number;
}

const STALLED_MS = 60_000;
const ONE_WRITE_BYTES_MAX = 16 * 1024;
/** For a body that is read as a whole; one that is passed on as it comes has limits of its own. */
const WHOLE_BODY_MS_MAX = 60_000;

export type NodeDoor = (req: IncomingMessage, res: ServerResponse) => void;

/** The lean door: the gateway behind `node:http`, for every path under `/v1`. */
export function createNodeDoor(
  gateway: Pick<Gateway, "handle">,
  options: NodeDoorOptions = { trustedProxies: 0 },
): NodeDoor {
  return (req, res) => {
    res.on("error", () => {});
    void answer(gateway, options, req, res);
  };
}

async function answer(
  gateway: Pick<Gateway, "handle">,
  options: NodeDoorOptions,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const presence = new Presence();
  res.on("close", () => {
    if (!res.writableFinished) presence.leave();
  });
  const response = await gateway.handle(toGatewayRequest(req, options, presence));
  const { body } = response;
  if (!req.complete) res.once("finish", () => readAway(req));
  if (!isStream(body)) {
    response.headers["content-length"] = String(body.length);
    res.writeHead(response.status, response.headers);
    // A text goes out in one write with the head; byte for byte, as latin1 keeps each.
    if (body.length <= ONE_WRITE_BYTES_MAX) res.end(body.toString("latin1"), "latin1");
    else res.end(body);
    dropWhenStalled(res, options);
    return;
  }
  res.writeHead(response.status, response.headers);
  try {
    await body.pipe(sinkOf(res, options));
  } catch {
    // Why is in the record; here it must not look like a proper end.
    res.destroy();
    return;
  }
  res.end();
  dropWhenStalled(res, options);
}

/** The rest of a body that was not wanted: what many clients send to the end before they read their answer. */
function readAway(req: IncomingMessage): void {
  if (req.complete) return;
  let left: number = READ_AWAY.bytesMax;
  const cut = (): void => void req.socket.destroy();
  const timer = setTimeout(cut, READ_AWAY.msMax).unref();
  req.on("close", () => clearTimeout(timer));
  req.on("end", () => clearTimeout(timer));
  req.on("data", (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) cut();
  });
  req.resume();
}

function toGatewayRequest(
  req: IncomingMessage,
  options: NodeDoorOptions,
  presence: Presence,
): GatewayRequest {
  const url = req.url ?? "/";
  const mark = url.indexOf("?");
  const headers = headersOf(req);
  return {
    method: req.method ?? "GET",
    path: mark === -1 ? url : url.slice(0, mark),
    query: mark === -1 ? "" : url.slice(mark + 1),
    headers,
    readBody: (bytesMax) => readBody(req, bytesMax),
    openBody: (bytesMax) => openBody(req, bytesMax),
    remoteAddress:
      resolveClientAddress(req.socket.remoteAddress, headers["x-forwarded-for"], options.trustedProxies) ??
      "",
    presence,
  };
}

/** Node joins repeated headers with commas; only `set-cookie`, which no request has, would be a list. */
function headersOf(req: IncomingMessage): HeaderMap {
  return req.headers as HeaderMap;
}

/** Collects the body; stops reading as soon as it is too long, whatever content-length said. */
function readBody(req: IncomingMessage, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (announcesTooMuch(req.headers["content-length"], bytesMax)) return reject(bodyTooLarge(bytesMax));
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => {
      req.pause();
      req.removeAllListeners("data");
      reject(new AppError("request_timeout", "The request was not complete in time."));
    }, WHOLE_BODY_MS_MAX);
    req.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bytesMax) return chunks.push(chunk);
      clearTimeout(timer);
      req.pause();
      req.removeAllListeners("data");
      return reject(bodyTooLarge(bytesMax));
    });
    req.on("end", () => {
      clearTimeout(timer);
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
    });
    const left = (): void => {
      clearTimeout(timer);
      // A complete request closes too; an error made for it would cost a stack trace each time.
      if (!req.complete) reject(leftWhileSending());
    };
    req.on("error", left);
    req.on("close", left);
  });
}

function openBody(req: IncomingMessage, bytesMax: number): AsyncIterable<Buffer> {
  if (announcesTooMuch(req.headers["content-length"], bytesMax)) throw bodyTooLarge(bytesMax);
  return piecesOf(req, bytesMax);
}

async function* piecesOf(req: IncomingMessage, bytesMax: number): AsyncGenerator<Buffer> {
  let size = 0;
  try {
    // Whoever stops half-way has an answer to give on this connection.
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > bytesMax) throw bodyTooLarge(bytesMax);
      yield chunk;
    }
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : leftWhileSending(thrown);
  }
}

/**
 * The answer is said but not taken: a client that takes nothing more of it for a while is cut off by Node, which sees
 * slow progress as progress. Once all is taken, the server's own idle time holds again.
 */
function dropWhenStalled(res: ServerResponse, { stalledMs = STALLED_MS }: NodeDoorOptions): void {
  if (!res.writableFinished && !res.destroyed) res.socket?.setTimeout(stalledMs);
}

function sinkOf(res: ServerResponse, { stalledMs = STALLED_MS }: NodeDoorOptions): StreamSink {
  return {
    write: (chunk) => res.write(chunk) || res.destroyed,
    drained: () =>
      new Promise((resolve) => {
        const done = (): void => {
          res.socket?.setTimeout(0);
          res.off("drain", done);
          res.off("close", done);
          resolve();
        };
        if (res.destroyed || !res.writableNeedDrain) return resolve();
        res.socket?.setTimeout(stalledMs);
        res.on("drain", done);
        res.on("close", done);
      }),
  };
}
