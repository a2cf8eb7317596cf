import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGatewayTenant, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { createHttpServer, type HttpServerOptions } from "../doors/http-server";
import { createNodeDoor } from "../doors/node-http";
import { type Harness, listen, startHarness } from "./harness";

let harness: Harness;
let tenant: GatewayTenant;
const servers: Server[] = [];

beforeAll(async () => {
  harness = await startHarness();
  tenant = await createGatewayTenant();
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await harness.close();
});

async function open(options: HttpServerOptions = {}, stalledMs?: number): Promise<number> {
  const door = createNodeDoor(harness.gateway, {
    trustedProxies: 0,
    ...(stalledMs === undefined ? {} : { stalledMs }),
  });
  const server = createHttpServer(door, options);
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function dial(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** Everything the server says until it hangs up. */
async function readAll(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  if (!socket.closed) await once(socket, "close");
  return text;
}

function call(body: object, extra = "", apiKey = tenant.apiKey): string {
  const text = JSON.stringify(body);
  return `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${apiKey}\r\ncontent-type: application/json\r\n${extra}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

const ASK = { model: "sandbox/quick", messages: [{ role: "user", content: "Hello" }] };

describe("the lean door and a client that", () => {
  it("sends headers that are too large or too many gets a typed 431", async () => {
    const port = await open();
    const large = await dial(port);
    large.write(`GET /v1/health HTTP/1.1\r\nhost: x\r\nx-large: ${"a".repeat(20_000)}\r\n\r\n`);
    expect(await readAll(large)).toMatch(/^HTTP\/1\.1 431 [\s\S]*"code":"headers_too_large"/);
    const many = await dial(port);
    const lines = Array.from({ length: 150 }, (_, index) => `x-${index}: 1\r\n`).join("");
    many.write(`GET /v1/health HTTP/1.1\r\nhost: x\r\n${lines}\r\n`);
    expect(await readAll(many)).toMatch(/^HTTP\/1\.1 431 [\s\S]*"code":"headers_too_large"/);
  });

  it("never finishes its headers, or its body, gets a typed 408 or is cut off", async () => {
    const port = await open({ headersTimeoutMs: 300, requestTimeoutMs: 600 });
    const head = await dial(port);
    head.write("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n");
    expect(await readAll(head)).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"request_timeout"/);
    const body = await dial(port);
    body.write(call(ASK).slice(0, -10));
    expect(await readAll(body)).not.toMatch(/HTTP\/1\.1 200/);
  });

  it("does not speak HTTP gets a typed 400", async () => {
    const socket = await dial(await open());
    socket.write("\x16\x03\x01 hello\r\n\r\n");
    expect(await readAll(socket)).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"invalid_request"/);
  });

  it("sends many requests ahead of their answers is cut off; a few are answered in order", async () => {
    const port = await open();
    const few = await dial(port);
    const health = "GET /v1/health HTTP/1.1\r\nhost: x\r\n\r\n";
    few.write(health + health.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n"));
    expect((await readAll(few)).match(/HTTP\/1\.1 200/g)).toHaveLength(2);
    const many = await dial(port);
    many.write(call(ASK).repeat(40));
    expect(((await readAll(many)).match(/HTTP\/1\.1 200/g) ?? []).length).toBeLessThan(40);
  });

  it("takes nothing of a stream is dropped, and so is the provider's call", async () => {
    let sentBytes = 0;
    const cut = new Promise<void>((resolve) => {
      void listen((_req, res) => {
        res.on("close", () => resolve());
        res.writeHead(200, { "content-type": "text/event-stream" });
        const event = {
          choices: [{ index: 0, delta: { content: "word ".repeat(3_000) }, finish_reason: null }],
        };
        const bytes = `data: ${JSON.stringify(event)}\n\n`;
        const fill = (): void => {
          while (!res.destroyed && res.write(bytes)) sentBytes += bytes.length;
        };
        res.on("drain", fill);
        fill();
      }).then(async ({ server, origin }) => {
        servers.push(server);
        const limited = await createGatewayTenant({
          customBaseUrl: `${origin}/v1`,
          customModels: ["endless"],
        });
        const socket = await dial(await open({}, 300));
        socket.pause();
        socket.write(call({ ...ASK, model: "custom/endless", stream: true }, "", limited.apiKey));
      });
    });
    await cut;
    // What the kernel's buffers between the three took; without the wait it would grow for ever.
    expect(sentBytes).toBeLessThan(64 * 1024 * 1024);
  });

  it("opens more connections than its address may hold is refused the rest", async () => {
    const port = await open({ connectionsPerAddress: 2 });
    const held = [await dial(port), await dial(port)];
    const third = await dial(port);
    third.write("GET /v1/health HTTP/1.1\r\nhost: x\r\n\r\n");
    expect(await readAll(third)).toBe("");
    for (const socket of held) socket.destroy();
    await Promise.all(held.map((socket) => (socket.closed ? null : once(socket, "close"))));
    await expect
      .poll(async () => {
        const again = await dial(port);
        again.write("GET /v1/health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        return (await readAll(again)).startsWith("HTTP/1.1 200");
      })
      .toBe(true);
  });
});
