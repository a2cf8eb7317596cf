import { once } from "node:events";
import { type ClientRequest, request } from "node:http";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FirewallFinding } from "@/server/contracts/firewall";
import type { SetRemoteDetectorInput } from "@/server/contracts/remote-detector";
import { newId } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { setRemoteDetector } from "@/server/modules/firewall/set-remote-detector";
import { findInDatabase } from "@/server/testing/find-in-database";
import { createGatewayTenant, type GatewayTenant, type TenantOptions } from "@/server/testing/gateway-tenant";
import { createTestPrice } from "@/server/testing/price-factory";
import {
  answers,
  type Behaviour,
  chunkEvent,
  completion,
  DONE_EVENT,
  FakeUpstream,
  streams,
} from "./fake-upstream";
import { DOORS, type Harness, listen, startHarness } from "./harness";
import { type RawResponse, rawCall } from "./raw-call";

const KEY = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

let harness: Harness;
/** The provider; its second life as a detector is told apart by the model's name. */
let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  upstream.close();
});

type Settings = SetRemoteDetectorInput["settings"];
type Shared = Omit<Extract<Settings, { kind: "webhook" }>, "kind" | "url">;
interface Protected extends GatewayTenant {
  /** Of the calls of a webhook. */
  secret: string;
}

async function tenantWith(
  kind: Settings["kind"],
  shared: Partial<Shared> & { at?: string },
  options: TenantOptions = {},
): Promise<Protected> {
  const tenant = await createGatewayTenant({ customBaseUrl: upstream.baseUrl, ...options });
  const { id } = await systemDb().providerKey.findFirstOrThrow({ where: { orgId: tenant.orgId } });
  const { at = "", ...rest } = shared;
  const settings = { mode: "block", onError: "block", timeoutMs: 5_000, ...rest } as const;
  const { secret } = await setRemoteDetector(tenant.as(), {
    projectId: tenant.projectId,
    settings:
      kind === "webhook"
        ? { kind, url: at, ...settings }
        : { kind, providerKeyId: id, model: at, ...settings },
  });
  return { ...tenant, secret: secret ?? "" };
}

async function createTestBudget(orgId: string, limitMicroUsd: number): Promise<void> {
  await systemDb().budget.create({
    data: { id: newId("bud"), orgId, scope: "organization", scopeId: orgId, limitMicroUsd },
  });
}

let count = 0;
/** A name of its own for each model and detector. */
function named(behaviour: Behaviour): string {
  const name = `remote-${++count}`;
  upstream.on(name, behaviour);
  return name;
}
/** A server of the customer's own; what it was asked. */
async function checkServer(
  answer: (
    body: string,
    headers: Record<string, string>,
  ) => { status?: number; body: string; location?: string },
) {
  const asked: { body: string; headers: Record<string, string> }[] = [];
  const { server, origin } = await listen(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(Buffer.from(chunk));
    const call = { body: Buffer.concat(chunks).toString(), headers: Object(req.headers) };
    asked.push(call);
    const { status = 200, body, location } = answer(call.body, call.headers);
    res
      .writeHead(status, { "content-type": "application/json", ...(location ? { location } : {}) })
      .end(body);
  });
  return { url: `${origin}/check?v=1`, asked, close: () => server.close() };
}

const moderation = (hate: boolean): Behaviour =>
  answers(
    200,
    JSON.stringify({ results: [{ flagged: hate, categories: { hate }, category_scores: { hate: 0.9 } }] }),
  );
const guard = (said: string): Behaviour => answers(200, completion(said));
const bodyOf = (model: string, content: string, more = {}): string =>
  JSON.stringify({
    model: `custom/${model}`,
    messages: [
      { role: "system", content: "You are the tenant's own assistant." },
      { role: "user", content },
    ],
    ...more,
  });

describe.each(DOORS)("a remote detector at the %s door", (door) => {
  const ask = (apiKey: string, model: string, content = "hello there", more = {}): Promise<RawResponse> =>
    rawCall(`${harness.baseUrl(door)}/chat/completions`, apiKey, { body: bodyOf(model, content, more) });
  const findingsOf = async ({ headers }: RawResponse) => {
    const { request: row } = await harness.record(String(headers["x-request-id"]));
    return { row, findings: FirewallFinding.array().parse(row.firewallFindings ?? []) };
  };

  it("lets nothing go to the provider that moderation objects to, and is sent what the provider would get", async () => {
    const detector = named(moderation(true));
    const model = named(answers(200, completion("fine")));
    const { apiKey } = await tenantWith("openai_moderation", { at: detector });
    const response = await ask(apiKey, model, `use ${KEY}`);
    expect([response.status, response.json().error.code, response.json().error.category]).toEqual([
      400,
      "firewall_blocked",
      "content",
    ]);
    expect(upstream.callsOf(model)).toEqual([]);
    const [call] = upstream.callsOf(detector);
    expect(call?.path).toBe("/v1/moderations");
    expect(JSON.parse(call?.body ?? "")).toEqual({ model: detector, input: ["use [SECRET_1]"] });
    const { row, findings } = await findingsOf(response);
    expect([row.status, row.firewallStatus]).toEqual(["blocked", "blocked"]);
    expect(Object.keys(Object(row.stages))).toContain("detector");
    expect(findings[0]).toMatchObject({
      category: "content",
      detector: "remote_hate",
      score: 0.9,
      action: "blocked",
    });
    expect(findings[1]).toMatchObject({ category: "remote", call: { outcome: "ok" } });
  });

  it.each([
    ["safe", 200, null],
    ["unsafe\nS7", 400, "pii"],
    ["JAILBREAK", 400, "injection"],
    ['{"flagged":true,"categories":["violence"]}', 400, "content"],
  ] as const)("reads the guard model's %j", async (said, status, category) => {
    const detector = named(guard(said));
    const { apiKey } = await tenantWith("guard_model", { at: detector });
    const response = await ask(apiKey, named(answers(200, completion("fine"))));
    expect(response.status).toBe(status);
    if (category !== null) expect(response.json().error.category).toBe(category);
    const [call] = upstream.callsOf(detector);
    expect(JSON.parse(call?.body ?? "").messages).toEqual([{ role: "user", content: "hello there" }]);
  });

  it("asks the customer's own server with a signature, and heeds what it says should follow", async () => {
    let verdict = { flagged: true, categories: ["Competitors"], action: "allow" };
    const own = await checkServer(() => ({ body: JSON.stringify(verdict) }));
    const { apiKey, secret, projectId } = await tenantWith("webhook", { at: own.url });
    const model = named(answers(200, completion("fine")));
    const allowed = await ask(apiKey, model);
    expect([allowed.status, allowed.headers["floopy-firewall"]]).toEqual([200, "flag"]);
    const [call] = own.asked;
    const told = new Webhook(secret).verify(call?.body ?? "", call?.headers ?? {});
    expect(told).toMatchObject({
      type: "firewall.check",
      data: { project_id: projectId, stage: "input", text: "hello there" },
    });
    verdict = { ...verdict, flagged: false, action: "block" };
    expect((await ask(apiKey, model)).status).toBe(400);
    own.close();
  });

  it.each([
    ["allow", 200, "observed"],
    ["block", 503, "blocked"],
  ] as const)(
    "when no verdict comes in time, does what the project says: %s",
    async (onError, status, action) => {
      const detector = named(() => {});
      const model = named(answers(200, completion("fine")));
      const { apiKey } = await tenantWith("guard_model", { at: detector, timeoutMs: 50, onError });
      const response = await ask(apiKey, model);
      expect(response.status).toBe(status);
      expect(upstream.callsOf(model)).toHaveLength(onError === "allow" ? 1 : 0);
      expect((await findingsOf(response)).findings[0]).toMatchObject({
        category: "error",
        detector: "remote_timeout",
        action,
        call: { outcome: "timeout" },
      });
    },
  );

  it.each([
    ["says what is no verdict", { body: "<html>" }, "remote_unreadable"],
    ["answers without end", { body: `{"flagged":false,"x":"${"x".repeat(200_000)}"}` }, "remote_unreadable"],
    ["fails", { status: 500, body: "{}" }, "remote_refused"],
  ])("refuses the request when the detector %s", async (_, answer, detector) => {
    const own = await checkServer(() => answer);
    const { apiKey } = await tenantWith("webhook", { at: own.url });
    const response = await ask(apiKey, named(answers(200, completion("fine"))));
    expect(response.status).toBe(503);
    expect((await findingsOf(response)).findings[0]).toMatchObject({ detector });
    own.close();
  });

  it("follows no redirect", async () => {
    const inside = await checkServer(() => ({ body: '{"flagged":false}' }));
    const own = await checkServer(() => ({ status: 307, body: "", location: inside.url }));
    const { apiKey } = await tenantWith("webhook", { at: own.url });
    const response = await ask(apiKey, named(answers(200, completion("fine"))));
    expect([response.status, inside.asked.length]).toEqual([503, 0]);
    own.close();
    inside.close();
  });

  it("is asked no more for a while after it has failed again and again", async () => {
    const own = await checkServer(() => ({ status: 500, body: "{}" }));
    const { apiKey } = await tenantWith("webhook", { at: own.url, onError: "allow" });
    const model = named(answers(200, completion("fine")));
    for (let n = 0; n < 5; n++) await ask(apiKey, model);
    const response = await ask(apiKey, model);
    expect([response.status, own.asked.length]).toEqual([200, 5]);
    expect((await findingsOf(response)).findings[0]).toMatchObject({ detector: "remote_paused" });
    own.close();
  });

  it("only watches without anybody waiting for it: what it finds is added to the record", async () => {
    let release = (): void => {};
    const answered = new Promise<void>((resolve) => {
      release = resolve;
    });
    const detector = named(async (res) => {
      await answered;
      res.writeHead(200, { "content-type": "application/json" }).end(completion("unsafe\nS10"));
    });
    const { apiKey } = await tenantWith("guard_model", { at: detector, mode: "observe" });
    const response = await ask(apiKey, named(answers(200, completion("fine"))));
    expect([response.status, response.headers["floopy-firewall"]]).toEqual([200, "pass"]);
    expect((await findingsOf(response)).findings).toEqual([]);
    release();
    await expect
      .poll(async () => {
        const { row, findings } = await findingsOf(response);
        return [row.firewallStatus, ...findings.map((each) => [each.category, each.detector, each.action])];
      })
      .toEqual(["flag", ["content", "remote_hate", "observed"], ["remote", "guard_model", "observed"]]);
  });

  it("stops a whole answer before anybody has it, and only notes what a stream has said", async () => {
    const detector = named((res, call) => {
      const said = JSON.parse(call.body).messages.at(-1).content === "a bad answer" ? "unsafe\nS1" : "safe";
      res.writeHead(200, { "content-type": "application/json" }).end(completion(said));
    });
    const tenant = { at: detector, checksInput: false, checksOutput: true };
    const { apiKey } = await tenantWith("guard_model", tenant, { storageMode: "metadata" });
    const bad = await ask(apiKey, named(answers(200, completion("a bad answer"))));
    expect([bad.status, bad.json().error.code, bad.json().error.stage]).toEqual([
      400,
      "firewall_blocked",
      "output",
    ]);
    expect(bad.text).not.toContain("a bad answer");
    expect((await findingsOf(bad)).row).toMatchObject({ status: "blocked", outputTokens: 7 });
    const [call] = upstream.callsOf(detector);
    expect(JSON.parse(call?.body ?? "").messages).toEqual([
      { role: "user", content: "hello there" },
      { role: "assistant", content: "a bad answer" },
    ]);
    expect((await ask(apiKey, named(answers(200, completion("a good answer"))))).status).toBe(200);
    const events = [
      chunkEvent({ content: "a bad " }),
      chunkEvent({ content: "answer" }),
      chunkEvent({}, "stop"),
      DONE_EVENT,
    ];
    const streamed = await ask(apiKey, named(streams(events.join(""))), "hello there", { stream: true });
    expect(streamed.text).toContain("[DONE]");
    await expect
      .poll(async () => (await findingsOf(streamed)).findings.map((each) => [each.detector, each.path]))
      .toEqual([
        ["remote_violent_crimes", "answer"],
        ["guard_model", "answer"],
      ]);
  });

  it("is not waited for any longer once the client has left", async () => {
    let began = (): void => {};
    const asked = new Promise<void>((resolve) => {
      began = resolve;
    });
    const detector = named(() => began());
    const model = named(answers(200, completion("fine")));
    const { apiKey } = await tenantWith("guard_model", { at: detector });
    const req: ClientRequest = request(`${harness.baseUrl(door)}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    });
    req.on("error", () => {});
    req.end(bodyOf(model, "hello"));
    await asked;
    req.destroy();
    await upstream.callsOf(detector)[0]?.closed;
    if (!req.closed) await once(req, "close");
    expect(upstream.callsOf(model)).toEqual([]);
  });

  it("is asked for its own project alone, about a share, and not about short texts", async () => {
    const detector = named(guard("unsafe"));
    const { apiKey } = await tenantWith("guard_model", { at: detector, lengthMin: 40 });
    const stranger = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
    const model = named(answers(200, completion("fine")));
    expect((await ask(stranger.apiKey, model, "x".repeat(50))).status).toBe(200);
    expect((await ask(apiKey, model, "x".repeat(39))).status).toBe(200);
    expect(upstream.callsOf(detector)).toEqual([]);
    expect((await ask(apiKey, model, "x".repeat(41))).status).toBe(400);
  });

  it("is paid from the budgets of the request, and what it used is on record as a call of its own", async () => {
    const detector = named(guard("safe"));
    const tenant = await tenantWith("guard_model", { at: detector });
    const { orgId, projectId } = tenant;
    await createTestPrice(tenant, detector, 10);
    await createTestBudget(orgId, 1_000_000);
    const response = await ask(tenant.apiKey, named(answers(200, completion("fine"))));
    const { row, findings } = await findingsOf(response);
    const detectorCalls = async () =>
      (await harness.recordsOf(orgId)).filter(({ purpose }) => purpose === "detector");
    await expect.poll(async () => (await detectorCalls()).length).toBe(1);
    const [call] = await detectorCalls();
    expect(call).toMatchObject({
      ...{ projectId, apiKeyId: row.apiKeyId, provider: "custom", model: detector, status: "ok" },
      ...{ inputTokens: expect.any(Number), outputTokens: 7, sessionId: "" },
    });
    const cost = call?.costMicroUsd ?? 0;
    expect(cost).toBe(((call?.inputTokens ?? 0) + 7) * 10);
    expect(findings[0]).toMatchObject({ category: "remote", call: { costMicroUsd: cost } });
    const [month] = await systemDb().spendMonth.findMany({ where: { orgId } });
    expect(month).toMatchObject({ requestCount: 1, costMicroUsd: BigInt(cost) });
    const usage = await rawCall(`${harness.baseUrl(door)}/usage`, tenant.apiKey, { method: "GET" });
    expect(usage.json().budgets).toMatchObject([{ spent_micro_usd: cost, reserved_micro_usd: 0 }]);
  });

  it.each([
    ["allow", 200],
    ["block", 503],
  ] as const)(
    "is not asked where a budget has no room for it, and the project says what then: %s",
    async (onError, status) => {
      const detector = named(guard("safe"));
      const tenant = await tenantWith("guard_model", { at: detector, onError });
      await createTestPrice(tenant, detector, 1_000);
      await createTestBudget(tenant.orgId, 1_000);
      const response = await ask(tenant.apiKey, named(answers(200, completion("fine"))));
      expect(response.status).toBe(status);
      expect(upstream.callsOf(detector)).toEqual([]);
      expect((await findingsOf(response)).findings[0]).toMatchObject({ detector: "remote_no_budget" });
    },
  );

  it("makes no word of a text stay that it repeats, and nothing at all where nothing is stored", async () => {
    const detector = named(guard('{"flagged":true,"categories":["canary_in_prompt"]}'));
    const none = await tenantWith("guard_model", { at: detector, mode: "observe" }, { storageMode: "none" });
    const meta = await tenantWith("guard_model", { at: detector }, { storageMode: "metadata" });
    const model = named(answers(200, completion("fine")));
    const responses = [
      await ask(none.apiKey, model, "canary in prompt"),
      await ask(meta.apiKey, model, "canary in prompt"),
    ];
    expect(responses.map(({ status }) => status)).toEqual([200, 400]);
    for (const response of responses) await findingsOf(response);
    expect(await findInDatabase("canary", none)).toEqual([]);
    expect(await findInDatabase("canary", meta)).toEqual([]);
  });
});
