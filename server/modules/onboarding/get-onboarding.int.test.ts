import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { createApiKey } from "@/server/modules/api-keys/create-api-key";
import { revokeApiKey } from "@/server/modules/api-keys/revoke-api-key";
import { connectProvider } from "@/server/modules/provider-keys/connect-provider";
import { createTestOrg } from "@/server/testing/factories";
import { createTestRequests } from "@/server/testing/request-factory";
import { getOnboarding } from "./get-onboarding";

afterAll(disconnectDb);

const PAST = { hasInventedPast: false };

describe("the first-run checklist", () => {
  it("starts with nothing done but the member who signed up", async () => {
    const org = await createTestOrg();
    const empty = {
      apiKeyCount: 0,
      providerCount: 0,
      firstRequest: null,
      ...PAST,
      feedbackCount: 0,
      memberCount: 1,
    };
    expect(await getOnboarding(org.as())).toEqual(empty);
  });

  it("knows a past that was made: requests from before the organisation", async () => {
    const [org, real] = [await createTestOrg(), await createTestOrg()];
    await createTestRequests(org, [{ at: new Date(Date.now() - 3 * 86_400_000) }]);
    await createTestRequests(real, [{ at: new Date() }]);
    expect((await getOnboarding(org.as())).hasInventedPast).toBe(true);
    expect((await getOnboarding(real.as())).hasInventedPast).toBe(false);
  });

  it("counts what works now and names the organisation's own first request", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    await createTestRequests(other, [{ at: minutesAgo(60) }]);
    const [firstId] = await createTestRequests(org, [
      { at: minutesAgo(30), isSandbox: true },
      { at: minutesAgo(20) },
    ]);
    const { apiKey } = await createApiKey(org.as(), { name: "Revoked" });
    await revokeApiKey(org.as(), { apiKeyId: apiKey.id });
    await createApiKey(org.as(), { name: "Live" });
    await connectProvider(org.as(), { provider: "openai", secret: "sk-0123456789abcdef" });
    const done = await getOnboarding(org.as());
    expect(done).toMatchObject({
      apiKeyCount: 1,
      providerCount: 1,
      firstRequest: { id: firstId, isSandbox: true },
    });
  });
});
