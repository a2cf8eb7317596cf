import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemDb } from "@/server/db/system";
import { openBodies } from "@/server/modules/content-keys";
import { findInDatabase } from "@/server/testing/find-in-database";
import { createGatewayTenant, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { type GatewayProcess, spawnGateway } from "@/server/testing/spawn-gateway";
import { JournalReader } from "../journal/journal-reader";
import { answers, chunkEvent, completion, DONE_EVENT, FakeUpstream, streams } from "./fake-upstream";
import { type RawResponse, rawCall } from "./raw-call";

/** What is said, and something private within it; no two are alike in any of the places that may keep them. */
const SAID = "canarysaid";
const EMAIL = "canarymail@private.example";
const KEY = ["gh", "p_16C7e42F292c6912E7710c838347Canary78B4"].join("");
const WORDS = `${SAID}: write to ${EMAIL} with ${KEY}`;
const PRIVATE = [EMAIL, KEY];

let folder: string;
let upstream: FakeUpstream;
let gateway: GatewayProcess;
let reader: JournalReader;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "floopy-canary-"));
  upstream = await new FakeUpstream().start();
  upstream
    .on("m", answers(200, completion(WORDS)))
    .on("s", streams([chunkEvent({ content: WORDS }), chunkEvent({}, "stop"), DONE_EVENT].join("")))
    .on("picky", answers(400, JSON.stringify({ error: { message: WORDS } })))
    .on("odd", answers(422, JSON.stringify({ detail: WORDS })))
    .on("down", answers(503, WORDS));
  gateway = await spawnGateway(folder, { FLOOPY_ALLOW_PRIVATE_UPSTREAMS: "1", LOG_LEVEL: "debug" });
  reader = new JournalReader({ folder: path.join(folder, "journal") });
}, 60_000);
afterAll(async () => {
  await reader?.close();
  await gateway?.kill("SIGKILL");
  upstream?.close();
  rmSync(folder, { recursive: true, force: true });
});

const tenantWith = (storageMode: "metadata" | "redacted" | "full"): Promise<GatewayTenant> =>
  createGatewayTenant({ storageMode, customBaseUrl: upstream.baseUrl });

/** The words in every place that a request has for them, and everything that can come back of it. */
async function askEverything({ apiKey }: GatewayTenant): Promise<RawResponse[]> {
  const call = { id: "call_1", type: "function", function: { name: "mail", arguments: `{"to":"${WORDS}"}` } };
  const messages = [
    { role: "system", content: WORDS },
    { role: "user", content: [{ type: "text", text: WORDS }] },
    { role: "assistant", content: null, tool_calls: [call] },
    { role: "tool", tool_call_id: "call_1", content: WORDS },
  ];
  const ask = (model: string, over: Record<string, unknown> = {}): Promise<RawResponse> =>
    rawCall(`${gateway.baseUrl}/chat/completions`, apiKey, {
      body: JSON.stringify({ model, messages, ...over }),
      // Neither changes what the provider gets: what is kept has to be changed for itself.
      headers: { "floopy-firewall": "off" },
    });
  return Promise.all([
    ask("custom/m"),
    ask("custom/s", { stream: true }),
    ask("custom/picky"),
    ask("custom/odd"),
    ask("custom/down"),
    ask("custom/m", { messages: WORDS }),
  ]);
}

/** All files of the process, its log, and what is stored of the organisation, with bodies readable. */
async function everythingKept({ orgId }: GatewayTenant, words: readonly string[]) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
  await reader.drain();
  const rows = await systemDb().requestBody.findMany({ where: { orgId } });
  const bodies = JSON.stringify(await openBodies(systemDb(), orgId, rows));
  const found = {
    files: [] as string[],
    log: [] as string[],
    database: [] as string[],
    bodies: [] as string[],
  };
  for (const word of words) {
    if (files.includes(word)) found.files.push(word);
    if (gateway.logged().includes(word)) found.log.push(word);
    found.database.push(...(await findInDatabase(word, { orgId })));
    if (bodies.includes(word)) found.bodies.push(word);
  }
  return { ...found, kept: rows.length, text: bodies };
}

const STATUSES = [200, 200, 400, 422, 502, 400];
const NOWHERE = { files: [], log: [], database: [], bodies: [] };

describe("what is said in requests and answers", () => {
  it("is nowhere, not even encrypted, where only metadata is stored", async () => {
    const tenant = await tenantWith("metadata");
    expect((await askEverything(tenant)).map(({ status }) => status)).toEqual(STATUSES);
    expect(await everythingKept(tenant, [SAID, ...PRIVATE])).toMatchObject({ ...NOWHERE, kept: 0 });
  });

  it("is kept without what is private in it where that is replaced, in the bodies alone and encrypted", async () => {
    const tenant = await tenantWith("redacted");
    expect((await askEverything(tenant)).map(({ status }) => status)).toEqual(STATUSES);
    const { kept, text, ...found } = await everythingKept(tenant, PRIVATE);
    expect(found).toEqual(NOWHERE);
    expect(kept).toBeGreaterThan(2);
    expect(text).toContain("[EMAIL]");
    expect(text).toContain("[SECRET]");
    const { bodies, ...elsewhere } = await everythingKept(tenant, [SAID]);
    expect(bodies).toEqual([SAID]);
    expect(elsewhere).toMatchObject({ files: [], log: [], database: [] });
  });

  it("is kept as it is where all of it may be, in the bodies alone and encrypted, and in no log", async () => {
    const tenant = await tenantWith("full");
    await askEverything(tenant);
    const { bodies, ...elsewhere } = await everythingKept(tenant, [SAID, ...PRIVATE]);
    expect(bodies).toEqual([SAID, ...PRIVATE]);
    expect(elsewhere).toMatchObject({ files: [], log: [], database: [] });
    // The log is there to be looked through.
    expect(gateway.logged()).toMatch(/"msg":"request failed"/);
  });

  it("is in no error of our own", async () => {
    const tenant = await tenantWith("full");
    const own = (await askEverything(tenant)).filter((_, index) => index >= 4);
    for (const { text } of own) for (const word of [SAID, ...PRIVATE]) expect(text).not.toContain(word);
  });
});
