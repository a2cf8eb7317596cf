import OpenAI, { toFile } from "openai";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createGatewayTenant, createTestKey, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";

vi.setConfig({ testTimeout: 60_000 });

let harness: Harness;
let tenant: GatewayTenant;

beforeAll(async () => {
  tenant = await createGatewayTenant();
  harness = await startHarness();
});
afterAll(() => harness.close());

const line = (id: string, model: string, url = "/v1/chat/completions"): string =>
  JSON.stringify({
    custom_id: id,
    method: "POST",
    url,
    body: {
      model,
      messages: [{ role: "user", content: `Say hello to ${id}.` }],
      sandbox: { first_token_ms: 0 },
    },
  });

const jsonl = (...lines: string[]): Promise<File> =>
  toFile(Buffer.from(`${lines.join("\n")}\n`), "requests.jsonl");

async function finished(client: OpenAI, id: string): Promise<OpenAI.Batch> {
  await expect
    .poll(async () => (await client.batches.retrieve(id)).status, { interval: 100 })
    .toMatch(/^(completed|failed|cancelled)$/);
  return client.batches.retrieve(id);
}

describe.each(DOORS)("the %s door with the openai client's files and batches", (door) => {
  const client = (key = tenant.apiKey, at: DoorName = door): OpenAI => harness.client(at, key);

  it("keeps a file, tells of it, gives it back and deletes it", async () => {
    const { data: file, response } = await client()
      .files.create({ file: await jsonl(line("one", "sandbox/quick")), purpose: "batch" })
      .withResponse();
    expect(file).toMatchObject({ object: "file", filename: "requests.jsonl", purpose: "batch" });
    const { request, body } = await harness.record(response.headers.get("x-request-id") ?? "");
    expect(request).toMatchObject({
      endpoint: "files",
      status: "ok",
      httpStatus: 200,
      provider: "sandbox",
      model: null,
      sessionId: "",
      inputTokens: null,
      costMicroUsd: null,
      isSandbox: true,
    });
    expect(body).toBeNull();
    expect(await client().files.retrieve(file.id)).toEqual(file);
    const content = await client().files.content(file.id);
    expect(await content.text()).toContain("Say hello to one.");
    expect(content.headers.get("x-content-type-options")).toBe("nosniff");
    const listed = await client().files.list({ purpose: "batch" });
    expect(listed.data.map(({ id }) => id)).toContain(file.id);
    expect(await client().files.delete(file.id)).toMatchObject({ id: file.id, deleted: true });
    await expect(client().files.retrieve(file.id)).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });

  it("runs a batch from its file to its output, good lines and bad ones", async () => {
    const input = await client().files.create({
      file: await jsonl(line("good", "sandbox/quick"), line("bad", "sandbox/invalid")),
      purpose: "batch",
    });
    const made = await client().batches.create({
      input_file_id: input.id,
      endpoint: "/v1/chat/completions",
      completion_window: "24h",
      metadata: { job: door },
    });
    expect(made).toMatchObject({ status: "validating", metadata: { job: door } });
    const batch = await finished(client(), made.id);
    expect(batch).toMatchObject({
      status: "completed",
      request_counts: { total: 2, completed: 1, failed: 1 },
    });
    const output = await (await client().files.content(batch.output_file_id ?? "")).text();
    const result = JSON.parse(output);
    expect(result).toMatchObject({ custom_id: "good", response: { status_code: 200 }, error: null });
    expect(result.response.body.choices[0].message.content).toMatch(/./);
    const errors = await (await client().files.content(batch.error_file_id ?? "")).text();
    expect(JSON.parse(errors)).toMatchObject({ custom_id: "bad", response: { status_code: 400 } });
    const seen: string[] = [];
    for await (const one of client().batches.list({ limit: 1 })) seen.push(one.id);
    expect(seen).toContain(made.id);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it("cancels a batch, and says why another one failed", async () => {
    const lines = Array.from({ length: 40 }, (_, n) => line(`line-${n}`, "sandbox/slow"));
    const slow = await client().files.create({ file: await jsonl(...lines), purpose: "batch" });
    const asked = { endpoint: "/v1/chat/completions", completion_window: "24h" } as const;
    const running = await client().batches.create({ input_file_id: slow.id, ...asked });
    expect(["cancelling", "cancelled"]).toContain((await client().batches.cancel(running.id)).status);
    expect((await finished(client(), running.id)).status).toBe("cancelled");
    const wrong = await client().files.create({ file: await jsonl("not json"), purpose: "batch" });
    const failed = await client().batches.create({ input_file_id: wrong.id, ...asked });
    expect(await finished(client(), failed.id)).toMatchObject({
      status: "failed",
      errors: { data: [{ line: 1 }] },
    });
  });

  it("gives the client its typed exceptions", async () => {
    const reader = client(await createTestKey(tenant, { permissions: ["read"] }));
    const file = await jsonl(line("x", "sandbox/quick"));
    await expect(reader.files.create({ file, purpose: "batch" })).rejects.toBeInstanceOf(
      OpenAI.PermissionDeniedError,
    );
    expect((await reader.files.list()).data).toEqual(expect.any(Array));
    const writer = client(await createTestKey(tenant, { permissions: ["write"] }));
    await expect(writer.files.list()).rejects.toBeInstanceOf(OpenAI.PermissionDeniedError);
    await expect(client("fl_sk_nope").files.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
    const batch = { endpoint: "/v1/chat/completions", completion_window: "24h" } as const;
    const unknown = client().batches.create({ input_file_id: "file-nobody", ...batch });
    await expect(unknown).rejects.toMatchObject({
      status: 400,
      code: "invalid_request",
      param: "input_file_id",
    });
    await expect(client().batches.retrieve("batch_nobody")).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });
});
