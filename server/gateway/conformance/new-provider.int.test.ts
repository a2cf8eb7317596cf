import { afterAll, beforeAll, expect, it, vi } from "vitest";
import {
  connectTestProvider,
  createGatewayTenant,
  type GatewayTenant,
} from "@/server/testing/gateway-tenant";
import {
  answers,
  chunkEvent,
  completion,
  DONE_EVENT,
  FakeUpstream,
  streams,
  USAGE_EVENT,
} from "./fake-upstream";
import { type Harness, startHarness } from "./harness";
import { rawCall } from "./raw-call";

/** The one entry that a new provider takes; its address is known once the upstream listens. */
const NEWCO = vi.hoisted(() => ({
  id: "newco",
  name: "Newco",
  baseUrl: "https://api.newco.example/v1",
  priceProviderId: "groq",
}));

vi.mock("@/server/contracts/provider-table", async (importOriginal) => {
  const table = await importOriginal<typeof import("@/server/contracts/provider-table")>();
  const { provider } = await import("@/server/contracts/provider-row");
  return { ...table, PROVIDERS: { ...table.PROVIDERS, newco: provider(NEWCO) } };
});

let harness: Harness;
let tenant: GatewayTenant;
let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  const { PROVIDERS } = await import("@/server/contracts/provider-table");
  if (PROVIDERS.newco === undefined) throw new Error("the entry is not there");
  PROVIDERS.newco.baseUrl = upstream.baseUrl;
  tenant = await createGatewayTenant();
  await connectTestProvider(tenant, "newco", "newco-key");
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  upstream.close();
});

const call = (path: string, body: Record<string, unknown>) =>
  rawCall(`${harness.baseUrl("lean")}${path}`, tenant.apiKey, {
    body: JSON.stringify({ messages: [{ role: "user", content: "hi" }], max_tokens: 9, ...body }),
  });

it("one entry of the table makes a provider: chat, streams, Messages, embeddings, prices and the list", async () => {
  upstream.on("llama-3.3-70b-versatile", answers(200, completion("Olá")));
  const chat = await call("/chat/completions", { model: "newco/llama-3.3-70b-versatile" });
  expect(chat.json().choices).toMatchObject([{ message: { content: "Olá" } }]);
  expect(upstream.calls.at(-1)).toMatchObject({
    path: "/v1/chat/completions",
    headers: { authorization: "Bearer newco-key" },
  });
  expect(Number(chat.headers["floopy-cost-micro-usd"])).toBeGreaterThan(0);
  const message = await call("/messages", { model: "llama-3.3-70b-versatile" });
  expect(message.json().content).toMatchObject([{ type: "text", text: "Olá" }]);
  upstream.on(
    "streamed",
    streams(chunkEvent({ content: "Olá" }) + chunkEvent({}, "stop") + USAGE_EVENT + DONE_EVENT),
  );
  expect((await call("/chat/completions", { model: "newco/streamed", stream: true })).text).toContain(
    "[DONE]",
  );
  upstream.on(
    "embedder",
    answers(200, '{"object":"list","data":[{"embedding":[1]}],"usage":{"prompt_tokens":1}}'),
  );
  const embedded = await call("/embeddings", { model: "newco/embedder", input: "x" });
  expect([embedded.status, upstream.calls.at(-1)?.path]).toEqual([200, "/v1/embeddings"]);
  const models = await rawCall(`${harness.baseUrl("lean")}/models`, tenant.apiKey, { method: "GET" });
  expect(models.text).toContain('"newco/llama-3.3-70b-versatile"');
});
