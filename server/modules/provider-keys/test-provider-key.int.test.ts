import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { connectProvider } from "./connect-provider";
import { revokeProviderKey } from "./revoke-provider-key";
import { testProviderKey } from "./test-provider-key";

vi.stubEnv("FLOOPY_ALLOW_PRIVATE_UPSTREAMS", "1");

const SECRET = "sk-canary-0123456789abcdefWXYZ";
const LIST = JSON.stringify({ data: [{ id: "canary-one" }, { id: "canary-two" }] });

interface Seen {
  url: string;
  headers: IncomingHttpHeaders;
}

let server: Server;
let origin: string;
const seen: Seen[] = [];
/** By the first part of the path: what is answered with the key, and without it. */
const ANSWERS: Readonly<Record<string, { keyed: [number, string]; keyless?: [number, string] }>> = {
  good: { keyed: [200, LIST], keyless: [401, "{}"] },
  bare: { keyed: [200, '[{"id":"a"}]'], keyless: [401, "{}"] },
  public: { keyed: [200, LIST], keyless: [200, LIST] },
  refused: { keyed: [401, '{"error":"canary"}'] },
  oddly: { keyed: [400, '{"error":"API key not valid: canary"}'] },
  html: { keyed: [200, "<html>canary</html>"] },
  missing: { keyed: [404, "canary"] },
  moved: { keyed: [302, "canary"] },
  broken: { keyed: [500, "canary"] },
};

beforeAll(async () => {
  server = createServer((req, res) => {
    seen.push({ url: req.url ?? "", headers: req.headers });
    const known = ANSWERS[req.url?.split("/")[1] ?? ""];
    const answer = req.headers.authorization === undefined ? (known?.keyless ?? known?.keyed) : known?.keyed;
    if (answer === undefined) return void req.socket.destroy();
    res.writeHead(answer[0], { location: `${origin}/good/models` }).end(answer[1]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
});
afterAll(async () => {
  server.close();
  await disconnectDb();
});

async function connect(org: TestOrg, baseUrl: string, secret: string | undefined = SECRET): Promise<string> {
  const key = await connectProvider(org.as(), { provider: "custom", baseUrl, ...(secret ? { secret } : {}) });
  return key.id;
}

async function testOf(baseUrl: string, secret?: string) {
  const org = await createTestOrg();
  return testProviderKey(org.as(), { providerKeyId: await connect(org, baseUrl, secret) });
}

describe("testing a connection", () => {
  it("asks for the list of models with the stored key, and counts them", async () => {
    const result = await testOf(`${origin}/good`);
    expect(result).toEqual({
      outcome: "ok",
      detail: "The provider answered and accepted the key.",
      modelCount: 2,
      durationMs: expect.any(Number),
    });
    const call = seen.find(({ url, headers }) => url === "/good/models" && headers.authorization);
    expect(call?.headers.authorization).toBe(`Bearer ${SECRET}`);
    expect(await testOf(`${origin}/bare`)).toMatchObject({ outcome: "ok", modelCount: 1 });
  });

  it("does not take a list that anyone can read for a proof of the key", async () => {
    const result = await testOf(`${origin}/public`);
    expect(result).toMatchObject({
      outcome: "ok",
      detail: expect.stringContaining("does not prove the key"),
    });
    expect(await testOf(`${origin}/public`, "")).toMatchObject({
      outcome: "ok",
      detail: expect.stringContaining("no key"),
    });
  });

  it.each([
    ["refused", "unauthorized"],
    ["oddly", "unauthorized"],
    ["html", "unexpected"],
    ["missing", "unexpected"],
    ["moved", "unexpected"],
    ["broken", "unexpected"],
    ["cut", "unreachable"],
  ])("says of an answer that is %s: %s, in our own words only", async (path, outcome) => {
    const result = await testOf(`${origin}/${path}`);
    expect(result.outcome).toBe(outcome);
    expect(result.modelCount).toBeUndefined();
    expect(JSON.stringify(result)).not.toContain("canary");
  });

  it("follows no redirect", async () => {
    const before = seen.filter(({ url }) => url === "/good/models").length;
    await testOf(`${origin}/moved`);
    expect(seen.filter(({ url }) => url === "/good/models")).toHaveLength(before);
  });

  it("says why a server cannot be reached", async () => {
    const closed = await testOf("http://127.0.0.1:1/v1");
    expect(closed).toMatchObject({ outcome: "unreachable", detail: expect.stringContaining("refused") });
    const nowhere = await testOf("http://nowhere.invalid/v1");
    expect(nowhere).toMatchObject({ outcome: "unreachable", detail: expect.stringContaining("name") });
  });

  it("says so when a provider has no list of models to ask for", async () => {
    const org = await createTestOrg();
    const { id } = await connectProvider(org.as(), { provider: "perplexity", secret: SECRET });
    const result = await testProviderKey(org.as(), { providerKeyId: id });
    expect(result).toMatchObject({ outcome: "untestable", detail: expect.stringContaining("Perplexity") });
  });

  it("is for owners and admins of that organisation, writes nothing, and not for a revoked connection", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const providerKeyId = await connect(org, `${origin}/good`);
    const test = (ctx: ReturnType<TestOrg["as"]>) => testProviderKey(ctx, { providerKeyId });
    const calls = seen.length;
    expect(await codeOf(test(other.as()))).toBe("not_found");
    expect(seen).toHaveLength(calls);
    expect(await rolesThatMay(org, test)).toEqual(["owner", "admin"]);
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual(["provider_key.connected"]);
    await revokeProviderKey(org.as(), { providerKeyId });
    expect(await codeOf(test(org.as()))).toBe("conflict");
  });
});
