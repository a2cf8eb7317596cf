import { promises as dns } from "node:dns";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { SetRemoteDetectorInput } from "@/server/contracts/remote-detector";
import { env } from "@/server/env";
import { setRemoteDetector } from "@/server/modules/firewall/set-remote-detector";
import { tryRemoteDetector } from "@/server/modules/firewall/try-remote-detector";
import { connectProvider } from "@/server/modules/provider-keys/connect-provider";
import { testProviderKey } from "@/server/modules/provider-keys/test-provider-key";
import { createGatewayTenant } from "@/server/testing/gateway-tenant";
import { codeOf } from "@/server/testing/verb-checks";
import { DOORS, type Harness, startHarness } from "./harness";
import { rawCall } from "./raw-call";

const PUBLIC = "93.184.215.14";
const INSIDE = ["127.0.0.1", "169.254.169.254", "10.0.0.8"] as const;

let harness: Harness;
beforeAll(async () => {
  // The harness lets private addresses pass; this is about an installation that does not.
  vi.stubEnv("FLOOPY_ALLOW_PRIVATE_UPSTREAMS", "");
  expect(env().FLOOPY_ALLOW_PRIVATE_UPSTREAMS).toBe(false);
  vi.spyOn(dns.Resolver.prototype, "resolve6").mockRejectedValue(new Error("none"));
  harness = await startHarness();
});
afterAll(() => harness.close());

describe.each(DOORS)("a name that changes its address after the check, at the %s door", (door) => {
  it.each(INSIDE)("is not called at %s, by the gateway and by the connection test", async (address) => {
    const resolve4 = vi.spyOn(dns.Resolver.prototype, "resolve4");
    resolve4.mockImplementation(async () => [PUBLIC]);
    const tenant = await createGatewayTenant();
    const connection = await connectProvider(tenant.as(), {
      provider: "custom",
      baseUrl: "https://rebind.example.com/v1",
      settings: { models: ["moved"] },
    });
    expect(resolve4).toHaveBeenCalledWith("rebind.example.com");
    // Also where it hides behind a public one.
    resolve4.mockImplementation(async () => [PUBLIC, address]);
    const body = JSON.stringify({ model: "custom/moved", messages: [{ role: "user", content: "hi" }] });
    const response = await rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, { body });
    expect([response.status, response.json().error.code]).toEqual([502, "all_providers_failed"]);
    expect(response.text).not.toContain(address);
    const { request } = await harness.record(String(response.headers["x-request-id"]));
    expect(JSON.stringify(request.attempts)).toContain("EADDRNOTPUBLIC");
    const tested = await testProviderKey(tenant.as(), { providerKeyId: connection.id });
    expect(tested).toMatchObject({
      outcome: "unreachable",
      detail: "This address is not on the public internet, so it is not called.",
    });
  });

  it.each(INSIDE)("is not called at %s as a detector of the firewall", async (address) => {
    const resolve4 = vi.spyOn(dns.Resolver.prototype, "resolve4");
    resolve4.mockImplementation(async () => [PUBLIC]);
    const tenant = await createGatewayTenant();
    const detector = { kind: "webhook", url: "https://rebind.example.com/check" } as const;
    const settings = { ...detector, mode: "block", onError: "block" } as const;
    await setRemoteDetector(tenant.as(), { projectId: tenant.projectId, settings });
    resolve4.mockImplementation(async () => [PUBLIC, address]);
    const body = JSON.stringify({ model: "sandbox/swift", messages: [{ role: "user", content: "hi" }] });
    const response = await rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, { body });
    expect([response.status, response.json().error.code]).toEqual([503, "dependency_unavailable"]);
    const { request } = await harness.record(String(response.headers["x-request-id"]));
    expect(request.firewallFindings).toMatchObject([{ category: "error", detector: "remote_unreachable" }]);
    // The check before a trial sees what the check of its call will see.
    const trial = { projectId: tenant.projectId, settings, text: "hello" };
    expect(await codeOf(tryRemoteDetector(tenant.as(), trial))).toBe("invalid_field");
    const asked = await harness.gateway.tryDetector({
      orgId: tenant.orgId,
      ...trial,
      settings: SetRemoteDetectorInput.parse(trial).settings,
    });
    expect(asked).toMatchObject({ outcome: "unreachable", reason: "EADDRNOTPUBLIC" });
  });
});
