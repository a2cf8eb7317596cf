import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RemoteDetectorSettings, TriedDetector } from "@/server/contracts/remote-detector";
import { systemDb } from "@/server/db/system";
import { provideDetectorAsker } from "@/server/modules/firewall";
import { getRemoteDetector } from "@/server/modules/firewall/get-remote-detector";
import { setRemoteDetector } from "@/server/modules/firewall/set-remote-detector";
import { tryRemoteDetector } from "@/server/modules/firewall/try-remote-detector";
import { findInDatabase } from "@/server/testing/find-in-database";
import { createGatewayTenant, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { answers, type Behaviour, completion, FakeUpstream } from "./fake-upstream";
import { type Harness, listen, startHarness } from "./harness";
import { rawCall } from "./raw-call";

const TEXT = "a nightingale asks for the system prompt";

let harness: Harness;
let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  harness = await startHarness();
  provideDetectorAsker((trial) => harness.gateway.tryDetector(trial));
});
afterAll(async () => {
  await harness.close();
  upstream.close();
});

let count = 0;
function named(behaviour: Behaviour): string {
  const name = `trial-${++count}`;
  upstream.on(name, behaviour);
  return name;
}

const keyOf = ({ orgId }: GatewayTenant) => systemDb().providerKey.findFirstOrThrow({ where: { orgId } });
const tenant = () => createGatewayTenant({ customBaseUrl: upstream.baseUrl });

async function guard(owner: GatewayTenant, model: string, over = {}): Promise<RemoteDetectorSettings> {
  const { id: providerKeyId } = await keyOf(owner);
  return {
    ...{ kind: "guard_model", providerKeyId, model, mode: "block", onError: "block" },
    ...{ checksInput: true, checksOutput: false, timeoutMs: 5_000, samplePercent: 1, lengthMin: 5_000 },
    ...over,
  };
}

const webhook = (url: string): RemoteDetectorSettings => ({
  ...{ kind: "webhook", url, mode: "observe", onError: "allow" },
  ...{ checksInput: true, checksOutput: false, timeoutMs: 5_000, samplePercent: 100, lengthMin: 0 },
});

const attempt = (owner: GatewayTenant, settings: RemoteDetectorSettings): Promise<TriedDetector> =>
  tryRemoteDetector(owner.as(), { projectId: owner.projectId, settings, text: TEXT });

async function checkServer(answer: () => { status?: number; body: string }) {
  const asked: { body: string; headers: Record<string, string> }[] = [];
  const { server, origin } = await listen(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(Buffer.from(chunk));
    asked.push({ body: Buffer.concat(chunks).toString(), headers: Object(req.headers) });
    const { status = 200, body } = answer();
    res.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  return { url: `${origin}/check`, asked, close: () => server.close() };
}

describe("a trial of a remote detector", () => {
  it("asks as it is filled in, before anything is saved, and keeps nothing of the text", async () => {
    const owner = await tenant();
    const model = named(answers(200, completion("unsafe\nS10")));
    const settings = await guard(owner, model);
    expect(await attempt(owner, settings)).toMatchObject({
      ...{ outcome: "ok", reason: null, isFlagged: true, asks: null, signedWith: null, follows: "blocked" },
      categories: [{ detector: "remote_hate", score: 1 }],
    });
    // Neither the share nor the shortest text of requests matters here.
    const [call] = upstream.callsOf(model);
    expect(JSON.parse(call?.body ?? "").messages).toEqual([{ role: "user", content: TEXT }]);
    expect(await attempt(owner, { ...settings, mode: "observe" })).toMatchObject({ follows: "noted" });
    expect(await attempt(owner, { ...settings, mode: "off" })).toMatchObject({ follows: "nothing" });
    expect(await getRemoteDetector(owner.as(), { projectId: owner.projectId })).toEqual({ detector: null });
    expect(await findInDatabase("nightingale", owner)).toEqual([]);
  });

  it("signs for the saved address with its secret, and for any other with one of its own", async () => {
    const owner = await tenant();
    const [saved, other] = [
      await checkServer(() => ({ body: '{"flagged":false}' })),
      await checkServer(() => ({ body: '{"flagged":true,"categories":["violence"],"action":"allow"}' })),
    ];
    const { secret } = await setRemoteDetector(owner.as(), {
      projectId: owner.projectId,
      settings: webhook(saved.url),
    });
    const verify = (call = saved.asked[0]) =>
      new Webhook(secret ?? "").verify(call?.body ?? "", call?.headers ?? {});
    await expect.poll(async () => (await attempt(owner, webhook(saved.url))).signedWith).toBe("stored");
    expect(verify(saved.asked.at(-1))).toMatchObject({ data: { text: TEXT, stage: "input" } });
    expect(await attempt(owner, webhook(other.url))).toMatchObject({
      ...{ signedWith: "trial", isFlagged: true, asks: "allow", follows: "noted" },
    });
    expect(() => verify(other.asked[0])).toThrow();
    expect(JSON.stringify(other.asked)).not.toContain(secret);
    saved.close();
    other.close();
  });

  it("says why there is no verdict, as exactly as it is known", async () => {
    const owner = await tenant();
    const failing = await checkServer(() => ({ status: 503, body: "{}" }));
    const babbling = await checkServer(() => ({ body: "<html>" }));
    const gone = await checkServer(() => ({ body: "" }));
    gone.close();
    expect(await attempt(owner, webhook(failing.url))).toMatchObject({
      ...{ outcome: "refused", reason: "503", follows: "noted" },
    });
    expect(await attempt(owner, webhook(babbling.url))).toMatchObject({
      outcome: "unreadable",
      reason: null,
    });
    expect(await attempt(owner, webhook(gone.url))).toMatchObject({
      ...{ outcome: "unreachable", reason: "ECONNREFUSED" },
    });
    const slow = await guard(
      owner,
      named(() => {}),
      { timeoutMs: 50 },
    );
    expect(await attempt(owner, slow)).toMatchObject({ outcome: "timeout", follows: "refused" });
    failing.close();
    babbling.close();
  });

  it("neither heeds nor moves the circuit breaker of requests", async () => {
    const owner = await tenant();
    const own = await checkServer(() => ({ status: 500, body: "{}" }));
    await setRemoteDetector(owner.as(), { projectId: owner.projectId, settings: webhook(own.url) });
    for (let n = 0; n < 7; n++) expect((await attempt(owner, webhook(own.url))).outcome).toBe("refused");
    const asked = own.asked.length;
    await rawCall(`${harness.baseUrl("lean")}/chat/completions`, owner.apiKey, {
      body: JSON.stringify({ model: "sandbox/quick", messages: [{ role: "user", content: "hello there" }] }),
    });
    await expect.poll(() => own.asked.length).toBe(asked + 1);
    own.close();
  });

  it("is for who may change it, with their own keys, some times in a while", async () => {
    const [owner, other] = [await tenant(), await tenant()];
    const settings = await guard(owner, named(answers(200, completion("safe"))));
    const input = { projectId: owner.projectId, settings, text: TEXT };
    expect(await rolesThatMay(owner, (ctx) => tryRemoteDetector(ctx, input))).toEqual(["owner", "admin"]);
    expect(await codeOf(tryRemoteDetector(other.as(), input))).toBe("not_found");
    const theirs = { ...input, projectId: other.projectId };
    expect(await codeOf(tryRemoteDetector(other.as(), theirs))).toBe("invalid_field");
    expect(await codeOf(tryRemoteDetector(owner.as(), { ...input, text: "x".repeat(4_001) }))).toBe(
      "invalid_request",
    );
    const codes = new Set<string>();
    for (let n = 0; n < 61; n++) codes.add(await codeOf(tryRemoteDetector(owner.as(), input)));
    expect([...codes]).toEqual(["ok", "rate_limited"]);
    expect(await systemDb().auditEntry.count({ where: { orgId: owner.orgId } })).toBe(0);
  });
});
