import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemDb } from "@/server/db/system";
import { provideModelCaller } from "@/server/modules/prompts";
import { addPromptVersion } from "@/server/modules/prompts/add-version";
import { createPrompt } from "@/server/modules/prompts/create-prompt";
import { movePromptLabel } from "@/server/modules/prompts/move-label";
import { tryPrompt } from "@/server/modules/prompts/try-prompt";
import { createGatewayTenant, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { ownCalls } from "../own-calls";
import { answers, completion, FakeUpstream, type SeenCall } from "./fake-upstream";
import { DOORS, type Harness, startHarness } from "./harness";
import { rawCall } from "./raw-call";

let harness: Harness;
let upstream: FakeUpstream;
let tenant: GatewayTenant;
let promptId: string;
let seen: SeenCall[];

beforeAll(async () => {
  seen = [];
  upstream = await new FakeUpstream().start();
  for (const model of ["small", "large"]) {
    upstream.on(model, (res, call) => {
      seen.push(call);
      return answers(200, completion("ok"))(res, call);
    });
  }
  tenant = await createGatewayTenant({ customBaseUrl: upstream.baseUrl, customModels: ["small", "large"] });
  const made = await createPrompt(
    tenant.as(),
    {
      name: "Support reply",
      messages: [
        { role: "system", content: "You are {{tone}}." },
        { role: "user", content: "Reply to {{name}}." },
      ],
      variables: [{ name: "tone", default: "kind" }, { name: "name" }],
      settings: { model: "custom/small", temperature: 0.2, max_tokens: 50 },
    },
    tenant,
  );
  promptId = made.id;
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  upstream.close();
});

const bodyOf = (call: SeenCall | undefined) => JSON.parse(String(call?.body ?? "{}"));

describe.each(DOORS)("the %s door with a stored prompt", (door) => {
  const call = (path: string, body: object, headers: Record<string, string> = {}) =>
    rawCall(`${harness.baseUrl(door)}${path}`, tenant.apiKey, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "floopy-prompt-id": promptId, ...headers },
    });

  it("is used by OpenAI’s own client, and recorded with its version", async () => {
    const { data, response } = await harness
      .client(door, tenant.apiKey)
      .chat.completions.create(
        {
          model: "prompt",
          messages: [{ role: "user", content: "Where is it?" }],
          ...{ inputs: { name: "Ana" } },
        },
        { headers: { "floopy-prompt-id": "support-reply" } },
      )
      .withResponse();
    expect(data.choices[0]?.message.content).toBe("ok");
    expect(response.headers.get("floopy-prompt-version")).toBe("1");
    const sent = bodyOf(seen.at(-1));
    expect(sent).toEqual({
      model: "small",
      temperature: 0.2,
      max_tokens: 50,
      messages: [
        { role: "system", content: "You are kind." },
        { role: "user", content: "Reply to Ana." },
        { role: "user", content: "Where is it?" },
      ],
    });
    const { request, body } = await harness.record(response.headers.get("x-request-id") ?? "");
    expect(request).toMatchObject({ promptId, promptVersion: 1, requestedModel: "custom/small" });
    expect(body?.requestBody).toContain("Reply to Ana.");
  });

  it("lets a request set what the prompt would, and leaves its other bytes alone", async () => {
    const answer = await call("/chat/completions", {
      ...{
        model: "custom/large",
        temperature: 0,
        max_completion_tokens: 9,
        seed: 1.0,
        inputs: { name: "B" },
      },
    });
    expect(answer.status).toBe(200);
    const sent = bodyOf(seen.at(-1));
    expect(sent).toMatchObject({ model: "large", temperature: 0, max_completion_tokens: 9, seed: 1 });
    expect(sent).not.toHaveProperty("max_tokens");
    expect(sent).not.toHaveProperty("inputs");
  });

  it("fills it the same on Messages and Responses", async () => {
    const inputs = { name: "Ana", tone: "brief" };
    const message = await call("/messages", { model: "prompt", system: "Also polite.", inputs });
    expect(message.status).toBe(200);
    expect(bodyOf(seen.at(-1)).messages).toEqual([
      { role: "system", content: "You are brief.\n\nAlso polite." },
      { role: "user", content: "Reply to Ana." },
    ]);
    const response = await call("/responses", { model: "prompt", store: false, input: "Now.", inputs });
    expect(response.status).toBe(200);
    expect(bodyOf(seen.at(-1)).messages).toMatchObject([
      { content: "You are brief." },
      { content: "Reply to Ana." },
      { content: "Now." },
    ]);
  });

  it("names what is missing, and answers an unknown prompt or version as not found", async () => {
    const chat = (body: object, headers = {}) =>
      call("/chat/completions", { model: "prompt", ...body }, headers);
    const missing = await chat({});
    expect(missing.status).toBe(400);
    expect(missing.json()).toMatchObject({ error: { code: "invalid_request", param: "inputs.name" } });
    expect((await chat({ inputs: { name: "A", nmae: "B" } })).json()).toMatchObject({
      error: { param: "inputs.nmae" },
    });
    expect((await chat({ inputs: [] })).json()).toMatchObject({ error: { param: "inputs" } });
    const inputs = { name: "A" };
    for (const version of ["9", "staging", "no such", "x".repeat(99)]) {
      expect((await chat({ inputs }, { "floopy-prompt-version": version })).status).toBe(404);
    }
    expect((await chat({ inputs }, { "floopy-prompt-id": "prm_none" })).status).toBe(404);
    expect((await call("/embeddings", { model: "custom/small", input: "x" })).status).toBe(400);
  });

  it("gives a repeated key the first answer, whatever the label has come to mean since", async () => {
    const own = await createPrompt(
      tenant.as(),
      { name: "Moving", messages: [{ role: "user", content: "One" }], settings: { model: "custom/small" } },
      tenant,
    );
    const ask = (key: string) =>
      call("/chat/completions", { model: "prompt" }, { "floopy-prompt-id": own.id, "idempotency-key": key });
    const first = await ask(`${door}-1`);
    expect(bodyOf(seen.at(-1)).messages).toEqual([{ role: "user", content: "One" }]);
    await addPromptVersion(tenant.as(), {
      promptId: own.id,
      messages: [{ role: "user", content: "Two" }],
      settings: { model: "custom/large" },
    });
    await movePromptLabel(tenant.as(), { promptId: own.id, label: "production", version: 2 });
    const moved = async () => {
      await ask(`${door}-${Math.random()}`);
      return bodyOf(seen.at(-1)).messages;
    };
    await expect.poll(moved).toEqual([{ role: "user", content: "Two" }]);
    const repeated = await ask(`${door}-1`);
    expect([repeated.status, repeated.text]).toEqual([200, first.text]);
  });
});

it("counts nothing of a prompt where a project stores nothing", async () => {
  const quiet = await createGatewayTenant({
    storageMode: "none",
    customBaseUrl: upstream.baseUrl,
    customModels: ["small"],
  });
  const { id } = await createPrompt(
    quiet.as(),
    { name: "Quiet", messages: [{ role: "user", content: "Hi" }], settings: { model: "custom/small" } },
    quiet,
  );
  const { response } = await harness
    .client("lean", quiet.apiKey)
    .chat.completions.create({ model: "prompt", messages: [] }, { headers: { "floopy-prompt-id": id } })
    .withResponse();
  const { request } = await harness.record(response.headers.get("x-request-id") ?? "");
  expect(request).toMatchObject({ status: "ok", promptId: null, promptVersion: null });
});

it("tries what is in the editor through the gateway, on record as a trial", async () => {
  provideModelCaller(ownCalls(harness.gateway));
  const draft = {
    projectId: tenant.projectId,
    messages: [{ role: "user" as const, content: "Hello {{name}}" }],
    inputs: { name: "Ana" },
  };
  const trial = await tryPrompt(tenant.as(), { ...draft, model: "custom/small" });
  expect(trial).toMatchObject({ isOk: true, text: "ok" });
  const { request } = await harness.record(trial.requestId ?? "");
  expect(request).toMatchObject({ orgId: tenant.orgId, purpose: "trial", model: "small" });
  expect(await tryPrompt(tenant.as(), { ...draft, model: "custom/absent" })).toMatchObject({ isOk: false });
  expect(await systemDb().session.count({ where: { orgId: tenant.orgId, id: request.sessionId } })).toBe(0);
});
