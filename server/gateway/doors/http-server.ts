import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { ErrorCode } from "@/server/contracts/error-codes";
import { AppError } from "@/server/core/errors";
import { uuidv7 } from "@/server/core/ids";
import { errorResponse, errorShapeOf } from "../error-response";

export interface HttpServerOptions {
  /** Connections that one address may hold open at once; 0: any number. Of no use behind a proxy. */
  connectionsPerAddress?: number;
  /** A request's head must be complete after this time, and its body after that. */
  headersTimeoutMs?: number;
  requestTimeoutMs?: number;
}

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

const HEADER_BYTES_MAX = 16_384;
const HEADERS_MAX = 100;
/** Longer than the usual idle time of load balancers, so that they and not we end a connection. */
const KEEP_ALIVE_MS = 72_000;
const CHECK_EVERY_MS = 1_000;
/** Requests that one connection has sent ahead of their answers. Browsers and SDKs send one. */
const PIPELINED_MAX = 8;

/** An HTTP server that clients cannot wear out: every wait and every size has an end. See doors/README.md. */
export function createHttpServer(handler: Handler, options: HttpServerOptions = {}): Server {
  const running = new WeakMap<Socket, number>();
  const server = createServer(
    {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: options.headersTimeoutMs ?? 10_000,
      requestTimeout: options.requestTimeoutMs ?? 60_000,
      connectionsCheckingInterval: CHECK_EVERY_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    (req, res) => {
      const { socket } = req;
      const count = (running.get(socket) ?? 0) + 1;
      if (count > PIPELINED_MAX) return void socket.destroy();
      running.set(socket, count);
      res.on("close", () => running.set(socket, (running.get(socket) ?? 1) - 1));
      if (req.rawHeaders.length > HEADERS_MAX * 2) return refuse(req, res);
      handler(req, res);
    },
  );
  // Left to Node, headers above its own limit would be dropped in silence; ours refuses them.
  server.maxHeadersCount = 0;
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) =>
    answerBroken(error, socket, (running.get(socket as Socket) ?? 0) > 0),
  );
  limitConnections(server, options.connectionsPerAddress ?? 0);
  return server;
}

function refuse(req: IncomingMessage, res: ServerResponse): void {
  const error = new AppError("headers_too_large", `At most ${HEADERS_MAX} headers are allowed.`);
  const { status, headers, body } = errorResponse(error, uuidv7(), {}, errorShapeOf(req.url ?? ""));
  res.writeHead(status, { ...headers, connection: "close" });
  res.end(body as Buffer);
}

/** What could not be read as a request gets a typed answer, unless the answer to another one is on its way. */
function answerBroken(error: NodeJS.ErrnoException, socket: Duplex, isAnswering: boolean): void {
  if (error.code === "ECONNRESET" || !socket.writable || isAnswering) return void socket.destroy();
  const [code, message] = READ_ERRORS[error.code ?? ""] ?? NOT_HTTP;
  const { status, headers, body } = errorResponse(new AppError(code, message), uuidv7());
  const lines = Object.entries({ ...headers, "content-length": String((body as Buffer).length) });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status} Error\r\n${head}connection: close\r\n\r\n${(body as Buffer).toString()}`);
}

const NOT_HTTP: [ErrorCode, string] = ["invalid_request", "This is not a valid HTTP request."];
const READ_ERRORS: Readonly<Record<string, [ErrorCode, string]>> = {
  HPE_HEADER_OVERFLOW: ["headers_too_large", `Headers may have at most ${HEADER_BYTES_MAX} bytes.`],
  ERR_HTTP_REQUEST_TIMEOUT: ["request_timeout", "The request was not complete in time."],
};

function limitConnections(server: Server, max: number): void {
  if (max === 0) return;
  const open = new Map<string, number>();
  server.on("connection", (socket) => {
    const address = socket.remoteAddress ?? "";
    const count = open.get(address) ?? 0;
    if (count >= max) return socket.destroy();
    open.set(address, count + 1);
    socket.once("close", () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
