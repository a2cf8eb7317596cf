import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ConnectProviderInput } from "@/server/contracts/provider-keys";
import { PROVIDERS } from "@/server/contracts/provider-table";
import type { Provider } from "@/server/contracts/provider-types";
import { disconnectDb } from "@/server/db/client";
import { createTestOrg } from "@/server/testing/factories";
import { connectProvider } from "./connect-provider";
import { testProviderKey } from "./test-provider-key";

vi.stubEnv("FLOOPY_ALLOW_PRIVATE_UPSTREAMS", "1");

interface Seen {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

let server: Server;
let origin: string;
let seen: Seen[] = [];
/** What the cloud's sign-in and its list of models answer. */
let signIn: { status: number; body: object };
let list: { status: number; body: object };

beforeAll(async () => {
  server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const path = req.url ?? "";
      seen.push({ path, headers: req.headers, body: Buffer.concat(chunks).toString() });
      const isPublic = req.headers.authorization === undefined && req.headers["api-key"] === undefined;
      const answer = path.endsWith("/token") ? signIn : isPublic ? { status: 401, body: {} } : list;
      res.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const bedrock = { ...theProvider("bedrock").paths, models: "/foundation-models" };
  point("bedrock", { baseUrl: origin, paths: bedrock });
  point("vertex", { baseUrl: `${origin}/v1/projects/{project}/locations/{location}`, host: null });
  for (const [id, path] of [
    ["vertex", "/google/token"],
    ["azure", "/{tenant}/token"],
  ] as const) {
    const { auth } = theProvider(id);
    if ("tokenUrl" in auth) auth.tokenUrl = `${origin}${path}`;
  }
});
beforeEach(() => {
  seen = [];
  signIn = { status: 200, body: { access_token: "bought", expires_in: 3_600, token_type: "Bearer" } };
  list = { status: 200, body: { data: [{ id: "a" }, { id: "b" }] } };
});
afterAll(async () => {
  server.close();
  await disconnectDb();
});

function theProvider(id: string): Provider {
  const provider = PROVIDERS[id];
  if (provider === undefined) throw new Error(`no provider ${id}`);
  return provider;
}

function point(id: string, change: Partial<Provider>): void {
  Object.assign(theProvider(id), change);
}

async function testOf(facts: ConnectProviderInput) {
  const org = await createTestOrg();
  const { id } = await connectProvider(org.as(), facts);
  return testProviderKey(org.as(), { providerKeyId: id });
}

const bought = (): Seen[] => seen.filter(({ path }) => path.endsWith("/token"));
const asked = (): Seen | undefined => seen.find(({ path }) => !path.endsWith("/token"));

describe("testing a connection to Azure by Microsoft Entra", () => {
  const TENANT = "11111111-2222-3333-4444-555555555555";
  const facts = (clientSecret: string): ConnectProviderInput => ({
    provider: "azure",
    baseUrl: origin,
    credential: {
      kind: "entra_client",
      tenantId: TENANT,
      clientId: "99999999-2222-3333-4444-555555555555",
      clientSecret,
    },
  });

  it("buys a token in the customer's tenant and asks for the models with it", async () => {
    expect(await testOf(facts("canary-one"))).toMatchObject({ outcome: "ok", modelCount: 2 });
    expect(bought()[0]?.path).toBe(`/${TENANT}/token`);
    expect(Object.fromEntries(new URLSearchParams(bought()[0]?.body))).toMatchObject({
      grant_type: "client_credentials",
      client_secret: "canary-one",
      scope: expect.stringContaining("cognitiveservices"),
    });
    expect(asked()?.headers.authorization).toBe("Bearer bought");
  });

  it("says that the sign-in refused the secret, and tells nothing that it wrote", async () => {
    signIn = { status: 401, body: { error: "invalid_client", error_description: "canary" } };
    const result = await testOf(facts("canary-two"));
    expect(result).toMatchObject({ outcome: "unauthorized", detail: expect.stringContaining("HTTP 401") });
    expect(JSON.stringify(result)).not.toContain("canary");
    expect(asked()).toBeUndefined();
  });

  it("says that the account may not list models where the role is missing", async () => {
    list = { status: 403, body: { error: { code: "PermissionDenied", message: "canary" } } };
    const result = await testOf(facts("canary-three"));
    expect(result).toMatchObject({ outcome: "unauthorized", detail: expect.stringContaining("HTTP 403") });
    expect(JSON.stringify(result)).not.toContain("canary");
  });
});

describe("testing a connection to Bedrock", () => {
  const facts: ConnectProviderInput = {
    provider: "bedrock",
    settings: { region: "eu-west-1" },
    credential: {
      kind: "aws_access_key",
      accessKeyId: "AKIAIOSFODNN7EXAMPLE",
      secretAccessKey: "canary-secret-access-key",
    },
  };

  it("signs for the region and counts the models", async () => {
    list = { status: 200, body: { modelSummaries: [{ modelId: "a" }] } };
    expect(await testOf(facts)).toMatchObject({ outcome: "ok", modelCount: 1 });
    expect(asked()?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-west-1\/bedrock\/aws4_request/,
    );
    expect(JSON.stringify(seen)).not.toContain("canary");
  });

  it("says that a signature was refused", async () => {
    list = { status: 403, body: { message: "The security token is invalid: canary" } };
    const result = await testOf(facts);
    expect(result).toMatchObject({ outcome: "unauthorized", detail: expect.stringContaining("HTTP 403") });
    expect(JSON.stringify(result)).not.toContain("canary");
  });
});

describe("testing a connection to Vertex", () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const facts = (name: string): ConnectProviderInput => ({
    provider: "vertex",
    settings: { project: "my-project-123", location: "europe-west4" },
    credential: {
      kind: "google_service_account",
      json: JSON.stringify({
        type: "service_account",
        client_email: `${name}@my-project-123.iam.gserviceaccount.com`,
        private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
        private_key_id: "0123456789abcdef",
        token_uri: `${origin}/evil/token`,
      }),
    },
  });

  it("buys a token at Google's address, never the file's, and asks for the models with it", async () => {
    list = { status: 200, body: {} };
    expect(await testOf(facts("one"))).toMatchObject({
      outcome: "ok",
      detail: "The provider answered and accepted the service account.",
    });
    expect(bought().map(({ path }) => path)).toEqual(["/google/token"]);
    expect(asked()?.headers.authorization).toBe("Bearer bought");
    expect(asked()?.path).toContain("/projects/my-project-123/locations/europe-west4");
  });

  it("says that Google refused the account", async () => {
    signIn = { status: 400, body: { error: "invalid_grant", error_description: "canary" } };
    const result = await testOf(facts("two"));
    expect(result).toMatchObject({ outcome: "unauthorized", detail: expect.stringContaining("HTTP 400") });
    expect(JSON.stringify(result)).not.toContain("canary");
  });
});
