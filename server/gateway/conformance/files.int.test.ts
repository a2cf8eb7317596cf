import { createHash } from "node:crypto";
import { request as httpRequest } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { newId } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { eventually } from "@/server/testing/eventually";
import {
  connectTestProvider,
  createGatewayTenant,
  createTestKey,
  type GatewayTenant,
} from "@/server/testing/gateway-tenant";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";
import { ObjectUpstream } from "./object-upstream";
import { type RawCall, type RawResponse, rawCall } from "./raw-call";

vi.setConfig({ testTimeout: 60_000 });

const SMALL_UPLOAD_MAX = 1_000_000;

let harness: Harness;
let small: Harness;
let account: ObjectUpstream;
let ours: GatewayTenant;
let theirs: GatewayTenant;
let siblingKey: string;

/** Two organisations that have, unknown to each other, the same account at a provider. */
beforeAll(async () => {
  account = await new ObjectUpstream("one").start();
  ours = await createGatewayTenant({ customBaseUrl: account.baseUrl });
  theirs = await createGatewayTenant({ customBaseUrl: account.baseUrl });
  const sibling = await systemDb().project.create({
    data: { id: newId("prj"), orgId: ours.orgId, slug: "sibling", name: "Sibling" },
  });
  siblingKey = await createTestKey({ orgId: ours.orgId, projectId: sibling.id });
  harness = await startHarness();
  small = await startHarness({ uploadBytesMax: SMALL_UPLOAD_MAX });
  // The first look into the configuration may be slow on a busy machine, and is then answered 503.
  for (const { baseUrl } of [harness, small]) {
    const look = () => rawCall(`${baseUrl("lean")}/files`, ours.apiKey, { method: "GET" });
    await eventually(async () => {
      if ((await look()).status !== 200) throw new Error("no configuration yet");
    });
  }
});
afterEach(() => {
  account.intercept = () => false;
});
afterAll(async () => {
  await harness.close();
  await small.close();
  account.close();
});

const FORM_TYPE = { "content-type": "multipart/form-data; boundary=b" };

function form(content: string | Buffer): Buffer {
  const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\n';
  return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from("\r\n--b--\r\n")]);
}

const idOf = (response: RawResponse): string => String(response.headers["x-request-id"]);
const listedIds = (response: RawResponse): string[] =>
  (response.json().data as { id: string }[]).map(({ id }) => id);

describe.each(DOORS)("files and batches at the %s door", (door: DoorName) => {
  const call = (path: string, apiKey: string, step: RawCall = {}): Promise<RawResponse> =>
    rawCall(`${harness.baseUrl(door)}${path}`, apiKey, { method: "GET", ...step });
  const upload = (apiKey = ours.apiKey, over: RawCall = {}): Promise<RawResponse> =>
    call("/files", apiKey, {
      method: "POST",
      body: form("x"),
      ...over,
      headers: { ...FORM_TYPE, ...over.headers },
    });
  const uploaded = async (apiKey = ours.apiKey): Promise<string> => String((await upload(apiKey)).json().id);

  it.each([true, false])("forwards an upload byte by byte (chunked: %s)", async (isChunked) => {
    const body = form(Buffer.alloc(3_000_000, "line\n"));
    const response = await upload(ours.apiKey, { body, isChunked });
    expect(response.status).toBe(200);
    const seen = account.uploads.at(-1);
    expect(seen).toMatchObject({
      bytes: body.length,
      sha256: createHash("sha256").update(body).digest("hex"),
      headers: FORM_TYPE,
    });
    expect(seen?.headers["content-length"]).toBe(isChunked ? undefined : String(body.length));
    expect(seen?.headers.authorization).toBeUndefined();
  });

  it("passes an upload on while it comes, and waits for a provider that reads slowly", async () => {
    let letGo = (): void => {};
    let received = 0;
    account.intercept = (req, res) => {
      req.once("data", (chunk: Buffer) => {
        received += chunk.length;
        req.pause();
      });
      letGo = () => {
        req.resume().on("end", () => res.end('{"id":"file-slow","object":"file"}'));
      };
      return true;
    };
    let written = 0;
    const sent = new Promise<number>((resolve, reject) => {
      const req = httpRequest(
        `${harness.baseUrl(door)}/files`,
        { method: "POST", headers: { ...FORM_TYPE, authorization: `Bearer ${ours.apiKey}` } },
        (res) => resolve(res.resume().statusCode ?? 0),
      );
      req.on("error", reject);
      const piece = Buffer.alloc(65_536, "x");
      const more = (): void => {
        while (written < 30_000_000) {
          written += piece.length;
          if (!req.write(piece)) return void req.once("drain", more);
        }
        req.end();
      };
      more();
    });
    await expect.poll(() => received).toBeGreaterThan(0);
    // Nothing moves any more: what is under way fits into the buffers between client and provider.
    await expect
      .poll(async () => {
        const before = written;
        await new Promise((resolve) => setTimeout(resolve, 200));
        return written - before;
      })
      .toBe(0);
    expect(written).toBeLessThan(25_000_000);
    letGo();
    expect(await sent).toBe(200);
  });

  it("refuses an upload over the limit while it comes, with and without a content-length", async () => {
    const body = Buffer.alloc(SMALL_UPLOAD_MAX + 500_000, "x");
    const before = account.files.length;
    for (const isChunked of [false, true]) {
      const step = { method: "POST", body, isChunked, headers: FORM_TYPE };
      const response = await rawCall(`${small.baseUrl(door)}/files`, ours.apiKey, step);
      expect([response.status, response.json().error.code]).toEqual([413, "body_too_large"]);
      const { request } = await small.record(idOf(response));
      expect(request).toMatchObject({ endpoint: "files", httpStatus: 413, errorCode: "body_too_large" });
    }
    expect(account.files).toHaveLength(before);
  });

  it("gives the connection up at the provider when the client leaves in the middle of an upload", async () => {
    const req = httpRequest(`${harness.baseUrl(door)}/files`, {
      method: "POST",
      headers: { ...FORM_TYPE, authorization: `Bearer ${ours.apiKey}` },
    });
    req.on("error", () => {});
    const before = account.uploads.length;
    req.write(Buffer.alloc(200_000));
    await expect.poll(() => account.uploads[before]?.bytes ?? 0).toBeGreaterThan(0);
    req.destroy();
    await expect.poll(() => account.uploads[before]?.isCut).toBe(true);
  });

  it("sends an upload once, whatever becomes of it", async () => {
    let calls = 0;
    account.intercept = (req, res) => {
      calls += 1;
      req.resume().on("end", () => res.writeHead(503).end());
      return true;
    };
    const response = await upload();
    expect([response.status, response.json().error.code, calls]).toEqual([502, "all_providers_failed", 1]);
  });

  it("asks for a file again when the provider was briefly away", async () => {
    const id = await uploaded();
    let calls = 0;
    account.intercept = (_req, res) => {
      calls += 1;
      if (calls === 1) res.writeHead(503).end();
      return calls === 1;
    };
    expect((await call(`/files/${id}?include=all`, ours.apiKey)).json()).toMatchObject({ id });
    expect(account.calls.at(-1)?.url).toBe(`/v1/files/${id}?include=all`);
  });

  it("streams a download while the provider is still sending, and breaks it off when the provider does", async () => {
    const id = await uploaded();
    let finish = (): void => {};
    account.intercept = (_req, res) => {
      res.writeHead(200, { "content-type": "text/html", "content-disposition": 'attachment; filename="a"' });
      res.write("first ");
      res.write("second ");
      finish = () => void res.end("third");
      return true;
    };
    const seen: string[] = [];
    const whole = await call(`/files/${id}/content`, ours.apiKey, {
      onChunk: (text) => {
        seen.push(text);
        finish();
      },
    });
    expect(whole.text).toBe("first second third");
    expect(seen.length).toBeGreaterThan(1);
    expect(whole.headers).toMatchObject({
      "content-disposition": 'attachment; filename="a"',
      "x-content-type-options": "nosniff",
    });
    account.intercept = (_req, res) => {
      res.writeHead(200, { "content-length": "1000" });
      res.write("a".repeat(250));
      setTimeout(() => res.write("a".repeat(250), () => res.destroy()), 20);
      return true;
    };
    const torn = await call(`/files/${id}/content`, ours.apiKey);
    expect(torn.isCut).toBe(true);
    const { request } = await harness.record(idOf(torn));
    expect(request).toMatchObject({ status: "error", errorCode: "stream_truncated" });
  });

  it("keeps a file to the project that uploaded it, though others share the provider's account", async () => {
    const id = await uploaded();
    const nobodys = `${id.slice(0, -1)}x`;
    const plain = ({ status, text }: RawResponse): unknown => [
      status,
      text.replace(/"request_id":"[^"]+"/, ""),
    ];
    for (const other of [theirs.apiKey, siblingKey]) {
      const before = account.calls.length;
      for (const [method, rest] of [
        ["GET", ""],
        ["GET", "/content"],
        ["DELETE", ""],
      ] as const) {
        const theirTry = await call(`/files/${id}${rest}`, other, { method });
        const unknown = await call(`/files/${nobodys}${rest}`, other, { method });
        expect(theirTry.status).toBe(404);
        expect(plain(theirTry)).toEqual(plain(unknown));
      }
      const body = JSON.stringify({ input_file_id: id, endpoint: "/v1/chat/completions" });
      expect((await call("/batches", other, { method: "POST", body })).status).toBe(400);
      expect(account.calls).toHaveLength(before);
    }
    expect((await call(`/files/${id}`, ours.apiKey)).status).toBe(200);
  });

  it("lists a project's own files only, in the provider's order, page after page", async () => {
    const mine = [await uploaded(), await uploaded()];
    for (let n = 0; n < 5; n++) account.addFile("made elsewhere");
    const foreign = [await uploaded(theirs.apiKey), await uploaded(siblingKey)];
    const first = await call("/files?limit=1", ours.apiKey);
    expect(listedIds(first)).toEqual([mine[1]]);
    expect(first.json().has_more).toBe(true);
    const second = await call(`/files?limit=1&after=${mine[1]}`, ours.apiKey);
    expect(listedIds(second)).toEqual([mine[0]]);
    expect(listedIds(await call("/files?limit=100", theirs.apiKey))).toContain(foreign[0]);
    expect(listedIds(await call("/files?limit=100", theirs.apiKey))).not.toContain(mine[0]);
    const cursor = await call(`/files?after=${foreign[0]}`, ours.apiKey);
    expect([cursor.status, cursor.json().error.param]).toEqual([400, "after"]);
  });

  it("gives the files that a batch wrote to the batch's project", async () => {
    const body = JSON.stringify({ input_file_id: await uploaded(), endpoint: "/v1/chat/completions" });
    const made = await call("/batches", ours.apiKey, { method: "POST", body });
    expect(made.json().output_file_id).toBeNull();
    const { output_file_id: output } = (await call(`/batches/${made.json().id}`, ours.apiKey)).json();
    expect((await call(`/files/${output}/content`, ours.apiKey)).text).toBe(`content of ${output}`);
    expect((await call(`/files/${output}/content`, theirs.apiKey)).status).toBe(404);
    expect(listedIds(await call("/batches", theirs.apiKey))).not.toContain(made.json().id);
    const { request } = await harness.record(idOf(made));
    expect(request).toMatchObject({
      endpoint: "batches",
      status: "ok",
      costMicroUsd: null,
      inputTokens: null,
    });
  });

  it("uploads once for one Idempotency-Key, and starts a batch once", async () => {
    const headers = { "idempotency-key": `upload-${door}` };
    const before = account.uploads.length;
    const [first, second] = [await upload(ours.apiKey, { headers }), await upload(ours.apiKey, { headers })];
    expect(second.text).toBe(first.text);
    expect(second.headers["floopy-idempotent-replay"]).toBe(idOf(first));
    expect(account.uploads).toHaveLength(before + 1);
    const longer = await upload(ours.apiKey, { headers, body: form("something longer") });
    expect([longer.status, longer.json().error.code]).toEqual([409, "idempotency_conflict"]);
    const body = JSON.stringify({ input_file_id: first.json().id, endpoint: "/v1/embeddings" });
    const start = (): Promise<RawResponse> =>
      call("/batches", ours.apiKey, {
        method: "POST",
        body,
        headers: { "idempotency-key": `batch-${door}` },
      });
    expect((await start()).text).toBe((await start()).text);
  });

  it("hands the provider's own refusal on, and forgets what the provider no longer has", async () => {
    const id = await uploaded();
    account.files.length = 0;
    const gone = await call(`/files/${id}`, ours.apiKey);
    expect([gone.status, gone.json().error.message]).toEqual([404, `No such object: ${id}`]);
    expect((await call(`/files/${id}`, ours.apiKey)).json().error.code).toBe("not_found");
  });

  it("asks which provider is meant, and takes its name", async () => {
    const org = await createGatewayTenant({ customBaseUrl: account.baseUrl });
    await connectTestProvider(org, "openai", "sk-test");
    const unclear = await upload(org.apiKey);
    expect(unclear.status).toBe(400);
    expect(unclear.json().error).toMatchObject({
      code: "invalid_request",
      param: "floopy-provider",
      choices: expect.arrayContaining(["custom", "openai", "sandbox"]),
    });
    const named = await upload(org.apiKey, { headers: { "floopy-provider": "custom" } });
    expect(named.headers["floopy-provider"]).toBe("custom");
    expect((await call(`/files/${named.json().id}`, org.apiKey)).status).toBe(200);
    const wrong = await upload(org.apiKey, { headers: { "floopy-provider": "groq" } });
    expect([wrong.status, wrong.json().error.param]).toEqual([400, "floopy-provider"]);
  });

  it("keeps a limited key from starting batches of any model", async () => {
    const limited = await createTestKey(ours, { allowedModels: ["custom/a"] });
    const body = JSON.stringify({ input_file_id: await uploaded(), endpoint: "/v1/chat/completions" });
    const response = await call("/batches", limited, { method: "POST", body });
    expect([response.status, response.json().error.code]).toEqual([403, "model_not_allowed"]);
    const whole = await createTestKey(ours, { allowedModels: ["custom/*"] });
    expect((await call("/batches", whole, { method: "POST", body })).status).toBe(200);
  });

  it("refuses what is no upload, and methods that a path does not have", async () => {
    const json = await upload(ours.apiKey, { headers: { "content-type": "application/json" } });
    expect([json.status, json.json().error.code]).toEqual([415, "unsupported_media_type"]);
    const wrong = await call("/files/file-1", ours.apiKey, { method: "POST" });
    expect([wrong.status, wrong.headers.allow]).toEqual([405, "GET, DELETE"]);
    expect((await call("/files/a/b/c", ours.apiKey)).status).toBe(404);
  });

  it("finds a file again under the key it was uploaded with, when there are several", async () => {
    const other = await new ObjectUpstream("two").start();
    const org = await createGatewayTenant({ customBaseUrl: account.baseUrl });
    const first = String((await upload(org.apiKey)).json().id);
    const addKey = (weight: number) =>
      systemDb().providerKey.create({
        data: {
          id: newId("pkey"),
          orgId: org.orgId,
          provider: "custom",
          name: "second",
          baseUrl: other.baseUrl,
          lastFour: "",
          weight,
        },
      });
    await addKey(1_000);
    // Both doors lead to one gateway, which hears of the new key from the database.
    await expect.poll(async () => listedIds(await call("/files", org.apiKey))).toEqual([first]);
    const rest = await Promise.all(Array.from({ length: 4 }, () => upload(org.apiKey)));
    expect(rest.map((response) => String(response.json().id))).toEqual(
      rest.map(() => expect.stringMatching(/^file-one-/)),
    );
    expect((await call(`/files/${first}`, org.apiKey)).status).toBe(200);
    await systemDb().providerKey.updateMany({
      where: { orgId: org.orgId, baseUrl: account.baseUrl },
      data: { revokedAt: new Date() },
    });
    await expect.poll(async () => String((await upload(org.apiKey)).json().id)).toMatch(/^file-two-/);
    other.close();
  });
});
