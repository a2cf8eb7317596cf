import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { discover, exchangeCode } from "./oidc-client";

let server: Server;
let issuer = "";
let answer: (path: string) => { status?: number; headers?: Record<string, string>; body: unknown };
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((req, res) => {
    asked.push(req.url ?? "");
    const { status = 200, headers = {}, body } = answer(req.url ?? "");
    res.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  issuer = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
});
afterAll(() => server.close());

const metadata = (over: object = {}) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  ...over,
});

const exchange = () =>
  exchangeCode(
    { issuer, clientId: "c", clientSecret: "s", redirectUri: "https://app.invalid/cb" },
    { code: "c", verifier: "v", nonce: "n" },
  );

describe("an identity provider that a customer names", () => {
  it("is not asked where it is no public address, in whatever form that is written", async () => {
    vi.stubEnv("FLOOPY_ALLOW_PRIVATE_UPSTREAMS", "0");
    vi.resetModules();
    const strict = await import("./oidc-client");
    answer = () => ({ body: metadata() });
    asked.length = 0;
    const { port } = new URL(issuer);
    for (const host of ["127.0.0.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]", "localhost", "127.1"])
      for (const scheme of ["http", "https"])
        await expect(strict.discover(`${scheme}://${host}:${port}`)).rejects.toThrow();
    expect(asked).toEqual([]);
  });

  it("sends nobody on: a redirect is no answer", async () => {
    vi.stubEnv("FLOOPY_ALLOW_PRIVATE_UPSTREAMS", "1");
    asked.length = 0;
    answer = (path) =>
      path.startsWith("/secret")
        ? { body: metadata() }
        : { status: 302, headers: { location: `${issuer}/secret` }, body: {} };
    await expect(discover(issuer)).rejects.toThrow("answered 302");
    expect(asked).toEqual(["/.well-known/openid-configuration"]);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://idp.example"])(
    "does not have browsers sent to %s",
    async (endpoint) => {
      vi.stubEnv("FLOOPY_ALLOW_PRIVATE_UPSTREAMS", "1");
      answer = () => ({ body: metadata({ authorization_endpoint: endpoint }) });
      await expect(discover(issuer)).rejects.toThrow();
    },
  );

  it("has its token and key addresses checked too", async () => {
    vi.stubEnv("FLOOPY_ALLOW_PRIVATE_UPSTREAMS", "1");
    for (const over of [
      { token_endpoint: "file:///etc/passwd" },
      { token_endpoint: "gopher://127.0.0.1:6379/_x" },
    ]) {
      answer = () => ({ body: metadata(over) });
      await expect(exchange()).rejects.toThrow();
    }
  });
});
