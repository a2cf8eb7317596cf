import { describe, expect, it } from "vitest";
import { generateApiKey } from "@/server/core/api-key-format";
import { AppError } from "@/server/core/errors";
import { hmacHex } from "@/server/core/secrets";
import type { GatewayConfig, GatewayKey } from "@/server/modules/gateway-config";
import { authenticate, authorizeCaller } from "./authenticate";
import { testCaller, testRequest } from "./test-caller";

const pepper = Buffer.alloc(32, 7);
const secret = generateApiKey("server");

function setUp(key: Partial<GatewayKey> | null = {}) {
  const { key: known, org } = testCaller({ key: key ?? {} });
  const asked: string[] = [];
  const used: string[] = [];
  const config: GatewayConfig = {
    key: (hash) => {
      asked.push(hash);
      return hash === hmacHex(pepper, secret) && key !== null ? known : null;
    },
    org: () => org,
    prompt: async () => null,
    markUsed: (id) => void used.push(id),
    onChange: () => {},
    sharedModel: () => null,
    ping: async () => true,
    close: async () => {},
  };
  const call = (headers: Record<string, string>) => authenticate({ config, pepper }, testRequest(headers));
  return { call, asked, used };
}

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "ok",
    (thrown: unknown) => (thrown instanceof AppError ? thrown.code : "other"),
  );

describe("authenticate", () => {
  it("takes the key as a bearer token in any case, or as x-api-key", async () => {
    const { call, used } = setUp();
    expect((await call({ authorization: `bearer ${secret}` })).key.id).toBe("key_1");
    expect((await call({ "x-api-key": secret })).org.orgId).toBe("org_1");
    expect(used).toEqual(["key_1", "key_1"]);
  });

  it("never asks for what cannot be a server key", async () => {
    const { call, asked } = setUp();
    const wrong = [`${secret.slice(0, -1)}!`, generateApiKey("publishable"), "sk-openai", "", `${secret} x`];
    for (const key of wrong)
      expect(await codeOf(call({ authorization: `Bearer ${key}` }))).toBe("invalid_key");
    expect(await codeOf(call({}))).toBe("invalid_key");
    expect(await codeOf(call({ authorization: `Basic ${secret}` }))).toBe("invalid_key");
    expect(asked).toEqual([]);
  });

  it("refuses unknown and revoked keys alike, and names only expiry", async () => {
    const headers = { authorization: `Bearer ${secret}` };
    expect(await codeOf(setUp(null).call(headers))).toBe("invalid_key");
    expect(await codeOf(setUp({ isRevoked: true }).call(headers))).toBe("invalid_key");
    expect(await codeOf(setUp({ isRevoked: true, expiresAtMs: 1 }).call(headers))).toBe("invalid_key");
    expect(await codeOf(setUp({ expiresAtMs: 1 }).call(headers))).toBe("key_expired");
  });
});

describe("authorizeCaller", () => {
  const allowed = (ips: readonly string[], address: string): boolean => {
    try {
      authorizeCaller(testCaller({ key: { allowedIps: ips } }), "request:write", address);
      return true;
    } catch {
      return false;
    }
  };

  it("matches addresses and ranges of both families, and nothing it cannot read", () => {
    expect(allowed([], "")).toBe(true);
    expect(allowed(["10.0.0.0/8"], "10.1.2.3")).toBe(true);
    expect(allowed(["10.0.0.0/8"], "::ffff:10.1.2.3")).toBe(true);
    expect(allowed(["1.2.3.4"], "1.2.3.4")).toBe(true);
    expect(allowed(["2001:db8::/32"], "2001:db8::1")).toBe(true);
    expect(allowed(["10.0.0.0/8"], "11.1.2.3")).toBe(false);
    expect(allowed(["10.0.0.0/8"], "2001:db8::1")).toBe(false);
    expect(allowed(["nonsense", "10.0.0.0/99"], "10.1.2.3")).toBe(false);
    expect(allowed(["10.0.0.0/8"], "")).toBe(false);
  });

  it("needs the permission of the action", () => {
    const reader = testCaller({ key: { permissions: ["read"] } });
    expect(() => authorizeCaller(reader, "request:write", "")).toThrow(AppError);
    expect(() => authorizeCaller(reader, "request:read", "")).not.toThrow();
  });
});
