import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiKey } from "@/server/modules/api-keys/create-api-key";
import { updateApiKey } from "@/server/modules/api-keys/update-api-key";
import { createGatewayTenant } from "@/server/testing/gateway-tenant";
import { DOORS, type Harness, startHarness } from "./harness";
import { rawCall } from "./raw-call";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const BODY = JSON.stringify({ model: "sandbox/quick", messages: [{ role: "user", content: "hi" }] });

describe.each(DOORS)("a key that is changed, at the %s door", (door) => {
  it("may do within seconds what it may do now, and no longer what it could before", async () => {
    const tenant = await createGatewayTenant();
    const { apiKey, secret } = await createApiKey(tenant.as(), { name: "Server" });
    const change = (facts: object) => updateApiKey(tenant.as(), { apiKeyId: apiKey.id, ...facts });
    const outcome = async (): Promise<string> => {
      const response = await rawCall(`${harness.baseUrl(door)}/chat/completions`, secret, { body: BODY });
      return response.status === 200 ? "ok" : String(response.json().error.code);
    };
    await expect.poll(outcome).toBe("ok");
    await change({ permissions: ["read"] });
    await expect.poll(outcome).toBe("permission_denied");
    await change({ permissions: ["write"], allowedModels: ["sandbox/slow"] });
    await expect.poll(outcome).toBe("model_not_allowed");
    await change({ allowedModels: [], allowedIps: ["203.0.113.7"] });
    await expect.poll(outcome).toBe("permission_denied");
    await change({ allowedIps: [], expiresAt: new Date(Date.now() + 60_000) });
    await expect.poll(outcome).toBe("ok");
    await change({ requestsPerMinute: 1 });
    await expect.poll(outcome).toBe("rate_limited");
    await change({ requestsPerMinute: null });
    await expect.poll(outcome).toBe("ok");
  });
});
