import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import OpenAI from "openai";
import { vi } from "vitest";
import { systemDb } from "@/server/db/system";
import { masterKey } from "@/server/env";
import { openBody } from "@/server/modules/content-keys";
import { createGatewayConfig } from "@/server/modules/gateway-config";
import { eventually } from "@/server/testing/eventually";
import { createNodeDoor } from "../doors/node-http";
import { createWebDoor } from "../doors/web";
import { createGateway, type Gateway, type GatewayOptions } from "../gateway";
import { JournalReader } from "../journal/journal-reader";

vi.stubEnv("FLOOPY_ALLOW_PRIVATE_UPSTREAMS", "1");

export type DoorName = "lean" | "web";
export const DOORS: readonly DoorName[] = ["lean", "web"];

export interface Harness {
  gateway: Gateway;
  /** `http://127.0.0.1:…/v1` behind the given door. */
  baseUrl(door: DoorName): string;
  client(door: DoorName, apiKey: string): OpenAI;
  /** The stored record of a request, once the journal has been moved into the database. */
  record(requestId: string): Promise<StoredRecord>;
  /** Everything stored of an organisation. */
  recordsOf(orgId: string): Promise<StoredRequest[]>;
  close(): Promise<void>;
}

export type StoredRequest = Awaited<ReturnType<typeof findRequests>>[number];

export interface StoredRecord {
  request: StoredRequest;
  body: {
    requestBody: string | null;
    responseBody: string | null;
    isTruncated: boolean;
    isRedacted: boolean;
  } | null;
  decision: { strategy: string; reason: string; propensity: number | null } | null;
}

/** One gateway with its own journal, both doors open on loopback ports. */
export async function startHarness(options: Partial<GatewayOptions> = {}): Promise<Harness> {
  const folder = mkdtempSync(path.join(tmpdir(), "floopy-journal-"));
  const gateway = createGateway({
    config: createGatewayConfig(),
    masterKey: masterKey(),
    journalFolder: folder,
    bodyBytesMax: 10_000_000,
    uploadBytesMax: 50_000_000,
    isIngesting: false,
    ...options,
  });
  const reader = new JournalReader({ folder });
  const servers = {
    lean: await listen(createNodeDoor(gateway)),
    web: await listen(webListener(createWebDoor(gateway))),
  };
  const baseUrl = (door: DoorName): string => `${servers[door].origin}/v1`;
  return {
    gateway,
    baseUrl,
    client: (door, apiKey) => new OpenAI({ baseURL: baseUrl(door), apiKey, maxRetries: 0, timeout: 15_000 }),
    record: async (requestId) => {
      await eventually(async () => {
        await reader.drain();
        if ((await findRequests({ id: requestId })).length === 0)
          throw new Error(`no record of ${requestId}`);
      });
      return readRecord(requestId);
    },
    recordsOf: async (orgId) => {
      await reader.drain();
      return findRequests({ orgId });
    },
    close: async () => {
      for (const { server } of Object.values(servers)) server.closeAllConnections();
      await gateway.close(1_000);
      await reader.close();
      for (const { server } of Object.values(servers)) server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function listen(listener: RequestListener): Promise<{ server: Server; origin: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { server, origin: `http://127.0.0.1:${address.port}` };
}

/** Request and Response on `node:http`, as a host of route handlers does it. */
function webListener(door: (request: Request) => Promise<Response>): RequestListener {
  return (req, res) => {
    const presence = new AbortController();
    res.on("close", () => presence.abort());
    // What nobody read is read away, as hosts do, or a client that is still sending would wait for ever.
    res.on("finish", () => req.removeAllListeners("data").resume());
    const hasBody = req.method !== "GET" && req.method !== "HEAD";
    const request = new Request(`http://localhost${req.url}`, {
      method: req.method ?? "GET",
      headers: Object.entries(req.headers).map(([name, value]): [string, string] => [name, String(value)]),
      signal: presence.signal,
      ...(hasBody ? { body: Readable.toWeb(req) as ReadableStream<Uint8Array>, duplex: "half" } : {}),
    });
    void door(request)
      .then(async (response) => {
        res.writeHead(response.status, Object.fromEntries(response.headers));
        if (response.body === null) return res.end();
        const reader = response.body.getReader();
        res.on("close", () => void reader.cancel().catch(() => {}));
        for (let part = await reader.read(); !part.done; part = await reader.read()) res.write(part.value);
        return res.end();
      })
      // A body that ends in an error breaks the connection.
      .catch(() => res.destroy());
  };
}

function findRequests(where: { id?: string; orgId?: string }) {
  return systemDb().request.findMany({ where, orderBy: { createdAt: "asc" } });
}

async function readRecord(requestId: string): Promise<StoredRecord> {
  const [requests, body, decision] = await Promise.all([
    findRequests({ id: requestId }),
    systemDb().requestBody.findFirst({ where: { requestId } }),
    systemDb().decision.findFirst({ where: { requestId } }),
  ]);
  const [request] = requests;
  if (request === undefined || requests.length !== 1)
    throw new Error(`${requests.length} records of ${requestId}`);
  return { request, body: await openBody(systemDb(), request.orgId, body), decision };
}
