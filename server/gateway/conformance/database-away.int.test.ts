import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { generateApiKey } from "@/server/core/api-key-format";
import { systemDb } from "@/server/db/system";
import { env } from "@/server/env";
import { createGatewayTenant, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { type GatewayProcess, spawnGateway } from "@/server/testing/spawn-gateway";
import { TcpProxy } from "@/server/testing/tcp-proxy";
import { type RawResponse, rawCall } from "./raw-call";

let tenant: GatewayTenant;
let proxy: TcpProxy;
let server: GatewayProcess;
let dataDir: string;

beforeAll(async () => {
  tenant = await createGatewayTenant();
  const url = new URL(env().DATABASE_URL);
  proxy = await new TcpProxy({ host: url.hostname, port: Number(url.port) }).open();
  url.port = String(proxy.port);
  url.hostname = "127.0.0.1";
  dataDir = mkdtempSync(path.join(tmpdir(), "floopy-away-"));
  server = await spawnGateway(dataDir, { DATABASE_URL: url.href, FLOOPY_ROLE: "all" });
});
afterAll(async () => {
  await server.kill("SIGKILL");
  proxy.shut();
  rmSync(dataDir, { recursive: true, force: true });
});

function ask(apiKey: string): Promise<RawResponse> {
  const body = JSON.stringify({ model: "sandbox/quick", messages: [{ role: "user", content: "hello" }] });
  return rawCall(`${server.baseUrl}/chat/completions`, apiKey, { body });
}

const ready = async (): Promise<number> =>
  (await rawCall(`${server.baseUrl}/ready`, "", { method: "GET" })).status;

it("pain 17: a database outage gives 401s, pools are exhausted. Known keys are served, unknown ones get 503 with Retry-After, and what was answered is stored afterwards", async () => {
  expect((await ask(tenant.apiKey)).status).toBe(200);
  expect(await ready()).toBe(200);

  proxy.shut();
  const during = await Promise.all(Array.from({ length: 40 }, () => ask(tenant.apiKey)));
  expect(during.map(({ status }) => status)).toEqual(Array(40).fill(200));
  const unknown = await ask(generateApiKey("server"));
  expect(unknown.status).toBe(503);
  expect(unknown.json().error.code).toBe("dependency_unavailable");
  expect(Number(unknown.headers["retry-after"])).toBeGreaterThan(0);
  expect(await ready()).toBe(503);

  await proxy.open();
  await expect.poll(ready).toBe(200);
  const ids = during.map(({ headers }) => String(headers["x-request-id"]));
  const stored = () => systemDb().request.count({ where: { orgId: tenant.orgId, id: { in: ids } } });
  await expect.poll(stored).toBe(40);
  expect(await systemDb().request.count({ where: { orgId: tenant.orgId } })).toBe(41);
}, 90_000);
