import { createVerify, generateKeyPairSync } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { storedCredential } from "@/server/contracts/provider-credentials";
import { PROVIDERS } from "@/server/contracts/provider-table";
import type { Provider } from "@/server/contracts/provider-types";
import {
  connectTestProvider,
  createGatewayTenant,
  createTestKey,
  type GatewayTenant,
} from "@/server/testing/gateway-tenant";
import { awsMessage } from "../stream/aws-message";
import { type CloudCall, CloudUpstream } from "./cloud-upstream";
import { completion } from "./fake-upstream";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";
import { rawCall } from "./raw-call";

const ACCESS_KEY = {
  kind: "aws_access_key" as const,
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "canary-secret-access-key",
};
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
/** Each door's tenant has an account of its own, so that the token of one is not the other's. */
const accountOf = (door: DoorName): string =>
  JSON.stringify({
    type: "service_account",
    client_email: `${door}@my-project-123.iam.gserviceaccount.com`,
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
    private_key_id: "0123456789abcdef",
    token_uri: "https://evil.example.com/token",
  });

let harness: Harness;
let tenant: GatewayTenant;
let cloud: CloudUpstream;

beforeAll(async () => {
  cloud = await new CloudUpstream().start();
  point("bedrock", { baseUrl: cloud.origin });
  point("vertex", { baseUrl: `${cloud.origin}/v1/projects/{project}/locations/{location}`, host: null });
  const { auth } = theProvider("vertex");
  if (auth.kind === "google") auth.tokenUrl = `${cloud.origin}/token`;
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  cloud.close();
});

function theProvider(id: string): Provider {
  const provider = PROVIDERS[id];
  if (provider === undefined) throw new Error(`no provider ${id}`);
  return provider;
}

function point(id: string, change: Partial<Provider>): void {
  Object.assign(theProvider(id), change);
}

const ask = (
  door: DoorName,
  model: string,
  more: Record<string, unknown> = {},
  path = "/chat/completions",
) => {
  const body = JSON.stringify({
    model,
    messages: [{ role: "user", content: "hi" }],
    max_tokens: 20,
    ...more,
  });
  return rawCall(`${harness.baseUrl(door)}${path}`, tenant.apiKey, { body });
};
const recordOf = async (headers: IncomingHttpHeaders) =>
  (await harness.record(String(headers["x-request-id"]))).request;

const CONVERSE_ANSWER = {
  output: { message: { role: "assistant", content: [{ text: "Olá" }] } },
  stopReason: "end_turn",
  usage: { inputTokens: 1_000, outputTokens: 500, totalTokens: 1_500 },
};
const CONVERSE_STREAM = Buffer.concat(
  [
    ["messageStart", { role: "assistant" }],
    ["contentBlockDelta", { contentBlockIndex: 0, delta: { text: "Olá, " } }],
    ["contentBlockDelta", { contentBlockIndex: 0, delta: { text: "São João 🌊" } }],
    ["contentBlockStop", { contentBlockIndex: 0 }],
    ["messageStop", { stopReason: "end_turn" }],
    ["metadata", { usage: CONVERSE_ANSWER.usage }],
  ].map(([name, data]) =>
    awsMessage({ ":message-type": "event", ":event-type": String(name) }, JSON.stringify(data)),
  ),
);
const MESSAGE = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-4-5",
  content: [{ type: "text", text: "Olá" }],
  stop_reason: "end_turn",
  stop_sequence: null,
  usage: { input_tokens: 10, output_tokens: 5 },
};

async function connectClouds(door: DoorName): Promise<void> {
  tenant = await createGatewayTenant();
  const region = {
    settings: { region: "eu-west-1", models: ["arn:aws:bedrock:eu-west-1:1:x/y=amazon.nova-pro-v1:0"] },
  };
  await connectTestProvider(tenant, "bedrock", storedCredential(ACCESS_KEY).text, region);
  const place = { settings: { project: "my-project-123", location: "global" } };
  const account = storedCredential({ kind: "google_service_account", json: accountOf(door) });
  await connectTestProvider(tenant, "vertex", account.text, place);
  await connectTestProvider(tenant, "azure", "azure-canary-key", {
    baseUrl: cloud.origin,
    settings: { api_version: "2024-10-21", models: ["chat-prod=gpt-4o-mini"] },
  });
}

describe.each(DOORS)("clouds at the %s door", (door) => {
  beforeAll(() => connectClouds(door));

  it("call Bedrock's Converse, signed for its region, with the model escaped in the path", async () => {
    cloud.answer((call) => json(call, 200, CONVERSE_ANSWER));
    const response = await ask(door, "bedrock/us.amazon.nova-pro-v1:0");
    expect(response.json().choices).toMatchObject([{ message: { content: "Olá" }, finish_reason: "stop" }]);
    const call = cloud.last;
    expect(call.path).toBe("/model/us.amazon.nova-pro-v1%3A0/converse");
    expect(call.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-west-1\/bedrock\/aws4_request, SignedHeaders=host;x-amz-date, Signature=[0-9a-f]{64}$/,
    );
    expect(JSON.stringify(call)).not.toContain("canary");
    const record = await recordOf(response.headers);
    expect(record).toMatchObject({
      provider: "bedrock",
      inputTokens: 1_000,
      outputTokens: 500,
      status: "ok",
    });
    // Nova Pro: 0.80 and 3.20 dollars a million.
    expect(record.costMicroUsd).toBe(800 + 1_600);
  });

  it.each([1, 7, 100_000])(
    "stream Converse in pieces of %i bytes, for chat and for Messages",
    async (pieceBytes) => {
      cloud.answer((call) => call.stream(CONVERSE_STREAM, pieceBytes));
      const chat = await ask(door, "bedrock/amazon.nova-pro-v1:0", { stream: true });
      const text = events(chat.text).map((chunk) => chunk.choices?.[0]?.delta?.content ?? "");
      expect(text.join("")).toBe("Olá, São João 🌊");
      expect(chat.text.endsWith("data: [DONE]\n\n")).toBe(true);
      expect(cloud.last.path).toBe("/model/amazon.nova-pro-v1%3A0/converse-stream");
      expect(await recordOf(chat.headers)).toMatchObject({ inputTokens: 1_000, isUsageEstimated: false });
      const message = await ask(door, "bedrock/amazon.nova-pro-v1:0", { stream: true }, "/messages");
      const words = events(message.text).map((event) => event.delta?.text ?? "");
      expect(words.join("")).toBe("Olá, São João 🌊");
      expect(events(message.text).at(-1)).toEqual({ type: "message_stop" });
      expect(await recordOf(message.headers)).toMatchObject({ endpoint: "messages", inputTokens: 1_000 });
    },
  );

  it("end with an error when Bedrock reports an exception or sends a damaged message", async () => {
    const exception = awsMessage(
      { ":message-type": "exception", ":exception-type": "throttlingException" },
      "{}",
    );
    const begun = CONVERSE_STREAM.subarray(0, CONVERSE_STREAM.indexOf("São") - 200);
    const damaged = Buffer.from(CONVERSE_STREAM);
    damaged[damaged.length - 20] = (damaged.at(-20) ?? 0) ^ 1;
    for (const bytes of [Buffer.concat([firstMessages(2), exception]), damaged, begun]) {
      cloud.answer((call) => call.stream(bytes, 64));
      const response = await ask(door, "bedrock/amazon.nova-pro-v1:0,sandbox/quick", { stream: true });
      const isCut = response.text.includes('"error"');
      expect(isCut || response.headers["floopy-provider"] === "sandbox").toBe(true);
      expect(isCut && response.text.includes("[DONE]")).toBe(false);
    }
  });

  it("speak Messages with Claude on Bedrock, whole and streamed, for Messages and for chat", async () => {
    cloud.answer((call) => json(call, 200, MESSAGE));
    const model = "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    const message = await ask(door, model, {}, "/messages");
    expect(message.json()).toEqual(MESSAGE);
    expect(cloud.last.path).toBe("/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke");
    expect(JSON.parse(cloud.last.body)).toEqual({
      anthropic_version: "bedrock-2023-05-31",
      messages: [{ role: "user", content: "hi" }],
      max_tokens: 20,
    });
    const chat = await ask(door, model);
    expect(chat.json().choices).toMatchObject([{ message: { content: "Olá" } }]);
    expect(JSON.parse(cloud.last.body)).toMatchObject({ anthropic_version: "bedrock-2023-05-31" });
    expect(JSON.parse(cloud.last.body).model).toBeUndefined();
    const chunks = [
      { type: "message_start", message: { ...MESSAGE, content: [], stop_reason: null } },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Olá" } },
      { type: "content_block_stop", index: 0 },
      { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 5 } },
      { type: "message_stop" },
    ].map((event) => {
      const bytes = Buffer.from(JSON.stringify(event)).toString("base64");
      return awsMessage({ ":message-type": "event", ":event-type": "chunk" }, JSON.stringify({ bytes }));
    });
    cloud.answer((call) => call.stream(Buffer.concat(chunks), 11));
    const streamed = await ask(door, model, { stream: true }, "/messages");
    expect(events(streamed.text).map(({ type }) => type)).toContain("content_block_delta");
    expect(cloud.last.path).toMatch(/\/invoke-with-response-stream$/);
    expect(JSON.parse(cloud.last.body).stream).toBeUndefined();
    expect(await recordOf(streamed.headers)).toMatchObject({
      status: "ok",
      inputTokens: 10,
      outputTokens: 5,
    });
  });

  it("buy one token for Vertex with an assertion that its key signed, at our address and not the file's", async () => {
    cloud.answer((call) => json(call, 200, JSON.parse(completion("Olá"))));
    const before = cloud.sold;
    const answers = await Promise.all([1, 2, 3].map(() => ask(door, "vertex/gemini-2.5-flash")));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(cloud.last).toMatchObject({
      path: "/v1/projects/my-project-123/locations/global/endpoints/openapi/chat/completions",
      headers: { authorization: `Bearer token-${before + 1}` },
    });
    expect(JSON.parse(cloud.last.body).model).toBe("google/gemini-2.5-flash");
    expect(cloud.sold).toBe(before + 1);
    const [head, claims, signature] = cloud.assertion.split(".");
    const check = createVerify("RSA-SHA256").update(`${head}.${claims}`);
    expect(check.verify(publicKey, signature ?? "", "base64url")).toBe(true);
    expect(JSON.parse(Buffer.from(claims ?? "", "base64url").toString())).toMatchObject({
      iss: `${door}@my-project-123.iam.gserviceaccount.com`,
      aud: `${cloud.origin}/token`,
      scope: "https://www.googleapis.com/auth/cloud-platform",
    });
  });

  it("speak Messages with Claude on Vertex, and buy another token once when one is refused", async () => {
    const before = cloud.sold;
    cloud.answer((call) =>
      call.headers.authorization === `Bearer token-${before}`
        ? json(call, 401, [{ error: { code: 401, message: "expired" } }])
        : json(call, 200, MESSAGE),
    );
    const message = await ask(door, "vertex/claude-sonnet-4-5@20250929", {}, "/messages");
    expect(message.json()).toEqual(MESSAGE);
    expect(cloud.sold).toBe(before + 1);
    expect(cloud.last.path).toBe(
      "/v1/projects/my-project-123/locations/global/publishers/anthropic/models/claude-sonnet-4-5%4020250929:rawPredict",
    );
    cloud.answer((call) => json(call, 401, [{ error: { code: 401, message: "no" } }]));
    const refused = await ask(door, "vertex/claude-sonnet-4-5@20250929", {}, "/messages");
    expect(refused.status).toBe(502);
    expect(cloud.sold).toBe(before + 2);
  });

  it("call an Azure deployment by its older path, find it by its model and price it as that", async () => {
    cloud.answer((call) => json(call, 200, JSON.parse(completion("Olá"))));
    for (const model of ["azure/chat-prod", "azure/gpt-4o-mini", "chat-prod", "gpt-4o-mini"]) {
      const response = await ask(door, model);
      expect(cloud.last).toMatchObject({
        path: "/openai/deployments/chat-prod/chat/completions?api-version=2024-10-21",
        headers: { "api-key": "azure-canary-key" },
      });
      const record = await recordOf(response.headers);
      expect(record).toMatchObject({ provider: "azure", model: "chat-prod" });
      expect(record.costMicroUsd).toBe(Math.round(11 * 0.15 + 7 * 0.6));
    }
  });

  it("hand on Azure's content filter as the refusal of the request that it is", async () => {
    const refusal = {
      error: { code: "content_filter", message: "filtered", type: null, param: "prompt", status: 400 },
    };
    cloud.answer((call) => json(call, 400, refusal));
    const response = await ask(door, "azure/chat-prod");
    expect([response.status, response.json()]).toEqual([400, refusal]);
  });

  it("list what can be called there: deployments, the region's profiles, Gemini and Claude", async () => {
    const response = await rawCall(`${harness.baseUrl(door)}/models`, tenant.apiKey, { method: "GET" });
    const listed = response.json().data;
    const ids = Array.isArray(listed) ? listed.map(({ id }) => id) : [];
    expect(ids).toContain("azure/chat-prod");
    expect(ids.filter((id) => id.startsWith("azure/"))).toHaveLength(1);
    expect(ids).toContain("bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0");
    expect(ids).toContain("bedrock/amazon.nova-pro-v1:0");
    expect(ids).toContain("vertex/gemini-2.5-pro");
    expect(ids.some((id) => id.startsWith("bedrock/regional."))).toBe(false);
  });
});

describe("a bare name that several providers serve", () => {
  it("is tried at the maker, then at the others, as far as the key may call them", async () => {
    const makers = await createGatewayTenant();
    point("openai", { baseUrl: `${cloud.origin}/maker` });
    await connectTestProvider(makers, "azure", "k", {
      baseUrl: cloud.origin,
      settings: { models: ["chat-prod=gpt-4o-mini"] },
    });
    await connectTestProvider(makers, "openai", "k");
    cloud.answer((call) =>
      call.path.startsWith("/maker") ? json(call, 503, {}) : json(call, 200, JSON.parse(completion("Olá"))),
    );
    const call = (apiKey: string) =>
      rawCall(`${harness.baseUrl("lean")}/chat/completions`, apiKey, {
        body: JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content: "hi" }] }),
      });
    const { headers } = await call(makers.apiKey);
    expect(headers).toMatchObject({ "floopy-provider": "azure", "floopy-fallback-index": "1" });
    const onlyMaker = await createTestKey(makers, { allowedModels: ["openai/*"] });
    expect((await call(onlyMaker)).status).toBe(502);
  });
});

function json(call: CloudCall, status: number, body: unknown): void {
  call.res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function firstMessages(count: number): Buffer {
  let end = 0;
  for (let at = 0; at < count; at++) end += CONVERSE_STREAM.readUInt32BE(end);
  return CONVERSE_STREAM.subarray(0, end);
}

// biome-ignore lint/suspicious/noExplicitAny: what a stream holds is what the tests are about.
function events(text: string): any[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("data: {"))
    .map((line) => JSON.parse(line.slice(6)));
}
