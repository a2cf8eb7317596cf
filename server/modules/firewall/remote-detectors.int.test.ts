import { afterAll, describe, expect, it } from "vitest";
import type { SetRemoteDetectorInput } from "@/server/contracts/remote-detector";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { findInDatabase } from "@/server/testing/find-in-database";
import { connectTestProvider } from "@/server/testing/gateway-tenant";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { getRemoteDetector } from "./get-remote-detector";
import { removeRemoteDetector } from "./remove-remote-detector";
import { rotateDetectorSecret } from "./rotate-detector-secret";
import { setRemoteDetector } from "./set-remote-detector";

afterAll(disconnectDb);

const RULES = { mode: "observe", onError: "allow" } as const;
const webhook = (url: string): SetRemoteDetectorInput["settings"] => ({ kind: "webhook", url, ...RULES });
const FIRST = webhook("https://93.184.216.34/check");
const SECOND = webhook("https://93.184.216.34/other");

async function keyOf(org: TestOrg, provider: string): Promise<string> {
  await connectTestProvider(org, provider, `sk-${provider}-secret`);
  const key = await systemDb().providerKey.findFirstOrThrow({ where: { orgId: org.orgId, provider } });
  return key.id;
}

describe("a project's remote detector", () => {
  it("shows a webhook's secret once, makes a new one for a new address, and keeps no plain text of any", async () => {
    const org = await createTestOrg("free");
    const { projectId } = org;
    expect(await getRemoteDetector(org.as("viewer"), { projectId })).toEqual({ detector: null });
    const first = await setRemoteDetector(org.as(), { projectId, settings: FIRST });
    const again = await setRemoteDetector(org.as(), { projectId, settings: { ...FIRST, timeoutMs: 90 } });
    const moved = await setRemoteDetector(org.as(), { projectId, settings: SECOND });
    const rotated = await rotateDetectorSecret(org.as(), { projectId });
    expect(first.secret).toMatch(/^whsec_/);
    expect(again.secret).toBeNull();
    expect(new Set([first.secret, moved.secret, rotated.secret]).size).toBe(3);
    const { detector } = await getRemoteDetector(org.as("viewer"), { projectId });
    expect(detector).toMatchObject({ version: 4, settings: SECOND, lastFour: rotated.secret?.slice(-4) });
    for (const secret of [first.secret, moved.secret, rotated.secret])
      expect(await findInDatabase(String(secret), org)).toEqual([]);
    await removeRemoteDetector(org.as(), { projectId });
    expect(await getRemoteDetector(org.as(), { projectId })).toEqual({ detector: null });
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual([
      "firewall.detector_set",
      "firewall.detector_set",
      "firewall.detector_set",
      "firewall.detector_secret_rotated",
      "firewall.detector_removed",
    ]);
  });

  it("is asked by way of the organisation's own provider keys, of providers that can answer", async () => {
    const org = await createTestOrg("free");
    const stranger = await createTestOrg("free");
    const set = (providerKeyId: string, kind: "openai_moderation" | "guard_model") =>
      codeOf(
        setRemoteDetector(org.as(), {
          projectId: org.projectId,
          settings: { kind, providerKeyId, model: "m", ...RULES },
        }),
      );
    const groq = await keyOf(org, "groq");
    expect(await set(await keyOf(org, "openai"), "openai_moderation")).toBe("ok");
    expect(await set(groq, "guard_model")).toBe("ok");
    expect(await set(groq, "openai_moderation")).toBe("invalid_field");
    expect(await set(await keyOf(org, "anthropic"), "guard_model")).toBe("invalid_field");
    expect(await set(await keyOf(stranger, "openai"), "guard_model")).toBe("invalid_field");
  });

  it.each(["https://10.0.0.8/check", "http://93.184.216.34/check", "https://localhost/check"])(
    "is not set to %s",
    async (url) => {
      const org = await createTestOrg("free");
      const { projectId } = org;
      expect(await codeOf(setRemoteDetector(org.as(), { projectId, settings: webhook(url) }))).toBe(
        "invalid_field",
      );
    },
  );

  it("belongs to its organisation, is seen by readers and changed by managers", async () => {
    const org = await createTestOrg("free");
    const stranger = await createTestOrg("free");
    const { projectId } = org;
    const set = (ctx: ReturnType<TestOrg["as"]>) => setRemoteDetector(ctx, { projectId, settings: FIRST });
    expect(await rolesThatMay(org, set)).toEqual(["owner", "admin"]);
    expect(await rolesThatMay(org, (ctx) => rotateDetectorSecret(ctx, { projectId }))).toEqual([
      "owner",
      "admin",
    ]);
    expect(await rolesThatMay(org, (ctx) => getRemoteDetector(ctx, { projectId }))).toEqual([
      "owner",
      "admin",
      "member",
      "viewer",
    ]);
    for (const verb of [getRemoteDetector, rotateDetectorSecret, removeRemoteDetector])
      expect(await codeOf(verb(stranger.as(), { projectId }))).toBe("not_found");
    expect(await codeOf(set(stranger.as()))).toBe("not_found");
    expect(await rolesThatMay(org, (ctx) => removeRemoteDetector(ctx, { projectId }))).toEqual([
      "owner",
      "admin",
    ]);
  });
});
