import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { CLIENT_ADDRESS_HEADER, resolveClientAddress } from "@/server/core/client-address";
import { errorFields, log, setLogLevel } from "@/server/core/logger";
import { disconnectDb } from "@/server/db/client";
import { env } from "@/server/env";
import { createHttpServer } from "@/server/gateway/doors/http-server";
import { createNodeDoor } from "@/server/gateway/doors/node-http";
import { createWidgetDoor } from "@/server/gateway/doors/widget-script";
import { gateway } from "@/server/gateway/gateway";
import { ownCalls } from "@/server/gateway/own-calls";
import { pastCalls } from "@/server/gateway/past-calls";
import type { Worker } from "@/server/jobs/worker";
import { demoAccess } from "@/server/modules/demo-chat";
import { provideDetectorAsker } from "@/server/modules/firewall";
import { provideModelCaller } from "@/server/modules/prompts";

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/** Running answers get this long to finish; after the second limit the process ends whatever happens. */
const DRAIN_MS = 10_000;
const SHUTDOWN_LIMIT_MS = 20_000;
const UPLOAD_MS_MAX = 3_600_000;
const PAGE_BODY_MS_MAX = 60_000;

async function startWeb(): Promise<{
  handle: Handler;
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
}> {
  const { default: next } = await import("next");
  const app = next({ dev: env().NODE_ENV === "development", hostname: env().HOST, port: env().PORT });
  await app.prepare();
  const handle = app.getRequestHandler();
  const upgrade = app.getUpgradeHandler();
  return {
    handle: (req, res) => void handle(req, res),
    upgrade: (req, socket, head) => void upgrade(req, socket, head),
  };
}

async function startJobs(): Promise<Worker> {
  const { startWorker } = await import("@/server/jobs/worker");
  return startWorker(ownCalls(gateway()));
}

/** In the background: the product serves meanwhile, and shows what there is. */
async function fillDemo(signal: AbortSignal): Promise<void> {
  const access = env().FLOOPY_DEMO === "on" ? demoAccess() : null;
  if (access === null) return;
  const { fillDemo: fill } = await import("@/server/demo/fill-demo");
  const call = pastCalls(gateway());
  await fill({ call, apiKey: access.serverKey, now: new Date(), signal }).catch((thrown: unknown) =>
    log.error("the demonstration was not filled", errorFields(thrown)),
  );
}

const notServed: Handler = (_req, res) => {
  res.writeHead(404, { "content-type": "text/plain" }).end("This process serves /v1 only.\n");
};

/** Next reads bodies as a whole: one that trickles in is cut off. */
function withBodyLimit(handler: Handler): Handler {
  return (req, res) => {
    if (req.headers["content-length"] !== undefined || req.headers["transfer-encoding"] !== undefined) {
      const timer = setTimeout(() => {
        if (!req.complete) req.destroy();
      }, PAGE_BODY_MS_MAX).unref();
      req.on("close", () => clearTimeout(timer));
    }
    handler(req, res);
  };
}

/** What stands behind Next cannot see the socket: it gets the address in a header of ours, whatever the client sent. */
function withClientAddress(handler: Handler): Handler {
  return (req, res) => {
    const forwarded = req.headers["x-forwarded-for"]?.toString();
    const address = resolveClientAddress(req.socket.remoteAddress, forwarded, env().FLOOPY_TRUSTED_PROXIES);
    delete req.headers[CLIENT_ADDRESS_HEADER];
    if (address !== null) req.headers[CLIENT_ADDRESS_HEADER] = address;
    handler(req, res);
  };
}

async function main(): Promise<void> {
  setLogLevel(env().LOG_LEVEL);
  const role = env().FLOOPY_ROLE;
  provideModelCaller(ownCalls(gateway()));
  provideDetectorAsker((trial) => gateway().tryDetector(trial));
  const web = role === "all" || role === "web" ? await startWeb() : null;
  const door = createNodeDoor(gateway(), { trustedProxies: env().FLOOPY_TRUSTED_PROXIES });
  const worker = role === "all" || role === "worker" ? await startJobs() : null;
  const pages = withBodyLimit(withClientAddress(web?.handle ?? notServed));
  const widget = createWidgetDoor("public/nps");

  const server = createHttpServer(
    (req, res) => {
      if (req.url?.startsWith("/v1/") || req.url === "/v1") door(req, res);
      else if (!widget(req, res)) pages(req, res);
    },
    // Long enough for a large upload; bodies that are read as a whole have shorter limits of their own.
    { connectionsPerAddress: env().FLOOPY_CONNECTIONS_PER_ADDRESS, requestTimeoutMs: UPLOAD_MS_MAX },
  );
  if (web !== null) server.on("upgrade", web.upgrade);
  const stopping = new AbortController();
  let filling = Promise.resolve();
  server.listen(env().PORT, env().HOST, () => {
    log.info("listening", { port: env().PORT, role });
    process.send?.("ready");
    if (worker !== null) filling = fillDemo(stopping.signal);
  });
  stopOnSignals(server, worker, async () => {
    stopping.abort();
    await filling;
  });
}

function stopOnSignals(server: Server, worker: Worker | null, endFilling: () => Promise<void>): void {
  let isStopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    log.info("stopping", { signal });
    setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref();
    const drained = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    await endFilling();
    await worker?.stop();
    await gateway().close(DRAIN_MS);
    server.closeAllConnections();
    await drained;
    await disconnectDb();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
  process.on("disconnect", () => void stop("disconnect"));
}

process.on("unhandledRejection", (reason) => log.error("unhandled rejection", errorFields(reason)));
main().catch((error: unknown) => {
  log.error("could not start", errorFields(error));
  process.exit(1);
});
