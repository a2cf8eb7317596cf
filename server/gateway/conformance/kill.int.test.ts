import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemDb } from "@/server/db/system";
import { createGatewayTenant, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { type GatewayProcess, spawnGateway } from "@/server/testing/spawn-gateway";
import { JournalReader } from "../journal/journal-reader";
import { type RawResponse, rawCall } from "./raw-call";

let tenant: GatewayTenant;
let dataDir: string;

beforeAll(async () => {
  tenant = await createGatewayTenant();
  dataDir = mkdtempSync(path.join(tmpdir(), "floopy-kill-"));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

function ask(server: GatewayProcess, stream: boolean): Promise<RawResponse | null> {
  const body = JSON.stringify({
    model: "sandbox/quick",
    stream,
    messages: [{ role: "user", content: "hello there" }],
  });
  return rawCall(`${server.baseUrl}/chat/completions`, tenant.apiKey, { body }).catch(() => null);
}

const isWhole = (response: RawResponse | null): response is RawResponse =>
  response !== null &&
  !response.isCut &&
  response.status === 200 &&
  (response.text.endsWith("data: [DONE]\n\n") || response.text.endsWith("}"));

const idsOf = (responses: readonly RawResponse[]): string[] =>
  responses.map(({ headers }) => String(headers["x-request-id"])).sort();

async function storedIds(): Promise<string[]> {
  const rows = await systemDb().request.findMany({ where: { orgId: tenant.orgId }, select: { id: true } });
  return rows.map(({ id }) => id).sort();
}

async function ingestAll(): Promise<void> {
  const reader = new JournalReader({ folder: path.join(dataDir, "journal") });
  await reader.drain();
  await reader.close();
}

/** Keeps `lanes` requests running until `count` whole answers have come, then calls `then` and waits for the rest. */
async function loadUntil(
  server: GatewayProcess,
  lanes: number,
  count: number,
  then: () => Promise<void>,
): Promise<RawResponse[]> {
  const whole: RawResponse[] = [];
  let isOver = false;
  const lane = async (number: number): Promise<void> => {
    for (let turn = 0; !isOver; turn++) {
      const response = await ask(server, (number + turn) % 2 === 0);
      if (isWhole(response)) whole.push(response);
      if (whole.length >= count && !isOver) {
        isOver = true;
        await then();
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
  return whole;
}

it("pain 11: records missing. There is exactly one of every answer that a client received in full before the process was killed", async () => {
  const server = await spawnGateway(dataDir);
  const whole = await loadUntil(server, 200, 300, () => server.kill("SIGKILL"));
  await ingestAll();
  await ingestAll();
  const stored = await storedIds();
  expect(new Set(stored).size).toBe(stored.length);
  expect(idsOf(whole).filter((id) => !stored.includes(id))).toEqual([]);
  expect(readdirSync(path.join(dataDir, "journal")).filter((file) => file.endsWith(".ndjson"))).toEqual([]);
}, 60_000);

it("finishes running streams when it is asked to stop, and leaves nothing unrecorded", async () => {
  const server = await spawnGateway(dataDir);
  const before = await storedIds();
  const running = Promise.all(Array.from({ length: 20 }, () => ask(server, true)));
  await expect.poll(() => existsSync(path.join(dataDir, "journal"))).toBe(true);
  const first = await ask(server, false);
  await server.kill("SIGTERM");
  const responses = [...(await running), first];
  expect(responses.every(isWhole)).toBe(true);
  await ingestAll();
  const stored = (await storedIds()).filter((id) => !before.includes(id));
  expect(stored).toEqual(idsOf(responses.filter(isWhole)));
}, 60_000);
