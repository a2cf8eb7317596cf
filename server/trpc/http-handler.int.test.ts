import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { createWalkOrg } from "@/server/testing/walk-fixture";
import { handleTrpcRequest } from "./http-handler";

afterAll(disconnectDb);

const ORIGIN = "http://127.0.0.1:4300";

async function post(path: string, json: unknown, headers: Record<string, string>): Promise<Response> {
  const type = { host: "127.0.0.1:4300", "content-type": "application/json" };
  const body = JSON.stringify({ json });
  return handleTrpcRequest(
    new Request(`${ORIGIN}/api/trpc/${path}`, { method: "POST", body, headers: { ...type, ...headers } }),
  );
}

describe("the tRPC endpoint", () => {
  it("refuses a change from another site although the cookie is there", async () => {
    const { ids, cookie } = await createWalkOrg();
    const input = { orgSlug: ids.orgSlug, apiKeyId: ids.apiKeyId };
    const revoke = async (headers: Record<string, string>) =>
      (await post("apiKeys.revoke", input, { cookie, ...headers })).status;
    expect(await revoke({ origin: "https://evil.example" })).toBe(403);
    expect(await revoke({ origin: ORIGIN, "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await revoke({})).toBe(403);
    expect(await revoke({ origin: ORIGIN })).toBe(200);
  });

  it("refuses sign-up from another site", async () => {
    const input = { name: "A", email: "a@test.invalid", password: "long enough 1", organizationName: "A" };
    expect((await post("identity.signUp", input, { origin: "https://evil.example" })).status).toBe(403);
  });

  it("does not take JSON that pretends to be text, nor a change by GET", async () => {
    const { ids, cookie } = await createWalkOrg();
    const input = { orgSlug: ids.orgSlug, apiKeyId: ids.apiKeyId };
    const text = await post("apiKeys.revoke", input, {
      cookie,
      origin: ORIGIN,
      "content-type": "text/plain",
    });
    expect(text.status).toBe(415);
    const query = encodeURIComponent(JSON.stringify({ json: input }));
    const get = new Request(`${ORIGIN}/api/trpc/apiKeys.revoke?input=${query}`, { headers: { cookie } });
    expect((await handleTrpcRequest(get)).status).toBe(405);
  });

  it("gives each error its code, words for people, the field at fault and a request id", async () => {
    const { ids, cookie } = await createWalkOrg();
    const input = { orgSlug: ids.orgSlug, name: "", kind: "server" };
    const response = await post("apiKeys.create", input, { cookie, origin: ORIGIN });
    const { error } = await response.json();
    expect(response.status).toBe(400);
    expect(error.json.data).toMatchObject({
      code: "invalid_request",
      userMessage: "Enter a name.",
      requestId: response.headers.get("x-request-id"),
      fieldErrors: { name: "Enter a name." },
    });
    expect(JSON.stringify(error)).not.toMatch(/stack|node_modules|\.ts/);
  });

  it("answers an unknown procedure, broken JSON and an oversized body with typed errors", async () => {
    const send = (body: string, path = "identity.signUp") =>
      handleTrpcRequest(
        new Request(`${ORIGIN}/api/trpc/${path}`, {
          method: "POST",
          body,
          headers: { origin: ORIGIN, host: "127.0.0.1:4300", "content-type": "application/json" },
        }),
      );
    expect((await send("{}", "no.such")).status).toBe(404);
    expect((await send("{")).status).toBe(400);
    expect((await send(`"${"x".repeat(300_000)}"`)).status).toBe(413);
    expect((await send('{"json":{"__proto__":{"name":"x"}}}')).status).toBe(400);
  });
});
